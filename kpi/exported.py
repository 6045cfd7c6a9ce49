"""One row of an export: what is known of an interaction, of one question about it, or of an answer.

A cell that belongs to a number is filled where it counts for that number in the period asked for:
so the rows of a file add up to what everybody is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a row is about."""

    INTERACTION = "interaction"
    IMPORTED = "imported"
    """An answer from another tool, of which we know no interaction."""
    ANONYMOUS = "anonymous"
    """An answer to a survey that promised not to tell whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One row; what is not known, or does not count in the period, is None or empty."""

    kind: Kind
    id: str = ""
    """What its source calls the interaction, or its file an imported answer."""
    url: str = ""
    source: str = ""
    channel: str = ""
    team: str = ""
    agent: str = ""
    account: str = ""
    priority: str = ""
    moment: str = ""
    trigger: str = ""
    opened_at: datetime | None = None
    first_replied_at: datetime | None = None
    resolved_at: datetime | None = None
    reopened_at: datetime | None = None
    frt_seconds: int | None = None
    art_seconds: int | None = None
    solved_at_once: bool | None = None
    """As the system counts it, by the workspace's definition of first contact resolution."""
    resolution: int | None = None
    """Which of its resolutions the question is about; a second one has a row of its own."""
    survey: str = ""
    outcome: str = ""
    """A value of `kpi.store.ledger.Outcome`; "asked" where it may not be told if there is an
    answer."""
    reason: str = ""
    """Why nobody was asked, or why the question did not arrive."""
    way: str = ""
    asked_at: datetime | None = None
    definition: str = ""
    """The key of the definition by which the score counts."""
    score: int | None = None
    comment: str = ""
    reasons: Sequence[Mapping[str, str]] = ()
    """What was ticked, each as its words by language."""
    customer_says_solved: bool | None = None
    """Where customers' own word leads, first contact resolution is the share of yes."""
    answered_at: datetime | None = None
    language: str = ""
    """Of the comment, as it was recognised; empty until it was read."""
    themes: Sequence[str] = ()
    """Keys of what the comment was found to speak of."""
