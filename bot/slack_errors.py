"""What became of a call to Slack that raised: certainly not done, refused for good, or unknown.

A message may be sent again only when it was certainly not sent; Slack has no idempotency key.
"""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

FAILURES = (
    SlackApiError,
    aiohttp.ClientError,
    OSError,  # a reset or timeout below HTTP; TimeoutError is one
    AttributeError,  # slack_sdk trips over an answer that is plain text or a JSON list
)
"""What a call by `AsyncWebClient` raises when it fails."""

DEFAULT_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)

DONE, TOO_MANY = 200, 429

TOKEN_ERRORS = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)
"""Slack no longer knows us: nothing can be sent for the whole workspace."""

BUSY_ERRORS = frozenset(
    {"ratelimited", "rate_limited", "request_timeout", "service_unavailable", "team_added_to_org"}
)
"""Slack did nothing, and a later try may succeed."""

DOUBTFUL_ERRORS = frozenset({"fatal_error", "internal_error"})
"""Slack says itself that part of it may have been done."""

PLACE_ERRORS = frozenset(
    {
        "cannot_reply_to_message",
        "channel_is_archived",
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
    }
)
"""The place is closed to us; another place may be open."""

PERSON_ERRORS = frozenset(
    {"cannot_dm_bot", "user_disabled", "user_not_found", "user_not_visible", "users_not_found"}
)
"""There is nobody there to write to."""


UNREACHABLE, TIMEOUT, DISCONNECTED = "unreachable", "timeout", "disconnected"
SILENCE = frozenset({UNREACHABLE, TIMEOUT, DISCONNECTED})
"""Reasons of ours for failures in which no answer came at all."""


class Outcome(StrEnum):
    """What is known of a failed call."""

    RETRY = "retry"
    """Certainly not done; may be tried again."""
    REFUSED = "refused"
    """Certainly not done, and the same call would be refused again."""
    STOPPED = "stopped"
    """Certainly not done, and nothing else will be either: our token is no good."""
    UNKNOWN = "unknown"
    """Perhaps done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do about a failed call."""

    outcome: Outcome
    reason: str
    """Slack's error name, or a word of ours such as `timeout`; no names, no tokens."""
    wait: timedelta | None = None
    """How long Slack told us to wait; None when it said nothing."""

    @property
    def is_refused(self) -> bool:
        return self.outcome is Outcome.REFUSED

    @property
    def is_unknown(self) -> bool:
        return self.outcome is Outcome.UNKNOWN


def judge(error: Exception) -> Decision:
    """Decide what a failure of one of the kinds in FAILURES means."""
    if isinstance(error, SlackApiError):
        return _of_answer(error.response)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Decision(outcome=Outcome.RETRY, reason=UNREACHABLE)
    if isinstance(error, TimeoutError):
        return Decision(outcome=Outcome.UNKNOWN, reason=TIMEOUT)
    if isinstance(error, AttributeError | aiohttp.ClientPayloadError):
        return Decision(outcome=Outcome.UNKNOWN, reason="unreadable_answer")
    return Decision(outcome=Outcome.UNKNOWN, reason=DISCONNECTED)


def of_response_url(status: int, body: str) -> Decision | None:
    """Decide what the answer of a response_url means; None when it did what it was told."""
    error = _error_name(_read(body))
    if error is not None:
        return _of_error(error)
    if status == DONE:
        return None
    return Decision(outcome=Outcome.UNKNOWN, reason=f"http_{status}")


def repeatable(decision: Decision) -> Decision:
    """Give the decision about a call that changes nothing: done or not, it may be done again."""
    return replace(decision, outcome=Outcome.RETRY) if decision.is_unknown else decision


def back_off(tries: int) -> timedelta:
    """Give the pause before a next try when Slack named none: 15 s, doubled up to 15 minutes."""
    return timedelta(seconds=min(15 * 2 ** min(tries, 10), 900))


def _of_answer(response: object) -> Decision:
    if not isinstance(response, AsyncSlackResponse):
        return Decision(outcome=Outcome.UNKNOWN, reason="unreadable_answer")
    if response.status_code == TOO_MANY:
        wait = _seconds(response.headers)
        return Decision(outcome=Outcome.RETRY, reason="ratelimited", wait=wait)
    error = _error_name(response.data)
    if error is None:
        return Decision(outcome=Outcome.UNKNOWN, reason=f"http_{response.status_code}")
    return _of_error(error)


def _of_error(error: str) -> Decision:
    if error in TOKEN_ERRORS:
        return Decision(outcome=Outcome.STOPPED, reason=error)
    if error in BUSY_ERRORS:
        return Decision(outcome=Outcome.RETRY, reason=error, wait=DEFAULT_WAIT)
    if error in DOUBTFUL_ERRORS:
        return Decision(outcome=Outcome.UNKNOWN, reason=error)
    if error == "missing_scope":
        # Reinstalling with the scope mends this, so the message is kept for later.
        return Decision(outcome=Outcome.RETRY, reason=error, wait=LONGEST_WAIT)
    return Decision(outcome=Outcome.REFUSED, reason=error)


def _read(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _error_name(data: Any) -> str | None:
    """Give Slack's own `{"ok": false, "error": …}`; None for what a proxy or a crash answers."""
    if not isinstance(data, dict) or data.get("ok") is not False:
        return None
    error = data.get("error")
    return error if isinstance(error, str) and error else None


def _seconds(headers: Any) -> timedelta:
    """Read `Retry-After`, whose name may come in any case, between a second and an hour."""
    values = {str(name).casefold(): str(value) for name, value in dict(headers).items()}
    value = values.get("retry-after", "").strip()
    if not value.isdecimal():
        return DEFAULT_WAIT
    told = int(value) if len(value) < 6 else LONGEST_WAIT.seconds  # noqa: PLR2004 - digits
    return min(max(timedelta(seconds=told), timedelta(seconds=1)), LONGEST_WAIT)
