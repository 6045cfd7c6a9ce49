"""Did it help: a number before and after a change, over equal spans, and what may be said of it.

The weeks for whose numbers an action was begun are left out: bad weeks are followed by better ones
whatever anybody does, which looks like success. How long is waited depends on how many answers
there are, never on what they say, so that waiting longer cannot make chance look like an effect.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from kpi.changes import Change, Verdict
from kpi.control import Side
from kpi.scores import MANY

WEEKS = (4, 8, 12)
"""A change is judged after so many weeks: the first that have enough answers, or the last."""
ENOUGH = MANY
"""Answers, or tickets, that each side needs."""


class Days(NamedTuple):
    """Local days, from `first` up to, not including, `until`."""

    first: date
    until: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.until - self.first).days


@dataclass(frozen=True, slots=True)
class Spans:
    """Equally many days before and after a change."""

    before: tuple[Days, ...]
    """The newest last; two where the days it was begun for lie between."""
    after: Days

    @property
    def weeks(self) -> int:
        """How many weeks on each side."""
        return self.after.length // 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured on one side of a change."""

    value: float
    """In percent, points or seconds."""
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What became of the number that a change should move."""

    definition: str
    """The key of what was counted, on both sides."""
    spans: Spans
    before: Measured | None
    after: Measured | None
    change: Change
    rest: Change | None
    """How everybody else's number moved meanwhile; None where there is nobody else."""
    signal: Side | None
    """On which side of usual the series has been since."""
    among: int
    """Actions that were judged in the last year, this one included."""

    @property
    def verdict(self) -> Verdict:
        """Whether it moved by more than chance; too few where a side has not enough answers."""
        sides = [one.n if one else 0 for one in (self.before, self.after)]
        if not all(sides):
            return Verdict.NO_DATA
        return self.change.verdict if min(sides) >= ENOUGH else Verdict.TOO_FEW

    @property
    def moved(self) -> bool:
        """Whether anything may be said to have happened."""
        return self.verdict in (Verdict.UP, Verdict.DOWN)

    @property
    def is_shared(self) -> bool:
        """Whether everybody else's number moved the same way: then it may be no merit of this."""
        return self.moved and self.rest is not None and self.rest.verdict is self.verdict


def spans(live_on: date, weeks: int, left_out: Days | None = None) -> Spans:
    """Give equally many days before and after a change, without the days it was begun for.

    Args:
        live_on: the first local day of the change.
        weeks: how many on each side.
        left_out: days that count on neither side; what was begun for a week that still ran when
            the change went live counts from its end.
    """
    days = 7 * weeks
    begins = live_on
    if left_out and left_out.first <= live_on < left_out.until:
        begins = left_out.until
    before = tuple(reversed(list(_back(live_on, days, left_out))))
    return Spans(before, Days(begins, begins + timedelta(days)))


def chosen(answers: Mapping[int, tuple[int, int]]) -> int | None:
    """Choose after how many weeks a change is judged; None when that is still to come.

    Args:
        answers: for each of WEEKS that is over, how many answers there are before and after.
    """
    for weeks in WEEKS:
        if weeks in answers and (min(answers[weeks]) >= ENOUGH or weeks == WEEKS[-1]):
            return weeks
    return None


def told(effect: Effect) -> dict[str, Any]:
    """Give an effect as JSON, to be kept as it was told; days as ISO text."""
    plain = asdict(effect)
    plain["spans"] = {
        "before": [_written(one) for one in effect.spans.before],
        "after": _written(effect.spans.after),
    }
    return plain


def read(kept: Mapping[str, Any]) -> Effect:
    """Give the effect that `told` made JSON of."""
    before, after = kept["spans"]["before"], kept["spans"]["after"]
    return Effect(
        definition=kept["definition"],
        spans=Spans(tuple(_days(one) for one in before), _days(after)),
        before=Measured(**kept["before"]) if kept["before"] else None,
        after=Measured(**kept["after"]) if kept["after"] else None,
        change=_change(kept["change"]),
        rest=_change(kept["rest"]) if kept["rest"] else None,
        signal=Side(kept["signal"]) if kept["signal"] else None,
        among=kept["among"],
    )


def _back(until: date, days: int, left_out: Days | None) -> Iterator[Days]:
    """Give the last days before a day, the newest first, without those that are left out."""
    if left_out is None or left_out.until <= until - timedelta(days) or left_out.first >= until:
        yield Days(until - timedelta(days), until)
        return
    near = max(0, (until - left_out.until).days)
    if near:
        yield Days(left_out.until, until)
    yield Days(left_out.first - timedelta(days - near), left_out.first)


def _written(days: Days) -> list[str]:
    return [days.first.isoformat(), days.until.isoformat()]


def _days(written: list[str]) -> Days:
    return Days(date.fromisoformat(written[0]), date.fromisoformat(written[1]))


def _change(kept: Mapping[str, Any]) -> Change:
    return Change(**{**kept, "verdict": Verdict(kept["verdict"])})
