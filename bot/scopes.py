"""What Slack lets the app do, as it says with every answer."""

from collections.abc import Mapping
from typing import Any

from bot.channels import SlackAway
from bot.process import Process
from bot.slack_errors import FAILURES

HEADER = "x-oauth-scopes"


async def granted(process: Process) -> frozenset[str] | None:
    """Return the scopes of our token; None where Slack does not say.

    Raises:
        SlackAway: Slack did not answer.
    """
    try:
        answer = await process.slack.auth_test()
    except FAILURES as error:
        raise SlackAway from error
    return named(answer.headers)


def named(headers: Mapping[str, Any]) -> frozenset[str] | None:
    """Read the scopes from the headers of any answer of Slack; None where they are not named."""
    values = {str(name).lower(): str(value) for name, value in headers.items()}
    if HEADER not in values:
        return None
    return frozenset(scope.strip() for scope in values[HEADER].split(","))
