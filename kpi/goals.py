"""Where a workspace wants its numbers to be, and whether they are there or chance decides it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from kpi import chance, metrics, service_definitions
from kpi.durations import read_duration
from kpi.errors import NotFound, WrongSetting
from kpi.intervals import Z
from kpi.metrics import Definition
from kpi.segments import FEWEST
from kpi.service_definitions import ServiceDefinition
from kpi.summary import Figure, Summary

AnyDefinition: TypeAlias = Definition | ServiceDefinition

SURVEY = "survey"
"""Stands where a segment does in the target of a survey that has a name of its own."""

_MOST_PERCENT = 100
_EXAMPLES = {"percent": "85", "points": "+30", "score": "4.2"}
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}(?:\.[0-9]{1,4})?")
_IN_DAYS = re.compile(r"[0-9]\s*(?:d|w)", re.IGNORECASE)


class Reach(StrEnum):
    """What a likely range says about a target."""

    REACHED = "reached"
    MISSED = "missed"
    EITHER = "could_be_either"
    TOO_FEW = "too_few"


class Goal(NamedTuple):
    """A target for everybody, or for one value of a segment."""

    definition: str
    """The key of what it was set for; another definition is another series."""
    segment: str
    """Empty for everybody."""
    value: str
    aim: float
    """In the unit of the definition."""


@dataclass(frozen=True, slots=True)
class Goals:
    """All targets of a workspace."""

    every: tuple[Goal, ...] = ()

    def of(self, definition: str, filters: Mapping[str, str]) -> float | None:
        """Give what a question is measured against: of its one filter, else of everybody."""
        everybody = self._of(definition, "", "")
        if len(filters) != 1:
            return everybody
        own = self._of(definition, *next(iter(filters.items())))
        return everybody if own is None else own

    def of_survey(self, definition: str, name: str) -> float | None:
        """Give what one of several surveys of a metric is measured against: only its own."""
        return self._of(definition, SURVEY, name)

    def _of(self, definition: str, segment: str, value: str) -> float | None:
        wanted = (definition, segment, value.casefold())
        known = {(one.definition, one.segment, one.value.casefold()): one.aim for one in self.every}
        return known.get(wanted)


def applied(
    summary: Summary, goals: Goals, filters: Mapping[str, str], *, survey: str = ""
) -> Summary:
    """Give a summary, and each of its parts, the target that it is measured against.

    Among many parts some always seem to be there or not: only what stands beside all is told.
    """
    found = _aimed(summary, goals, filters, survey=survey)
    return replace(found, segments=_together(found.segments))


def _aimed(summary: Summary, goals: Goals, filters: Mapping[str, str], *, survey: str) -> Summary:
    """Parts of a whole that is not narrowed have their own; a survey with a name has one in all."""
    key = summary.definition.key
    if survey not in {"", summary.metric.value}:
        aim = goals.of_survey(key, survey)
        parts = tuple(replace(one, target=aim) for one in summary.segments)
        return replace(summary, target=aim, segments=parts)
    parts = tuple(
        replace(one, target=goals.of(key, filters or {one.segment or "": one.name or ""}))
        for one in summary.segments
    )
    return replace(summary, target=goals.of(key, filters), segments=parts)


def _together(parts: tuple[Summary, ...]) -> tuple[Summary, ...]:
    """Judge all parts at once, by Benjamini and Hochberg; those of few answers are not judged."""
    compared = [one for one in parts if one.target is not None and one.n >= FEWEST]
    standing = chance.survivors([_chance(one) for one in compared])
    stands = {one.name for one, good in zip(compared, standing, strict=True) if good}
    return tuple(replace(one, target_stands=one.name in stands) for one in parts)


def _chance(summary: Summary) -> float:
    """Give how often chance alone brings a number as far from its target, as its range tells."""
    figure, target = summary.score, summary.target
    if figure is None or target is None or figure.interval is None:
        return 1.0
    away, around = target - figure.value, figure.interval
    half = around.high - figure.value if away > 0 else figure.value - around.low
    return chance.of_normal(Z * away / half) if half else float(not away)


def definition(key: str) -> AnyDefinition | None:
    """Give what a target was set for, by the key that it keeps; None for a key of nothing."""
    for find in (metrics.definition, service_definitions.definition):
        try:
            return find(key)
        except NotFound:
            continue
    return None


def reach(summary: Summary) -> Reach | None:
    """Compare the likely range with the target; None without a target, or with too few for a range.

    What may still change has to be settled before it tells. A part of few answers is not judged
    beside the others.
    """
    found, settled = _reach(summary, summary.score), summary.settled
    if found is not None and not summary.target_stands:
        return Reach.TOO_FEW if summary.n < FEWEST else Reach.EITHER
    if settled is None or found in {None, Reach.EITHER}:
        return found
    if found is Reach.MISSED and settled.only_falls:
        return found
    return found if _reach(summary, settled.score) is found else Reach.EITHER


def _reach(summary: Summary, figure: Figure | None) -> Reach | None:
    target = summary.target
    if figure is None or target is None or figure.too_few or figure.interval is None:
        return None
    low, high = figure.interval.low, figure.interval.high
    if summary.definition.unit == "seconds":
        low, high, target = -high, -low, -target
    if low >= target:
        return Reach.REACHED
    return Reach.MISSED if high < target else Reach.EITHER


def read(text: str, definition: AnyDefinition) -> float:
    """Read a target as people write it: 85 %, +30, 1h30m. Raises WrongSetting."""
    plain = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if definition.unit == "seconds":
        return _length(plain, definition)
    number = _number(plain.removesuffix("%").strip())
    lowest, highest = _ends(definition)
    if number is None or not lowest <= number <= highest or (lowest == 0 and not number):
        raise WrongSetting(
            "{text} cannot be a target for {metric}. Try  /kpi {example}",
            text=text.strip() or "?",
            metric=definition.metric.upper(),
            example=f"target {definition.metric} {_EXAMPLES[definition.unit]}",
        )
    return number


def _ends(definition: AnyDefinition) -> tuple[int, int]:
    """Give the lowest and the highest number that there can be."""
    if isinstance(definition, Definition) and definition.unit == "score":
        return definition.low, definition.high
    return (0, _MOST_PERCENT) if definition.unit == "percent" else (-100, 100)


def _number(text: str) -> float | None:
    return float(Fraction(text)) if _NUMBER.fullmatch(text) else None


def _length(text: str, definition: AnyDefinition) -> float:
    in_office_hours = isinstance(definition, ServiceDefinition) and definition.clock == "office"
    if in_office_hours and _IN_DAYS.search(text):
        raise WrongSetting(
            "Only office hours count here, so write a target in hours, such as 8h: {text} would be "
            "read in two ways.",
            text=text,
        )
    seconds = read_duration(text).total_seconds()
    if not seconds:
        raise WrongSetting(
            "{text} cannot be a target for {metric}. Try  /kpi {example}",
            text=text,
            metric=definition.metric.upper(),
            example=f"target {definition.metric} 1h",
        )
    return seconds
