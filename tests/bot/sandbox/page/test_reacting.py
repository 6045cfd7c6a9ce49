import asyncio

from bot.sandbox import cast
from bot.sandbox.page import deeds, reacting
from bot.sandbox.page.answers import DONE
from bot.sandbox.page.conversation import conversation
from bot.sandbox.page.desk import Desk
from bot.sandbox.page.sight import Sight
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot
from tests.bot.sandbox.page.reading import Html, Tag


def under(desk: Desk, user_id: str) -> Tag:
    """Give the emoji under the only message, as somebody sees it."""
    sight = Sight(desk=desk, user_id=user_id, place=cast.SUPPORT, thread="")
    (found,) = Html(conversation(sight)).all("button", **{"data-react": "eyes"})
    return found


async def test_an_emoji_stands_under_its_message_for_all_and_is_taken_back(
    desk: Desk, slack: Sandbox
) -> None:
    message = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "My VPN is down")
    said = {"channel": cast.SUPPORT, "ts": message.ts, "name": "eyes"}
    for user_id in (cast.AGENT, cast.LEAD, cast.AGENT):
        assert await deeds.do(desk, desk.person(user_id), "react", said) == DONE
        await asyncio.sleep(0)
    theirs, others = under(desk, cast.LEAD), under(desk, cast.AGENT)
    assert (theirs["aria-pressed"], theirs["title"]) == ("true", "L. Bakker")
    assert others["aria-pressed"] == "false"
    assert others.words.split()[-1].endswith("1")


async def test_nobody_reacts_where_they_are_not_or_with_what_is_no_emoji(
    desk: Desk, slack: Sandbox, bot: Bot
) -> None:
    message = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "My VPN is down")
    said = {"channel": cast.SUPPORT, "ts": message.ts}
    guest, agent = desk.person(cast.GUEST), desk.person(cast.AGENT)
    outside = await deeds.do(desk, guest, "react", {**said, "name": "eyes"})
    strange = await deeds.do(desk, agent, "react", {**said, "name": "<b>"})
    gone = await deeds.do(desk, agent, "react", {**said, "ts": "1.0", "name": "eyes"})
    assert "not in that conversation" in str(outside.complaint)
    assert "not_reactable" in str(strange.complaint)
    assert "no longer there" in str(gone.complaint)
    assert slack.world.messages.find(cast.SUPPORT, message.ts).reactions == {}
    assert bot.heard == []


def test_every_emoji_that_is_offered_has_a_picture() -> None:
    assert all(one.name not in one.drawn.striptags() for one in reacting.offered())
