"""Who we are in Slack: asked once at the start, so that no tap ever waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot import slack_errors
from bot.slack_errors import FAILURES, Outcome
from kpi.errors import KpiError

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

log = structlog.get_logger()


class WrongToken(KpiError):
    """Slack refuses our token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The workspace we work for, and our bot user in it."""

    team_id: str
    team_name: str
    user_id: str
    bot_id: str


async def ask(slack: AsyncWebClient, *, unreached: Callable[[], None]) -> Identity:
    """Return who we are; while Slack cannot be reached, try again with growing pauses.

    Args:
        slack: the client with our token.
        unreached: called each time Slack could not be reached, before the pause.

    Raises:
        WrongToken: Slack answered, and our token is no good.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return read((await slack.auth_test()).data)
        except FAILURES as error:
            decision = slack_errors.judge(error)
        if decision.outcome in {Outcome.STOPPED, Outcome.REFUSED}:
            raise WrongToken(
                "Slack refuses SLACK_BOT_TOKEN ({reason}). Copy the bot token again from"
                " the app's OAuth & Permissions page.",
                reason=decision.reason,
            )
        log.warning("Slack cannot be reached", reason=decision.reason, again_in=pause)
        unreached()
        await asyncio.sleep(decision.wait.total_seconds() if decision.wait else pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def read(answer: object) -> Identity:
    """Return what `auth.test` says of us.

    Raises:
        AttributeError: it does not name our workspace, so it was not Slack that answered.
    """
    known = answer if isinstance(answer, dict) else {}
    if not known.get("team_id") or not known.get("user_id"):
        raise AttributeError(name="team_id", obj=answer)
    return Identity(
        team_id=str(known.get("team_id", "")),
        team_name=str(known.get("team", "")),
        user_id=str(known.get("user_id", "")),
        bot_id=str(known.get("bot_id", "")),
    )
