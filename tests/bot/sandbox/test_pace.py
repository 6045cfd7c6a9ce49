import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.pace import Pace
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import NOW


def test_a_channel_takes_a_small_burst_and_then_one_a_second() -> None:
    at = [0.0]
    pace = Pace(lambda: at[0], holds=True)
    for _ in range(3):
        pace.post("C1")

    with pytest.raises(Refusal, match="ratelimited") as refused:
        pace.post("C1")
    pace.post("C2")
    at[0] = 1.0
    pace.post("C1")

    assert refused.value.fields["retry_after"] == 1
    assert pace.violations == 1


def test_a_method_takes_its_tier_a_minute() -> None:
    at = [0.0]
    pace = Pace(lambda: at[0], holds=True)
    for _ in range(20):
        pace.call("users.info", 20)

    with pytest.raises(Refusal) as refused:
        pace.call("users.info", 20)
    at[0] = 3.0
    pace.call("users.info", 20)

    assert refused.value.fields["retry_after"] == 3


def test_a_loose_pace_counts_without_refusing() -> None:
    pace = Pace(lambda: 0.0, holds=False)
    for _ in range(5):
        pace.post("C1")

    assert pace.violations == 2


async def test_too_many_posts_get_a_429_with_retry_after() -> None:
    slack = Sandbox.populated({"chat:write"}, lambda: NOW)
    async with slack.serving():
        client = AsyncWebClient(
            token=slack.identity.bot_token, base_url=slack.api_url, retry_handlers=[]
        )
        for _ in range(3):
            await client.chat_postMessage(channel=cast.SUPPORT, text="x")
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=cast.SUPPORT, text="x")

    response = refused.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "1"
    assert len(slack.messages(cast.SUPPORT)) == 3
    assert slack.pace_violations == 1
