from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast, homes
from bot.sandbox.page.conversation import conversation, thread
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.page.sight import Sight
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.page.reading import Html


def looking(desk: Desk, user_id: str = cast.LEAD, place: str = cast.SUPPORT, ts: str = "") -> Sight:
    return Sight(desk=desk, user_id=user_id, place=place, thread=ts)


def articles(html: str) -> list[str]:
    return [str(tag["data-ts"]) for tag in Html(html).tags if tag.name == "article"]


async def test_each_message_can_be_found_again(
    desk: Desk, slack: Sandbox, client: AsyncWebClient
) -> None:
    first = await slack.person(cast.AGENT).says(cast.SUPPORT, "Who has <trouble>?")
    posted = await client.chat_postMessage(channel=cast.SUPPORT, text="I listen")
    await client.chat_update(channel=cast.SUPPORT, ts=posted["ts"], text="I listened")

    html = conversation(looking(desk))

    assert articles(html) == [first.ts, posted["ts"]]
    assert "Who has &lt;trouble&gt;?" in html
    assert html.count("(edited)") == 1
    assert html.count(">APP<") == 1
    assert html.count("10:00") >= 1


async def test_what_the_app_says_to_one_person_is_in_their_language(
    desk: Desk, slack: Sandbox, client: AsyncWebClient
) -> None:
    await slack.person(cast.AGENT).says(cast.SUPPORT, "Said by a person")
    await client.chat_postMessage(channel=cast.SUPPORT, text="For everybody")
    await client.chat_postEphemeral(channel=cast.SUPPORT, user=cast.CUSTOMER, text="Voor u")
    await client.chat_postMessage(channel=cast.CUSTOMER, text="Dag")
    direct = desk.direct(cast.CUSTOMER).id

    here = conversation(looking(desk, cast.CUSTOMER))
    alone = conversation(looking(desk, cast.CUSTOMER, direct))

    (private,) = Html(here).all("div", lang="nl")
    assert private.words.strip() == "Voor u"
    assert len(Html(alone).all("div", lang="nl")) == 1


async def test_an_ephemeral_message_says_so_and_can_be_put_away(
    desk: Desk, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=cast.SUPPORT, user=cast.LEAD, text="Psst")

    hers, his = conversation(looking(desk)), conversation(looking(desk, cast.ADMIN))

    assert "Only visible to you" in hers
    assert "data-dismiss" in hers
    assert "data-message-menu" not in hers
    assert "Psst" not in his


async def test_answers_stand_in_the_thread_and_are_counted_outside(
    desk: Desk, slack: Sandbox, client: AsyncWebClient
) -> None:
    agent = slack.person(cast.AGENT)
    root = await agent.says(cast.SUPPORT, "Question")
    await agent.says(cast.SUPPORT, "Answer", thread_ts=root.ts)
    await client.chat_postEphemeral(
        channel=cast.SUPPORT, user=cast.LEAD, text="Psst", thread_ts=root.ts
    )

    outside, inside = conversation(looking(desk)), thread(looking(desk, ts=root.ts))

    assert articles(outside) == [root.ts]
    assert "1 reply" in outside
    assert "1 only visible to you" in outside
    assert "Answer" in inside
    assert "Psst" in inside
    assert "Psst" not in thread(looking(desk, cast.ADMIN, ts=root.ts))
    assert thread(looking(desk, ts="1.0")) == ""


async def test_a_home_is_drawn_once_it_is_published(desk: Desk, slack: Sandbox) -> None:
    before = conversation(looking(desk, place=HOME))
    text = {"type": "mrkdwn", "text": "All is well"}
    content = {"type": "home", "blocks": [{"type": "section", "block_id": "b", "text": text}]}
    home = slack.world.homes[cast.LEAD] = homes.published(None, cast.LEAD, content)

    after = conversation(looking(desk, place=HOME))

    assert "still getting this Home tab ready" in before
    assert "All is well" in after
    assert f'data-view="{home.id}"' in after
    assert thread(looking(desk, place=HOME, ts="1.0")) == ""


async def test_a_file_can_be_downloaded_from_its_message(
    desk: Desk, slack: Sandbox, client: AsyncWebClient
) -> None:
    file = slack.world.files.announce("rows.csv", 3)
    slack.world.files.upload(file.key, b"a,b")
    await client.files_completeUploadExternal(
        files=[{"id": file.id, "title": "<Rows>"}], channel_id=cast.SUPPORT
    )

    html = conversation(looking(desk))

    assert f'href="/download/{file.id}"' in html
    assert "&lt;Rows&gt;" in html
