"""Which interactions a survey asks about: its rules to include and exclude, and its share."""

from collections.abc import Iterable

from kpi.policy import Policy
from kpi.reasons import Reason
from kpi.subjects import Subject


def turned_away(policy: Policy, subject: Subject) -> Reason | None:
    """Say why the survey does not ask about this interaction, or None when it does.

    What is excluded is excluded for everybody. The other rules choose among what ticket systems
    tell; whoever a colleague or a campaign names has been chosen already.
    """
    if _excluded(policy, subject):
        return Reason.EXCLUDED
    if policy.exclude_internal and subject.internal:
        return Reason.INTERNAL
    return None if subject.is_chosen else _not_selected(policy, subject)


def _not_selected(policy: Policy, subject: Subject) -> Reason | None:
    if not _included(policy, subject):
        return Reason.NOT_INCLUDED
    if policy.exclude_auto_resolved and subject.auto_resolved:
        return Reason.AUTO_RESOLVED
    if policy.exclude_no_reply and not subject.replied:
        return Reason.NO_REPLY
    return Reason.SAMPLED_OUT if subject.lot * 100 >= policy.sample else None


def _excluded(policy: Policy, subject: Subject) -> bool:
    pairs = (
        (policy.exclude_team, {subject.team}),
        (policy.exclude_channel, {subject.channel}),
        (policy.exclude_account, {subject.account}),
        (policy.exclude_tag, subject.tags),
        (policy.exclude_priority, {subject.priority}),
        (policy.exclude_domain, _domains(subject.email)),
    )
    return any(excluded and _folded(excluded) & _folded(found) for excluded, found in pairs)


def _included(policy: Policy, subject: Subject) -> bool:
    pairs = (
        (policy.include_team, {subject.team}),
        (policy.include_channel, {subject.channel}),
        (policy.include_account, {subject.account}),
        (policy.include_tag, subject.tags),
        (policy.include_priority, {subject.priority}),
        (policy.include_moment, {subject.moment}),
    )
    return all(not wanted or _folded(wanted) & _folded(found) for wanted, found in pairs)


def _folded(names: Iterable[str | None]) -> set[str]:
    return {name.strip().casefold() for name in names if name}


def _domains(email: str | None) -> set[str]:
    """Give the domain of an address and every domain above it."""
    parts = (email or "").rpartition("@")[2].split(".")
    return {".".join(parts[place:]) for place in range(len(parts))}
