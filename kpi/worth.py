"""How far answers reach: what they are worth together, how many are missing, what they can show."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from kpi import effective, sample_size
from kpi.changes import Groups, Mix, Share
from kpi.metrics import Definition
from kpi.scores import Counts, Score, score
from kpi.summary import Summary

_FEWEST_ACCOUNTS = 2


class Worth(NamedTuple):
    """How far answers reach."""

    effective: float | None
    """How many independent ones they are worth; None where no account answered twice."""
    still_needed: int
    """How many more bring the range within five points either way."""
    weeks: int | None
    """How long these take at the pace of the last weeks; None where nothing comes in."""
    detectable: float
    """The smallest move that two periods of so many answers would show."""


def of(summary: Summary, answers: Mapping[str, Counts]) -> Worth | None:
    """Say how far the answers of a summary reach.

    Args:
        summary: of one that is private nothing is worked out by account.
        answers: per score by account; "" is nobody's.

    Returns:
        None where there are too few for a number, or where the number is a mean.
    """
    mix, definition = _mix(summary.score), summary.definition
    if mix is None or summary.hidden or summary.too_few or not isinstance(definition, Definition):
        return None
    alike = None if summary.private else _effective(definition, answers)
    needed = sample_size.still_needed(mix, worth=alike)
    return Worth(
        effective=alike,
        still_needed=needed,
        weeks=_weeks(summary, needed),
        detectable=sample_size.detectable_again(mix, worth=alike),
    )


def _mix(figure: object) -> Mix | None:
    """Give answers by what they count for; None where the number is a mean."""
    if not isinstance(figure, Score) or figure.definition.formula == "mean":
        return None
    if figure.definition.formula == "net":
        return Groups(figure.favourable, figure.neutral, figure.unfavourable)
    return Share(figure.favourable, figure.n)


def _effective(definition: Definition, answers: Mapping[str, Counts]) -> float | None:
    """Give the worth of answers in accounts; None where none answered twice."""
    named = [counts for name, counts in answers.items() if name and sum(counts.values())]
    if len(named) < _FEWEST_ACCOUNTS or all(sum(counts.values()) == 1 for counts in named):
        return None
    alone = ({given: 1} for given, times in answers.get("", {}).items() for _ in range(times))
    mixes = (_mix(score(definition, counts)) for counts in (*named, *alone))
    return effective.by_account([one for one in mixes if one is not None])


def _weeks(summary: Summary, needed: int) -> int | None:
    if not needed or summary.recent is None:
        return None
    return ceil(Fraction(needed * len(summary.weeks), summary.recent.n))
