"""The link in a letter: it opens one question for whoever holds it, until some day.

What it says is sealed with the keys of the installation, so nobody can read, make or alter one;
links sealed with a former key open as long as that key is kept.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bot.secrets import SecretBox, SecretUnreadable
from kpi.policy import Policy

GRACE = timedelta(days=90)
"""How long a link goes on working after nothing can be answered by it: to stop the questions."""

_PURPOSE = "page"
"""Tells links from whatever else is sealed with the same keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Whose question it opens."""

    workspace_id: str
    invitation_id: UUID
    until: datetime
    """Aware, to the second."""


def lifetime(policy: Policy) -> timedelta:
    """Give how long the link of a question has to work from its sending on."""
    return policy.expires + policy.edit_window + GRACE


def sealed(box: SecretBox, link: Link) -> str:
    """Give a link as it stands in an address: letters, digits, `-` and `_`."""
    until = int(link.until.timestamp())
    said = f"{_PURPOSE} {until} {link.invitation_id.hex} {link.workspace_id}"
    return box.seal(said.encode()).decode().rstrip("=")


def opened(box: SecretBox, token: str) -> Link | None:
    """Read a link; None for one that we did not make. Compares in constant time."""
    try:
        return _read(box.open(f"{token}{'=' * (-len(token) % 4)}".encode()).decode())
    except (SecretUnreadable, ValueError):
        return None


def _read(said: str) -> Link:
    """Raises ValueError: this was sealed, but not as a link."""
    purpose, until, invitation_id, workspace_id = said.split(" ")
    if purpose != _PURPOSE:
        raise ValueError("sealed for something else")
    return Link(
        workspace_id=workspace_id,
        invitation_id=UUID(hex=invitation_id),
        until=datetime.fromtimestamp(int(until), UTC),
    )
