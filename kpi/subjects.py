"""What the rules of asking look at: an interaction, a customer, and what they were asked before."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from kpi.metrics import Metric

_BYTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The interaction that would be asked about, as far as the rules look at it."""

    team: str | None = None
    channel: str | None = None
    account: str | None = None
    priority: str | None = None
    moment: str | None = None
    """What was helped with, such as support or delivery."""
    tags: frozenset[str] = frozenset()
    email: str | None = None
    """The customer's address."""
    internal: bool = False
    """Whether that address has the domain of the agent's own."""
    resolved_at: datetime | None = None
    """Aware; None when it is not known, or for a question without a resolution."""
    reopened: bool = False
    """Whether it is open again."""
    superseded: bool = False
    """Whether it was reopened and resolved anew, so that another invitation covers it."""
    auto_resolved: bool = False
    """Whether the source says that a rule of its own resolved it."""
    replied: bool = True
    """Whether the source told of a first reply by a person."""
    by_hand: bool = False
    """Whether a colleague asked for the question."""
    by_campaign: bool = False
    """Whether a campaign asks, on a day of its own choosing."""
    campaign_ended: bool = False
    """Whether that campaign was ended since; known at the moment of sending only."""
    imported: bool = False
    """Whether a file told of this resolution, which is past and asks nobody."""
    lot: float = 0.0
    """From 0 up to 1: a survey asks about those whose lot lies below its share."""
    asked_before: bool = False
    """Whether this customer was asked about an earlier resolution of it."""
    sent_today: int = 0
    """Questions of this survey that went out today; known at the moment of sending only."""

    @property
    def is_chosen(self) -> bool:
        """Whether somebody named this customer, so that nothing need be selected any more."""
        return self.by_hand or self.by_campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The customer, as far as the rules look at them."""

    reachable: bool = True
    """Whether a Slack account is known."""
    deactivated: bool = False
    opted_out: bool = False
    by_mail: bool = False
    """Whether they are in no Slack of ours, so that only mail reaches them."""
    bounced: bool = False
    """Whether mail to them came back for good."""
    zone: str = "UTC"
    """The time zone they live in; the workspace's where it is not known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was really sent to this person."""

    metric: Metric
    sent_at: datetime


def same_domain(address: str, other: str) -> bool:
    """Whether two mail addresses have one domain; what is no address has none."""
    domain = _domain(address)
    return bool(domain) and domain == _domain(other)


def lot(interaction_id: UUID, survey_id: UUID) -> float:
    """Draw the lot of an interaction for a survey: evenly from 0 up to 1, and always the same."""
    drawn = sha256(interaction_id.bytes + survey_id.bytes).digest()[:_BYTES]
    # The highest numbers would be rounded up to 1; 53 bits is what a float can hold.
    return (int.from_bytes(drawn) >> 11) / 2**53


def _domain(address: str) -> str:
    _, at, domain = address.strip().casefold().rpartition("@")
    return domain if at else ""
