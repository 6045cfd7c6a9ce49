"""The header of an export, read by somebody who knows what such a tool calls its columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

from bot.importing.presets import PRESETS, Names, Preset
from kpi.metrics import Metric

OPEN_ANSWER = "open-ended response"
"""What stands under a question that is answered in one's own words."""

_QUESTIONS: Mapping[Metric, re.Pattern[str]] = {
    Metric.NPS: re.compile(r"\brecommend|\baanbevelen\b|\baanbeveelt\b", re.IGNORECASE),
    Metric.CSAT: re.compile(r"\bsatisf(ied|action)|\btevreden", re.IGNORECASE),
    Metric.CES: re.compile(r"\beas(y|ily|ier)\b|\beffort\b|\bmakkelijk", re.IGNORECASE),
}
_WITH_NOTE = re.compile(r"(?P<name>.+?) *\((?P<note>[^()]+)\)$", re.DOTALL)


def recognised(header: Sequence[str]) -> Preset | None:
    """Give the preset whose marks are in a header; None where there is none, or more than one."""
    found = [
        preset
        for preset in PRESETS.values()
        if any(all(column(header, (name,)) for name in marks) for marks in preset.marks)
    ]
    return found[0] if len(found) == 1 else None


def column(header: Sequence[str], names: Names) -> str | None:
    """Give the column as it stands in the header that has the first of these names, or None.

    A zone in brackets behind a name is no part of it: `Updated at (Europe/Amsterdam)`.
    """
    by_name = {_bare(one): one for one in reversed(header)}
    return next((by_name[name.casefold()] for name in names if name.casefold() in by_name), None)


def zone(name: str) -> str | None:
    """Give the IANA zone that a column names for its moments, or None."""
    found = _WITH_NOTE.fullmatch(name.strip())
    note = found["note"].strip() if found else ""
    return note if note in _zones() else None


def questions(header: Sequence[str], metrics: Iterable[Metric]) -> dict[Metric, list[str]]:
    """Give the columns that read like the question of a metric, for each that has any."""
    found = {
        metric: [name for name in header if _QUESTIONS[metric].search(name)] for metric in metrics
    }
    return {metric: names for metric, names in found.items() if names}


def open_answer(header: Sequence[str], below: Sequence[str], score: str) -> str | None:
    """Give the first column behind a question that holds answers in one's own words, or None.

    Args:
        header: with the questions.
        below: the row under it, with their choices.
        score: the column of the question.
    """
    behind = list(header).index(score) + 1
    paired = list(zip(header, below, strict=False))[behind:]
    return next((name for name, under in paired if _bare(under) == OPEN_ANSWER and name), None)


def _bare(name: str) -> str:
    found = _WITH_NOTE.fullmatch(name.strip())
    is_zoned = found is not None and found["note"].strip() in _zones()
    return (found["name"] if found and is_zoned else name).strip().casefold()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
