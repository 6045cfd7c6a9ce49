"""The link in a letter of numbers: it takes one address off one digest, as long as both are there.

It is sealed as the links of questions are, and works for good: who reads an old letter may stop.
"""

from dataclasses import dataclass
from uuid import UUID

from bot.secrets import SecretBox, SecretUnreadable

_PURPOSE = "digest"
"""Tells links from whatever else is sealed with the same keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLink:
    """Which address it takes off which digest."""

    workspace_id: str
    schedule_id: UUID
    address: str


def sealed(box: SecretBox, link: DigestLink) -> str:
    """Give a link as it stands in an address: letters, digits, `-` and `_`."""
    said = f"{_PURPOSE} {link.schedule_id.hex} {link.workspace_id} {link.address}"
    return box.seal(said.encode()).decode().rstrip("=")


def opened(box: SecretBox, token: str) -> DigestLink | None:
    """Read a link; None for one that we did not make. Compares in constant time."""
    try:
        said = box.open(f"{token}{'=' * (-len(token) % 4)}".encode()).decode()
        purpose, schedule_id, workspace_id, address = said.split(" ", 3)
        if purpose != _PURPOSE:
            return None
        return DigestLink(
            workspace_id=workspace_id, schedule_id=UUID(hex=schedule_id), address=address
        )
    except (SecretUnreadable, ValueError):
        return None
