"""What the doctor asks Slack: whether the token works, what it may do, what time it is there."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import manifest
from bot.cli.finding import Finding, good, wrong
from bot.clock import Clock
from bot.config import Settings

PATIENCE = 10
"""Seconds to wait for Slack."""
MOST_DIFFERENCE = timedelta(seconds=60)
"""Slack's signatures are refused at five minutes."""


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Ask Slack who we are; without a token there is nothing to ask."""
    if settings.slack_bot_token is None:
        advice = "Install the app from kompas manifest, then set SLACK_BOT_TOKEN."
        return [wrong("slack", "not connected", advice)]
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.api_base_url,
        timeout=PATIENCE,
        retry_handlers=[],
    )
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        return [_refused(str(error.response.get("error", "unknown_error")))]
    except (ClientError, TimeoutError, OSError):
        advice = "Check the network and SLACK_API_URL."
        return [wrong("slack", f"{settings.slack_api_url} cannot be reached", advice)]
    return [*_answered(answer, clock)]


def _answered(answer: AsyncSlackResponse, clock: Clock) -> Iterator[Finding]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield good("slack", f"connected to {answer['team']} ({answer['team_id']}) as {answer['user']}")
    yield from _scopes(headers)
    yield from _clock(headers, clock)


def _refused(error: str) -> Finding:
    advice = "Copy the bot token again from OAuth & Permissions of the app's page."
    return wrong("slack", f"the token is refused ({error})", advice)


def _scopes(headers: Mapping[str, Any]) -> Iterator[Finding]:
    if "x-oauth-scopes" not in headers:
        return
    granted = {scope.strip() for scope in str(headers["x-oauth-scopes"]).split(",")}
    missing = sorted(set(manifest.SCOPES) - granted)
    if missing:
        advice = "Update the app from kompas manifest and install it again."
        yield wrong("scopes", f"missing {', '.join(missing)}", advice)
    else:
        yield good("scopes", "all there")


def _clock(headers: Mapping[str, Any], clock: Clock) -> Iterator[Finding]:
    if "date" not in headers:
        return
    difference = abs(clock.real() - parsedate_to_datetime(str(headers["date"])))
    seconds = f"{difference.total_seconds():.0f} seconds from Slack's"
    if difference > MOST_DIFFERENCE:
        yield wrong("clock", seconds, "Set this machine's clock by NTP: signatures fail otherwise.")
    else:
        yield good("clock", seconds)
