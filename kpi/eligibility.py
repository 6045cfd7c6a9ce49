"""May this customer be asked now: yes, or no with the reason that the ledger keeps."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kpi.metrics import Metric
from kpi.policy import Policy
from kpi.reasons import PHRASES, Reason
from kpi.selection import turned_away
from kpi.subjects import Asked, Contact, Subject

__all__ = [
    "PHRASES",
    "Asked",
    "Contact",
    "Reason",
    "Subject",
    "allowed_from",
    "decide",
    "due",
    "is_on",
    "wait",
]


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
    the one that lies closest to the survey itself is given. The time of day is another question:
    `Policy.asking_hours` puts off, it never refuses.

    Args:
        policy: the survey's policy in force.
        metric: what the survey measures.
        subject: the interaction.
        contact: the customer; None when the interaction names nobody.
        history: questions sent to this customer, in any order.
        now: the aware moment of deciding.
    """
    if subject.imported:
        return Reason.IMPORTED
    return (
        _about_survey(policy, subject)
        or _about_interaction(policy, subject, contact, now)
        or _about_contact(policy, contact)
        or _about_history(policy, metric, history, now)
        or _about_today(policy, subject)
    )


def wait(policy: Policy, subject: Subject) -> timedelta:
    """Give the time from resolution to question; none where somebody named the customer."""
    return timedelta() if subject.is_chosen else policy.delay_for(subject.channel)


def due(policy: Policy, subject: Subject, contact: Contact | None, now: datetime) -> datetime:
    """Give when this customer would be asked: after the wait, in the hours of asking; aware."""
    resolved_at = min(subject.resolved_at or now, now)
    return allowed_from(policy, subject, contact, max(now, resolved_at + wait(policy, subject)))


def allowed_from(
    policy: Policy, subject: Subject, contact: Contact | None, moment: datetime
) -> datetime:
    """Give the first moment from this one on that lies in the hours of asking; aware."""
    if contact is None:
        return moment
    return policy.asking_hours(by_hand=subject.by_hand).next(moment, ZoneInfo(contact.zone))


def is_on(policy: Policy, subject: Subject) -> bool:
    """Whether the survey asks at all: campaigns do where it does not ask by itself, too."""
    return policy.enabled or subject.by_campaign


def _about_survey(policy: Policy, subject: Subject) -> Reason | None:
    return turned_away(policy, subject) if is_on(policy, subject) else Reason.SURVEY_OFF


def _about_interaction(
    policy: Policy, subject: Subject, contact: Contact | None, now: datetime
) -> Reason | None:
    if subject.superseded:
        return Reason.SUPERSEDED
    if subject.reopened:
        return Reason.REOPENED
    if subject.campaign_ended:
        return Reason.CAMPAIGN_ENDED
    if _is_too_late(policy, subject, contact, now):
        return Reason.TOO_LATE
    if policy.once_per_person and subject.asked_before:
        return Reason.ASKED_BEFORE
    return None


def _is_too_late(policy: Policy, subject: Subject, contact: Contact | None, now: datetime) -> bool:
    resolved_at = subject.resolved_at
    # The hours of asking only put off, and are the dearer question.
    if resolved_at is None or now - resolved_at <= wait(policy, subject) + policy.expires:
        return False
    return now > due(policy, subject, contact, resolved_at) + policy.expires


def _about_contact(policy: Policy, contact: Contact | None) -> Reason | None:
    if contact is None:
        return Reason.NO_REQUESTER
    if contact.opted_out:
        return Reason.OPTED_OUT
    if contact.deactivated:
        return Reason.DEACTIVATED
    if contact.by_mail and contact.bounced:
        return Reason.BOUNCED
    is_reached = contact.reachable and (policy.mail or not contact.by_mail)
    return None if is_reached else Reason.NO_SLACK_ACCOUNT


def _about_history(
    policy: Policy, metric: Metric, history: Sequence[Asked], now: datetime
) -> Reason | None:
    if any(one.metric == metric and now - one.sent_at < policy.cooldown for one in history):
        return Reason.COOLDOWN
    if any(now - one.sent_at < policy.cooldown_any for one in history):
        return Reason.COOLDOWN_ANY
    return None


def _about_today(policy: Policy, subject: Subject) -> Reason | None:
    is_full = policy.daily_cap and subject.sent_today >= policy.daily_cap
    return Reason.DAILY_CAP if is_full else None
