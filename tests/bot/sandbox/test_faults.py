import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import refusal


async def post(client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=cast.SUPPORT, text="x")


async def test_a_cut_before_has_no_effect_and_a_cut_after_has(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    standing = []
    for kind in ("cut_before", "cut_after"):
        slack.faults.add("chat.postMessage", kind)
        with pytest.raises(aiohttp.ClientError):
            await post(client)
        standing.append(len(slack.messages(cast.SUPPORT)))

    assert standing == [0, 1]
    assert len(slack.calls) == 1


async def test_html_and_limits_and_errors_have_no_effect(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.faults.add("chat.postMessage", "html_500")
    slack.faults.add("chat.postMessage", "429", retry_after=7)
    slack.faults.add("chat.postMessage", "error:is_archived", times=2)

    with pytest.raises(SlackApiError) as html:
        await post(client)
    with pytest.raises(SlackApiError) as limited:
        await post(client)

    assert html.value.response.status_code == 500
    assert limited.value.response.headers["Retry-After"] == "7"
    assert [await refusal(post(client)) for _ in range(2)] == ["is_archived"] * 2
    assert slack.messages(cast.SUPPORT) == []
    await post(client)


async def test_a_delayed_answer_comes_after_its_effect(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.faults.add("chat.postMessage", "delay", seconds=0.3)

    posting = asyncio.create_task(post(client))
    await slack.wait_for_message(cast.SUPPORT)

    assert not posting.done()
    await posting


async def test_a_late_effect_comes_although_the_bot_hung_up(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    slack.faults.add("chat.postMessage", "late", seconds=0.3)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(post(client), 0.1)

    assert slack.messages(cast.SUPPORT) == []
    assert (await slack.wait_for_message(cast.SUPPORT)).text == "x"


async def test_faults_meet_their_method_only(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.add("chat.update", "html_500")
    await post(client)

    slack.faults.clear()
    ts = slack.messages(cast.SUPPORT)[0].ts
    await client.chat_update(channel=cast.SUPPORT, ts=ts, text="y")
    slack.faults.add("*", "error:fatal_error")
    assert await refusal(client.auth_test()) == "fatal_error"


def test_a_fault_nobody_knows_is_refused(slack: Sandbox) -> None:
    with pytest.raises(ValueError, match="earthquake"):
        slack.faults.add("chat.postMessage", "earthquake")
