"""What if: the outcomes of another policy beside the real ones, and the answers to expect of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TypeAlias
from uuid import UUID

from kpi.intervals import wilson_bounds
from kpi.policy import Policy
from kpi.replay import replay
from kpi.resolutions import Fate, Question, Resolution, Rules, Verdict
from kpi.scores import rounded

Key: TypeAlias = tuple[Fate, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """How many there were, and would have been."""

    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Change:
    """One outcome with its reason; of what was asked the reason is the survey's name."""

    fate: Fate
    reason: str
    n: Pair


@dataclass(frozen=True, slots=True)
class TeamChange:
    """How many customers of a team the survey asked; an empty name is no team."""

    team: str
    n: Pair


@dataclass(frozen=True, slots=True)
class Expected:
    """Answers to expect, with the range that the response so far leaves likely."""

    answers: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What another policy would have made of the same resolutions."""

    asked: Pair
    """By the survey whose policy is changed."""
    outcomes: Sequence[Change]
    """Every outcome, the most frequent first, asked before all; a side adds up to `resolutions`."""
    teams: Sequence[TeamChange]
    """Where the survey would have asked more or fewer, the largest difference first."""
    resolutions: int
    as_they_were: int
    """Those that keep their outcome, since what was looked at was not kept then."""


def with_policy(rules: Sequence[Rules], survey: UUID, policy: Policy) -> list[Rules]:
    """Give the surveys, one of them with this policy through all time."""
    return [
        replace(one, policies=[(one.since, policy)]) if one.survey == survey else one
        for one in rules
    ]


def compared(
    resolutions: Sequence[Resolution],
    rules: Sequence[Rules],
    *,
    changed: Rules,
    history: Sequence[Question],
    zone: str,
    until: datetime,
) -> Comparison:
    """Replay the resolutions by `rules` and compare with what really became of them.

    Args:
        resolutions: all resolutions of a stretch of time.
        rules: as they shall be, in the order in which they may ask.
        changed: of these the one that differs.
        history: questions sent besides.
        zone: the workspace's.
        until: the moment up to which it is replayed.
    """
    after = replay(resolutions, rules, history=history, zone=zone, until=until)
    pairs = [(one, one.outcome, after[one.id]) for one in resolutions]
    mine = [
        (resolution, _is_of(was, changed), _is_of(then, changed)) for resolution, was, then in pairs
    ]
    names = {one.survey: one.name for one in rules}
    return Comparison(
        asked=Pair(sum(was for _, was, _ in mine), sum(then for _, _, then in mine)),
        outcomes=_outcomes([(_key(was, names), _key(then, names)) for _, was, then in pairs]),
        teams=_teams(mine),
        resolutions=len(resolutions),
        as_they_were=sum(one.decided is None for one in resolutions),
    )


def expected(asked: int, answered: int, delivered: int) -> Expected | None:
    """Estimate how many of those asked will answer.

    Args:
        asked: how many would be asked.
        answered: how many answered so far, of the next.
        delivered: how many were asked and had their time to answer; there is no estimate without.
    """
    if not delivered:
        return None
    low, high = wilson_bounds(answered, delivered)
    shares = (Fraction(answered, delivered), low, high)
    return Expected(*(int(rounded(asked * share)) for share in shares))


def _is_of(verdict: Verdict, rules: Rules) -> bool:
    return verdict.fate is Fate.ASKED and verdict.survey == rules.survey


def _key(verdict: Verdict, names: Mapping[UUID, str]) -> Key:
    return verdict.fate, names[verdict.survey] if verdict.fate is Fate.ASKED else verdict.reason


def _outcomes(keys: Sequence[tuple[Key, Key]]) -> list[Change]:
    before, after = Counter(was for was, _ in keys), Counter(then for _, then in keys)
    changes = [Change(*key, Pair(before[key], after[key])) for key in before | after]
    return sorted(changes, key=_place)


def _place(change: Change) -> tuple[int, int, str]:
    most = max(change.n.before, change.n.after)
    return list(Fate).index(change.fate), -most, change.reason


def _teams(mine: Sequence[tuple[Resolution, bool, bool]]) -> list[TeamChange]:
    before = Counter(resolution.team for resolution, was, _ in mine if was)
    after = Counter(resolution.team for resolution, _, then in mine if then)
    found = [TeamChange(team, Pair(before[team], after[team])) for team in before | after]
    moved = [one for one in found if one.n.change]
    return sorted(moved, key=lambda one: (-abs(one.n.change), one.team))
