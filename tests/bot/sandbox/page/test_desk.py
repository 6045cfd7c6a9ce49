import asyncio

import pytest

from bot.sandbox import cast
from bot.sandbox.page.desk import SLACKBOT, Desk
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox


async def test_people_read_only_where_they_are(desk: Desk) -> None:
    assert desk.channel(cast.GUEST, cast.SHARED).id == cast.SHARED
    for place in (cast.SUPPORT, desk.direct(cast.LEAD).id, "C0NOWHERE1"):
        with pytest.raises(Refusal, match="channel_not_found"):
            desk.channel(cast.GUEST, place)


async def test_a_note_is_seen_by_one_person_until_they_put_it_away(
    desk: Desk, slack: Sandbox
) -> None:
    await slack.person(cast.AGENT).says(cast.SUPPORT, "Hello")
    desk.note(cast.LEAD, cast.SUPPORT, "Careful")

    hello, careful = desk.messages(cast.LEAD, cast.SUPPORT)
    assert (careful.user, careful.text) == (SLACKBOT, "Careful")
    assert desk.messages(cast.ADMIN, cast.SUPPORT) == [hello]
    desk.dismiss(careful)
    assert desk.messages(cast.LEAD, cast.SUPPORT) == [hello]


async def test_errands_go_on_by_themselves_and_end_with_the_desk(desk: Desk) -> None:
    done, ended = asyncio.Event(), asyncio.Event()

    async def quick() -> None:
        done.set()

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    desk.soon(quick())
    desk.soon(endless())
    await asyncio.wait_for(done.wait(), 1)
    await desk.close()
    assert ended.is_set()
