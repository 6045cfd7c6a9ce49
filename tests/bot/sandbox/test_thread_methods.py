import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import NOW, refusal


@pytest.fixture
async def thread(slack: Sandbox) -> list[Message]:
    root = await slack.person(cast.CUSTOMER).says(cast.SUPPORT, "My VPN is down")
    agent = slack.person(cast.AGENT)
    return [root, await agent.says(cast.SUPPORT, "Fixed", thread_ts=root.ts)]


async def test_a_thread_is_read_from_its_first_message(
    client: AsyncWebClient, thread: list[Message]
) -> None:
    root, reply = thread
    seen = (await client.conversations_replies(channel=cast.SUPPORT, ts=root.ts))["messages"]
    assert [one["ts"] for one in seen] == [root.ts, reply.ts]
    assert seen[0]["reply_count"] == 1
    assert (seen[1]["thread_ts"], seen[1]["parent_user_id"]) == (root.ts, cast.CUSTOMER)
    one = await client.conversations_replies(channel=cast.SUPPORT, ts=root.ts, limit=1)
    assert (len(one["messages"]), one["has_more"]) == (1, True)


async def test_of_an_answer_only_that_is_read(
    client: AsyncWebClient, thread: list[Message]
) -> None:
    seen = await client.conversations_replies(channel=cast.SUPPORT, ts=thread[1].ts)
    (alone,) = seen["messages"]
    assert (alone["thread_ts"], alone["parent_user_id"]) == (thread[0].ts, cast.CUSTOMER)


async def test_reading_needs_its_scope_and_a_seat(
    slack: Sandbox, client: AsyncWebClient, thread: list[Message]
) -> None:
    slack.add_channel("C0CLOSED01", "closed", [cast.AGENT], is_private=True)
    slack.add_channel("C0OPEN0001", "open", [cast.AGENT])
    call = client.conversations_replies
    assert await refusal(call(channel="C0CLOSED01", ts="1.0")) == "channel_not_found"
    assert await refusal(call(channel="C0OPEN0001", ts="1.0")) == "not_in_channel"
    assert await refusal(call(channel=cast.SUPPORT, ts="1.0")) == "thread_not_found"
    async with Sandbox.populated({"im:history"}, lambda: NOW).serving() as other:
        without = AsyncWebClient(token=other.identity.bot_token, base_url=other.api_url)
        said = await other.person(cast.AGENT).says(cast.SUPPORT, "Hello")
        refused = without.conversations_replies(channel=cast.SUPPORT, ts=said.ts)
        assert await refusal(refused) == "missing_scope"


async def test_a_message_is_shown_with_its_reactions_and_where_its_thread_is() -> None:
    async with Sandbox.populated({"reactions:read"}, lambda: NOW).serving() as slack:
        client = AsyncWebClient(token=slack.identity.bot_token, base_url=slack.api_url)
        customer = slack.person(cast.CUSTOMER)
        root = await customer.says(cast.SUPPORT, "My VPN is down")
        reply = await customer.says(cast.SUPPORT, "Still", thread_ts=root.ts)
        await slack.person(cast.AGENT).reacts(reply, "eyes")
        seen = await client.reactions_get(channel=cast.SUPPORT, timestamp=reply.ts)
        shown = seen["message"]
        assert (shown["user"], shown["text"]) == (cast.CUSTOMER, "Still")
        assert shown["reactions"] == [{"name": "eyes", "users": [cast.AGENT], "count": 1}]
        assert f"thread_ts={root.ts}" in shown["permalink"]
        gone = client.reactions_get(channel=cast.SUPPORT, timestamp="1.0")
        assert await refusal(gone) == "message_not_found"
