"""What a channel of Slack is to us: whether we are in it, and whether outsiders read it too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from bot import slack_errors
from bot.process import Process
from bot.slack_errors import FAILURES, PLACE_ERRORS
from kpi.errors import KpiError


class SlackAway(KpiError):
    """I could not reach Slack. Nothing was changed; please try again in a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel, private channel or direct message as it is now."""

    id: str
    closed_because: str = ""
    """Slack's word for why we cannot post there: not_in_channel, is_archived, channel_not_found."""
    has_outsiders: bool = False
    """Whether another organisation shares it, or is invited to."""

    @property
    def is_hidden(self) -> bool:
        """Whether Slack does not show it to us, as with private channels that we are not in."""
        return self.closed_because == "channel_not_found"

    @property
    def can_post(self) -> bool:
        """Whether we are in it, and it is not archived."""
        return not self.closed_because


async def look(process: Process, channel_id: str) -> Channel:
    """Ask Slack about a channel; one that it does not show us is one we are not in.

    Raises:
        SlackAway: Slack did not answer.
    """
    try:
        return await ask(process, channel_id)
    except FAILURES as error:
        raise SlackAway from error


async def ask(process: Process, channel_id: str) -> Channel:
    """Do the same for those who decide themselves what to do when Slack did not answer.

    Raises:
        SlackApiError: Slack did not answer; and whatever else is in `slack_errors.FAILURES`.
    """
    try:
        answer = await process.slack.conversations_info(channel=channel_id)
    except SlackApiError as error:
        reason = slack_errors.judge(error).reason
        if reason not in PLACE_ERRORS:
            raise
        return Channel(id=channel_id, closed_because=reason)
    return _read(answer["channel"])


def _read(facts: Mapping[str, Any]) -> Channel:
    inside = facts.get("is_member") or facts.get("is_im")
    closed = "is_archived" if facts.get("is_archived") else "" if inside else "not_in_channel"
    shared = ("is_ext_shared", "is_shared", "is_pending_ext_shared")
    return Channel(
        id=facts["id"],
        closed_because=closed,
        has_outsiders=any(facts.get(flag) for flag in shared),
    )
