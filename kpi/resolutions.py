"""Resolutions as a replay takes them: what was seen when, and what really became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kpi.facts import Facts
from kpi.metrics import Metric
from kpi.policy import Policy


class Fate(StrEnum):
    """What became of a resolution, as far as the rules of asking go."""

    ASKED = "asked"
    WAITING = "waiting"
    NOT_ASKED = "not_asked"
    UNDELIVERABLE = "undeliverable"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A fate, its reason, and the survey that it is about."""

    fate: Fate
    survey: UUID
    reason: str = ""
    """Not asked: a value of `Reason`. Waiting: looking_up or planned. Otherwise as Slack said."""
    asked_at: datetime | None = None
    """Aware; when the question went out."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules looked at, and when."""

    at: datetime
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One resolution; all moments are aware."""

    id: UUID
    interaction: UUID
    person: UUID | None
    """None while it is not known whom to ask."""
    team: str
    decided: Seen | None
    """None where it was decided before facts were kept: then it keeps its outcome."""
    rechecked: Seen | None
    """The last look before it was sent or called off; None when there was none."""
    due_at: datetime
    """When it was to be asked, as decided."""
    posted_from: datetime
    """When its message was due, from which one under way counts for the next question."""
    reopened_at: datetime | None
    superseded_at: datetime | None
    opted_out_at: datetime | None
    outcome: Verdict
    """What really became of it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was sent, of a resolution or before all of them."""

    person: UUID
    interaction: UUID
    survey: UUID
    sent_at: datetime
    is_sure: bool = True
    """Whether it is known to have arrived; else it was due at `sent_at`, and may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A survey with its policies through time."""

    survey: UUID
    name: str
    metric: Metric
    since: datetime
    """When the survey was made; it asks nobody before."""
    policies: Sequence[tuple[datetime, Policy]]
    """Each from a moment on, in their order; the first holds before its moment too."""

    def at(self, moment: datetime) -> Policy:
        """Give the policy in force."""
        found = self.policies[0][1]
        for begins, policy in self.policies:
            if begins > moment:
                break
            found = policy
        return found


def facts_at(resolution: Resolution, moment: datetime) -> Facts:
    """Give what the rules would have looked at: what they did last, and what is known since.

    Raises:
        ValueError: nothing of the resolution was ever looked at.
    """
    looks = [seen for seen in (resolution.decided, resolution.rechecked) if seen is not None]
    if not looks:
        raise ValueError("Facts of this resolution were not kept")
    last = next((seen for seen in reversed(looks) if seen.at <= moment), looks[0])
    return last.facts if last.at == moment else _since(resolution, last.facts, moment)


def _since(resolution: Resolution, facts: Facts, moment: datetime) -> Facts:
    subject, contact = facts.subject, facts.contact
    if _is_past(resolution.reopened_at, moment):
        subject = replace(subject, reopened=True)
    if _is_past(resolution.superseded_at, moment):
        subject = replace(subject, superseded=True)
    if contact is not None and _is_past(resolution.opted_out_at, moment):
        contact = replace(contact, opted_out=True)
    return replace(facts, subject=subject, contact=contact)


def _is_past(at: datetime | None, moment: datetime) -> bool:
    return at is not None and at <= moment
