"""What the doctor asks Slack: whether the token works, what it may do, what time it is there."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import identity, manifest, overlays, scopes, slack_errors
from bot.cli.finding import Finding, good, wrong
from bot.clock import Clock
from bot.config import Settings
from bot.identity import Identity
from bot.slack_errors import FAILURES, SILENCE, Decision, Outcome

PATIENCE = 10
"""Seconds to wait for Slack."""
MOST_DIFFERENCE = timedelta(seconds=60)
"""Slack's signatures are refused at five minutes."""


async def examine(settings: Settings, clock: Clock, extras: Collection[str] = ()) -> list[Finding]:
    """Ask Slack who we are; without a token there is nothing to ask.

    `extras` are names of the overlays that the workspace's settings rely on.
    """
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
        who = identity.read(answer.data)
    except FAILURES as error:
        return [_failed(slack_errors.judge(error), settings.slack_api_url)]
    socket = [await _socket_mode(client, settings)] if settings.uses_socket_mode else []
    return [*_answered(answer, who, clock, extras), *socket]


async def _socket_mode(client: AsyncWebClient, settings: Settings) -> Finding:
    """Ask for the address of a connection, without opening one."""
    token = settings.slack_app_token
    try:
        await client.apps_connections_open(app_token=token.get_secret_value() if token else "")
    except FAILURES as error:
        advice = (
            "SLACK_APP_TOKEN must be an app-level token with connections:write, and Socket Mode"
            " must be on."
        )
        return wrong("socket mode", slack_errors.judge(error).reason, advice)
    return good("socket mode", "may be opened")


def _failed(decision: Decision, address: str) -> Finding:
    if decision.outcome in {Outcome.STOPPED, Outcome.REFUSED}:
        return _refused(decision.reason)
    advice = "Check the network and SLACK_API_URL."
    if decision.reason in SILENCE:
        return wrong("slack", f"{address} cannot be reached", advice)
    return wrong("slack", f"{address} does not answer as Slack does ({decision.reason})", advice)


def _answered(
    answer: AsyncSlackResponse, who: Identity, clock: Clock, extras: Collection[str]
) -> Iterator[Finding]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield good("slack", f"connected to {who.team_name} ({who.team_id}) as {who.user_id}")
    yield from _scopes(headers, extras)
    yield from _clock(headers, clock)


def _refused(error: str) -> Finding:
    advice = "Copy the bot token again from OAuth & Permissions of the app's page."
    return wrong("slack", f"the token is refused ({error})", advice)


def _scopes(headers: Mapping[str, Any], extras: Collection[str]) -> Iterator[Finding]:
    granted = scopes.named(headers)
    if granted is None:
        return
    missing = sorted({*manifest.SCOPES, *overlays.scopes(extras)} - granted)
    if missing:
        wanted = "".join(f" --with {name}" for name in extras)
        advice = f"Update the app from kompas manifest{wanted} and install it again."
        yield wrong("scopes", f"missing {', '.join(missing)}", advice)
    else:
        yield good("scopes", "all there")


def _clock(headers: Mapping[str, Any], clock: Clock) -> Iterator[Finding]:
    if "date" not in headers:
        return
    difference = abs(clock.real() - parsedate_to_datetime(str(headers["date"])))
    seconds = f"{difference.total_seconds():.0f} s from Slack's"
    if difference > MOST_DIFFERENCE:
        yield wrong("clock", seconds, "Set this machine's clock by NTP: signatures fail otherwise.")
    else:
        yield good("clock", seconds)
