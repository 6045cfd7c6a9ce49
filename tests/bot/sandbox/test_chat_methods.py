from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import refusal
from tests.bot.sandbox.surfaces import buttons


async def test_a_posted_message_stands_in_its_channel(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    metadata = {"event_type": "kompas", "event_payload": {"id": "1"}}

    posted = await client.chat_postMessage(
        channel=cast.SUPPORT, text="Hello", blocks=buttons("1", "2"), metadata=metadata
    )

    (message,) = slack.messages(cast.SUPPORT)
    assert (message.ts, message.text) == (posted["ts"], "Hello")
    assert message.metadata == metadata
    assert posted["message"]["bot_id"] == slack.identity.bot_id


async def test_timestamps_are_unique_and_increase(client: AsyncWebClient) -> None:
    posts = [await client.chat_postMessage(channel=cast.SUPPORT, text="x") for _ in range(5)]

    stamps = [post["ts"] for post in posts]
    assert stamps == sorted(set(stamps))


async def test_a_user_id_reaches_the_direct_message(slack: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=cast.CUSTOMER, text="Hello")

    assert str(posted["channel"]).startswith("D")
    assert [message.text for message in slack.messages(cast.CUSTOMER)] == ["Hello"]


async def test_posting_is_refused_where_slack_refuses(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.add_channel("C0OUTSIDE1", "outside", [cast.LEAD])
    slack.add_channel("C0PRIVATE1", "private", [cast.LEAD], is_private=True)
    slack.add_user("U0STRANGE1", "stranger", "s@else.example", team="T0OTHER001")
    slack.world.places.change(cast.WEEKLY, is_archived=True)

    refused = {
        channel: await refusal(client.chat_postMessage(channel=channel, text="x"))
        for channel in ("C0NOWHERE1", "C0OUTSIDE1", "C0PRIVATE1", cast.WEEKLY, "U0STRANGE1")
    }

    assert refused == {
        "C0NOWHERE1": "channel_not_found",
        "C0OUTSIDE1": "not_in_channel",
        "C0PRIVATE1": "channel_not_found",
        cast.WEEKLY: "is_archived",
        "U0STRANGE1": "channel_not_found",
    }


async def test_nobody_is_told_anything_after_leaving(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=cast.CUSTOMER, text="Hello")
    slack.add_user(cast.CUSTOMER, "jjansen", "j.jansen@example.com", deleted=True)

    again = refusal(client.chat_postMessage(channel=posted["channel"], text="x"))

    assert await again == "channel_not_found"


async def test_content_is_checked(client: AsyncWebClient) -> None:
    async def posting(**content: object) -> str:
        body = {"channel": cast.SUPPORT, **content}
        return await refusal(client.api_call("chat.postMessage", json=body))

    empty = [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}]
    untold: dict[str, object] = {"event_type": "x"}
    huge = {**untold, "event_payload": {"x": "x" * 20_000}}

    assert await posting() == "no_text"
    assert await posting(text="x", blocks=empty) == "invalid_blocks"
    assert await posting(text="x", thread_ts="1.000001") == "thread_not_found"
    assert await posting(text="x", metadata=untold) == "invalid_metadata_format"
    assert await posting(text="x", metadata=huge) == "metadata_too_large"


async def test_text_is_cut_in_a_post_and_refused_in_an_update(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=cast.SUPPORT, text="x" * 40_001)

    assert len(slack.messages(cast.SUPPORT)[0].text) == 40_000
    update = client.chat_update(channel=cast.SUPPORT, ts=posted["ts"], text="x" * 40_001)
    assert await refusal(update) == "msg_too_long"


async def test_an_update_keeps_what_it_does_not_name(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=cast.SUPPORT, text="a", blocks=buttons("1"))

    await client.chat_update(channel=cast.SUPPORT, ts=posted["ts"], text="b")
    (kept,) = slack.messages(cast.SUPPORT)
    await client.chat_update(channel=cast.SUPPORT, ts=posted["ts"], text="c", blocks=[])
    (emptied,) = slack.messages(cast.SUPPORT)

    assert (kept.text, kept.edited, len(kept.blocks)) == ("b", True, 1)
    assert (emptied.text, len(emptied.blocks)) == ("c", 0)


async def test_metadata_is_replaced_and_removed(slack: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=cast.SUPPORT, text="a")
    metadata: dict[str, object] = {"event_type": "kompas", "event_payload": {}}
    seen = []
    for given in (metadata, {}):
        body = {"channel": cast.SUPPORT, "ts": posted["ts"], "text": "b", "metadata": given}
        await client.api_call("chat.update", json=body)
        seen.append(slack.messages(cast.SUPPORT)[0].metadata)

    assert seen == [metadata, None]


async def test_an_update_needs_something_new(slack: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=cast.SUPPORT, text="a")

    body = {"channel": cast.SUPPORT, "ts": posted["ts"]}
    assert await refusal(client.api_call("chat.update", json=body)) == "no_text"


async def test_a_reply_stands_in_its_thread(slack: Sandbox, client: AsyncWebClient) -> None:
    said = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "help")

    await client.chat_postMessage(channel=cast.SUPPORT, text="a", thread_ts=said.ts)

    assert slack.messages(cast.SUPPORT)[-1].thread_ts == said.ts


async def test_only_own_visible_messages_can_be_updated(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    said = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "help")
    shown = await client.chat_postEphemeral(channel=cast.SUPPORT, user=cast.AGENT, text="x")

    async def update(ts: str) -> str:
        return await refusal(client.chat_update(channel=cast.SUPPORT, ts=ts, text="y"))

    assert await update(said.ts) == "cant_update_message"
    assert await update(shown["message_ts"]) == "message_not_found"
    assert await update("1.000001") == "message_not_found"


async def test_an_ephemeral_message_is_for_one_member_only(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=cast.SUPPORT, user=cast.AGENT, text="psst")
    outsider = client.chat_postEphemeral(channel=cast.SUPPORT, user=cast.GUEST, text="psst")

    assert await refusal(outsider) == "user_not_in_channel"
    assert [message.text for message in slack.ephemerals(cast.AGENT)] == ["psst"]
    assert slack.messages(cast.SUPPORT) == []
