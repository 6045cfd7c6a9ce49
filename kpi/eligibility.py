"""May this customer be asked now: yes, or no with the reason that the ledger keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kpi.metrics import Metric
from kpi.policy import Policy


class Reason(StrEnum):
    """Why somebody was not asked."""

    SURVEY_OFF = "survey_off"
    EXCLUDED = "excluded"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"
    TOO_LATE = "too_late"
    NO_REQUESTER = "no_requester"
    NO_SLACK_ACCOUNT = "no_slack_account"
    DEACTIVATED = "deactivated"
    OPTED_OUT = "opted_out"
    COOLDOWN = "cooldown"
    COOLDOWN_ANY = "cooldown_any"

    @property
    def phrase(self) -> str:
        """A short English phrase for the ledger; also the key of its translation."""
        return PHRASES[self]


PHRASES = {
    Reason.SURVEY_OFF: "the survey is off",
    Reason.EXCLUDED: "excluded by the survey's rules",
    Reason.REOPENED: "reopened before the question went out",
    Reason.SUPERSEDED: "solved again since; the newer solution is asked about",
    Reason.TOO_LATE: "solved too long ago",
    Reason.NO_REQUESTER: "nobody is named as the customer",
    Reason.NO_SLACK_ACCOUNT: "no Slack account found for the customer",
    Reason.DEACTIVATED: "the customer's Slack account is closed",
    Reason.OPTED_OUT: "the customer does not want questions",
    Reason.COOLDOWN: "asked the same question recently",
    Reason.COOLDOWN_ANY: "asked another question recently",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The interaction that would be asked about, as far as the rules look at it."""

    team: str | None = None
    channel: str | None = None
    account: str | None = None
    tags: frozenset[str] = frozenset()
    email: str | None = None
    """The customer's address."""
    resolved_at: datetime | None = None
    """Aware; None when it is not known, or for a question without a resolution."""
    reopened: bool = False
    """Whether it is open again."""
    superseded: bool = False
    """Whether it was reopened and resolved anew, so that another invitation covers it."""
    by_hand: bool = False
    """Whether a colleague asked for the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The customer, as far as the rules look at them."""

    reachable: bool = True
    """Whether a Slack account is known."""
    deactivated: bool = False
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was really sent to this person."""

    metric: Metric
    sent_at: datetime


def decide(
    policy: Policy,
    metric: Metric,
    subject: Subject,
    *,
    contact: Contact | None,
    history: Sequence[Asked],
    now: datetime,
) -> Reason | None:
    """Say why this customer may not be asked, or None when they may.

    Used when the interaction is resolved and again at the moment of sending. Of several reasons
    the one that lies closest to the survey itself is given.

    Args:
        policy: the survey's policy in force.
        metric: what the survey measures.
        subject: the interaction.
        contact: the customer; None when the interaction names nobody.
        history: questions sent to this customer, in any order.
        now: the aware moment of deciding.
    """
    return (
        _about_survey(policy, subject)
        or _about_interaction(policy, subject, now)
        or _about_contact(contact)
        or _about_history(policy, metric, history, now)
    )


def wait(policy: Policy, subject: Subject) -> timedelta:
    """Give the time from resolution to question; none when a colleague asked for it."""
    return timedelta() if subject.by_hand else policy.delay_for(subject.channel)


def _about_survey(policy: Policy, subject: Subject) -> Reason | None:
    if not policy.enabled:
        return Reason.SURVEY_OFF
    return Reason.EXCLUDED if _excluded(policy, subject) else None


def _about_interaction(policy: Policy, subject: Subject, now: datetime) -> Reason | None:
    if subject.superseded:
        return Reason.SUPERSEDED
    if subject.reopened:
        return Reason.REOPENED
    too_late = wait(policy, subject) + policy.expires
    if subject.resolved_at is not None and now - subject.resolved_at > too_late:
        return Reason.TOO_LATE
    return None


def _about_contact(contact: Contact | None) -> Reason | None:
    if contact is None:
        return Reason.NO_REQUESTER
    if contact.opted_out:
        return Reason.OPTED_OUT
    if contact.deactivated:
        return Reason.DEACTIVATED
    return None if contact.reachable else Reason.NO_SLACK_ACCOUNT


def _about_history(
    policy: Policy, metric: Metric, history: Sequence[Asked], now: datetime
) -> Reason | None:
    if any(one.metric == metric and now - one.sent_at < policy.cooldown for one in history):
        return Reason.COOLDOWN
    if any(now - one.sent_at < policy.cooldown_any for one in history):
        return Reason.COOLDOWN_ANY
    return None


def _excluded(policy: Policy, subject: Subject) -> bool:
    pairs = (
        (policy.exclude_team, {subject.team}),
        (policy.exclude_channel, {subject.channel}),
        (policy.exclude_account, {subject.account}),
        (policy.exclude_tag, subject.tags),
        (policy.exclude_domain, _domains(subject.email)),
    )
    return any(_folded(excluded) & _folded(found) for excluded, found in pairs)


def _folded(names: frozenset[str] | set[str] | set[str | None]) -> set[str]:
    return {name.strip().casefold() for name in names if name}


def _domains(email: str | None) -> set[str]:
    """Give the domain of an address and every domain above it."""
    parts = (email or "").rpartition("@")[2].split(".")
    return {".".join(parts[place:]) for place in range(len(parts))}
