import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from slack_sdk.web.async_client import AsyncWebClient

from bot import slack_errors
from bot.slack_errors import FAILURES, Decision, Outcome

MINUTE = timedelta(minutes=1)


@dataclass
class Rude:
    """Something that answers in Slack's place as it is told to."""

    url: str = ""
    status: int = 200
    text: str = ""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    async def answer(self, request: web.Request) -> web.Response:
        if self.text == "cut" and request.transport is not None:
            request.transport.abort()
        return web.Response(
            status=self.status,
            text=self.text,
            content_type=self.content_type,
            headers=self.headers,
        )

    def refuse(self, error: str) -> None:
        self.text = json.dumps({"ok": False, "error": error})


@pytest.fixture
async def rude() -> AsyncIterator[Rude]:
    server = Rude()
    app = web.Application()
    app.router.add_route("*", "/{method}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield server
    await runner.cleanup()


async def decided(url: str) -> Decision:
    """Post a message to this address and judge how that failed."""
    async with ClientSession(timeout=ClientTimeout(total=5)) as session:
        client = AsyncWebClient(token="t", base_url=url, session=session, retry_handlers=[])
        try:
            await client.chat_postMessage(channel="C1", text="hello")
        except FAILURES as error:
            return slack_errors.judge(error)
    raise AssertionError("it did not fail")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("channel_not_found", Outcome.REFUSED),
        ("is_archived", Outcome.REFUSED),
        ("invalid_blocks", Outcome.REFUSED),
        ("something_slack_invents_tomorrow", Outcome.REFUSED),
        ("token_revoked", Outcome.STOPPED),
        ("invalid_auth", Outcome.STOPPED),
        ("account_inactive", Outcome.STOPPED),
        ("ratelimited", Outcome.RETRY),
        ("service_unavailable", Outcome.RETRY),
        ("missing_scope", Outcome.RETRY),
        ("internal_error", Outcome.UNKNOWN),
        ("fatal_error", Outcome.UNKNOWN),
    ],
)
async def test_slacks_own_word_decides(rude: Rude, error: str, outcome: Outcome) -> None:
    rude.refuse(error)
    decision = await decided(rude.url)
    assert (decision.outcome, decision.reason) == (outcome, error)


@pytest.mark.parametrize(
    ("status", "text", "content_type"),
    [
        (500, "<h1>Server Error</h1>", "text/html"),
        (502, "", "text/html"),
        (503, "upstream connect error", "text/plain"),
        (200, "<h1>Sign in to the wifi</h1>", "text/html"),
        (200, "ok", "text/plain"),
        (200, "", "application/json"),
        (200, "{not json", "application/json"),
        (200, "[1, 2]", "application/json"),
        (200, "null", "application/json"),
        (200, '"ok"', "application/json"),
        (200, '{"ok": false}', "application/json"),
        (200, '{"ok": false, "error": 7}', "application/json"),
        (200, '{"error": "channel_not_found"}', "application/json"),
        (200, "cut", "application/json"),
    ],
)
async def test_an_answer_that_is_not_slacks_leaves_the_outcome_unknown(
    rude: Rude, status: int, text: str, content_type: str
) -> None:
    rude.status, rude.text, rude.content_type = status, text, content_type
    assert (await decided(rude.url)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("7", timedelta(seconds=7)),
        ("0", timedelta(seconds=1)),
        ("999999999999999999999", timedelta(hours=1)),
        ("soon", slack_errors.DEFAULT_WAIT),
        ("-3", slack_errors.DEFAULT_WAIT),
        ("2.5", slack_errors.DEFAULT_WAIT),
        ("", slack_errors.DEFAULT_WAIT),
    ],
)
async def test_retry_after_is_read_whatever_it_says(rude: Rude, told: str, wait: timedelta) -> None:
    rude.status, rude.headers = 429, {"retry-after": told}
    rude.refuse("ratelimited")
    assert await decided(rude.url) == Decision(
        outcome=Outcome.RETRY, reason="ratelimited", wait=wait
    )


async def test_a_429_of_a_proxy_in_front_of_slack_is_obeyed_too(rude: Rude) -> None:
    rude.status, rude.text, rude.content_type = 429, "<h1>Slow down</h1>", "text/html"
    assert (await decided(rude.url)).outcome is Outcome.RETRY


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://no-such-host.invalid/"])
async def test_what_never_left_us_may_be_sent_again(url: str) -> None:
    decision = await decided(url)
    assert (decision.outcome, decision.reason) == (Outcome.RETRY, "unreachable")


def test_a_time_limit_that_ran_out_leaves_the_outcome_unknown() -> None:
    assert slack_errors.judge(TimeoutError()).outcome is Outcome.UNKNOWN


def test_a_call_that_changes_nothing_may_be_repeated_unless_it_was_refused() -> None:
    unknown = Decision(outcome=Outcome.UNKNOWN, reason="timeout")
    refused = Decision(outcome=Outcome.REFUSED, reason="user_not_found")
    assert slack_errors.repeatable(unknown).outcome is Outcome.RETRY
    assert slack_errors.repeatable(refused) == refused


def test_the_pause_grows_to_a_quarter_of_an_hour() -> None:
    pauses = [slack_errors.back_off(tries) for tries in range(60)]
    assert pauses[:3] == [MINUTE / 4, MINUTE / 2, MINUTE]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 15 * MINUTE


@pytest.mark.parametrize("status", [200, 404])
def test_a_response_url_names_what_it_refuses_in_its_answer(status: int) -> None:
    refused = slack_errors.of_response_url(status, '{"ok": false, "error": "invalid_blocks"}')
    assert refused == Decision(outcome=Outcome.REFUSED, reason="invalid_blocks")


def test_a_response_url_that_says_ok_has_done_it() -> None:
    assert slack_errors.of_response_url(200, "ok") is None
    assert slack_errors.of_response_url(200, "") is None


def test_a_response_url_that_says_something_else_leaves_the_outcome_unknown() -> None:
    decision = slack_errors.of_response_url(502, "<h1>Bad gateway</h1>")
    assert decision == Decision(outcome=Outcome.UNKNOWN, reason="http_502")
