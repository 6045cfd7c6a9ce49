"""The weeks of a summary as a line: beside what is usual where that is known, else in their range.

Slack's own chart holds twenty weeks, so of more it has the latest; a picture has them all.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from bot.blocks import figures, goals, kit, naming, scales
from bot.blocks.message import Block
from bot.blocks.pictures import Line, Point
from bot.blocks.scales import Scale
from bot.wording import Voice
from kpi import periods, usual
from kpi.control import Side, Week
from kpi.metrics import SERVICE
from kpi.periods import Period
from kpi.segments import weeks_to_show
from kpi.summary import Figure, Summary

MOST_IN_BLOCK = 20

_NO_ANSWER = "\N{EN DASH}"
_MARKS = {
    Side.ABOVE: " \N{BLACK UP-POINTING TRIANGLE}",
    Side.BELOW: " \N{BLACK DOWN-POINTING TRIANGLE}",
}


class Shown(NamedTuple):
    """A week with what may be shown of it."""

    week: Period
    figure: Figure | None
    judged: Week | None
    """Beside its limits, where what is usual is known."""

    @property
    def number(self) -> int:
        return self.week.first.isocalendar().week

    @property
    def mark(self) -> str:
        signal = self.judged.signal if self.judged else None
        return _MARKS[signal.side] if signal else ""


class _Known(NamedTuple):
    """A week that has a value."""

    shown: Shown
    figure: Figure


def weeks(summary: Summary) -> list[Shown]:
    """Give the last weeks of a summary, the oldest first, from the first that has any answers.

    Answers to another question are in none of them.
    """
    scores = weeks_to_show(summary)
    if not scores:
        return []
    control = usual.of(summary)
    judged = control.weeks[-len(scores) :] if control else (None,) * len(scores)
    lately = periods.weeks_before(summary.period, len(scores))
    shown = [Shown(*one) for one in zip(lately, scores, judged, strict=True)]
    empty = [*takewhile(lambda week: week is None, summary.weeks)]
    return shown[len(empty) :]


def title(say: Voice, summary: Summary, count: int) -> str:
    return say("{metric}, last {count} weeks", metric=naming.metric(summary.metric), count=count)


def picture(say: Voice, summary: Summary) -> Line:
    """Draw all weeks; there is at least one with a value."""
    shown, known = weeks(summary), _known(summary)
    scale, centre = _scale(say, summary, known), _centre(summary)
    return Line(
        title=title(say, summary, len(shown)),
        subtitle=_subtitle(say, summary, scale, centre),
        axis=_axis(say, summary, shown),
        unit=scale.unit,
        lowest=scale.lowest,
        highest=scale.highest,
        points=tuple(_point(say, scale, one) for one in shown),
        centre=None if centre is None else scale.place(centre),
        target=None if summary.target is None else scale.place(summary.target),
        target_told=goals.named(say, summary),
    )


def block(say: Voice, summary: Summary) -> Block:
    """Draw the latest weeks in Slack's own chart; there is at least one with a value."""
    known = _known(summary)[-MOST_IN_BLOCK:]
    every, cut = [one.week for one in weeks(summary)], len(known) < len(_known(summary))
    left = every.index(known[0].shown.week) if cut else 0
    scale, labels = _scale(say, summary, known), [_label(say, one) for one in known]
    return kit.chart(
        title(say, summary, len(every) - left),
        kind="line",
        series={
            name: dict(zip(labels, values, strict=True))
            for name, values in _series(say, summary, scale, known).items()
        },
        x_label=_x_label(say, summary),
        y_label=scale.what,
    )


def _known(summary: Summary) -> list[_Known]:
    return [_Known(one, one.figure) for one in weeks(summary) if one.figure is not None]


def _centre(summary: Summary) -> float | None:
    control = usual.of(summary)
    return control.centre if control else None


def _scale(say: Voice, summary: Summary, known: Sequence[_Known]) -> Scale:
    limits = [one.shown.judged.high for one in known if one.shown.judged]
    reaching = max([*limits, summary.target or 0])
    return scales.of(say, summary, [one.figure for one in known], reaching=reaching)


def _series(
    say: Voice, summary: Summary, scale: Scale, known: Sequence[_Known]
) -> dict[str, list[float]]:
    values = {naming.metric(summary.metric): [scale.place(one.figure.value) for one in known]}
    if summary.target is not None:
        values[say("Target")] = [scale.place(summary.target)] * len(known)
    centre, judged = _centre(summary), [one.shown.judged for one in known if one.shown.judged]
    if centre is None:
        ends = [scale.ends(one.figure) for one in known]
        low, high = say("Likely from"), say("Likely to")
        return {**values, low: [one for one, _ in ends], high: [one for _, one in ends]}
    return {
        **values,
        say("Usual"): [scale.place(centre)] * len(judged),
        say("By chance from"): [scale.place(one.low) for one in judged],
        say("By chance to"): [scale.place(one.high) for one in judged],
    }


def _label(say: Voice, known: _Known) -> str:
    shown, n = known.shown, say.number(known.figure.n)
    return say("wk {number} ({n})", number=shown.number, n=n) + shown.mark


def _subtitle(say: Voice, summary: Summary, scale: Scale, centre: float | None) -> str:
    if centre is None:
        return say("{values}; the band is the likely range", values=scale.what)
    return say(
        "{values}; usual is {usual}, dashed the limits of chance; diamonds stand out",
        values=scale.what,
        usual=figures.number(say, summary.definition.unit, centre),
    )


def _axis(say: Voice, summary: Summary, shown: Sequence[Shown]) -> str:
    if summary.metric in SERVICE:
        return say("Week, and number of tickets")
    if all(one.figure for one in shown):
        return say("Week, and number of answers")
    return say("Week, and number of answers (–: too few)")


def _x_label(say: Voice, summary: Summary) -> str:
    if summary.metric in SERVICE:
        return say("Week (tickets)")
    if not all(one.figure for one in weeks(summary)):
        return say("Week (answers); those with too few left out")
    return say("Week (answers)")


def _point(say: Voice, scale: Scale, shown: Shown) -> Point:
    label, figure, judged = say("wk {number}", number=shown.number), shown.figure, shown.judged
    if figure is None:
        return Point(label=label, below=_NO_ANSWER)
    low, high = scale.ends(figure)
    if judged:
        low, high = scale.place(judged.low), scale.place(judged.high)
    return Point(
        label=label,
        below=say.number(figure.n),
        told=_told(say, scale, figure),
        value=scale.place(figure.value),
        low=low,
        high=high,
        stands_out=bool(shown.mark),
    )


def _told(say: Voice, scale: Scale, figure: Figure) -> str:
    """Give a value without its unit, which stands at the axis."""
    if figure.definition.unit == "seconds":
        return say.number(int(scale.place(figure.value)))
    return figures.value(say, figure).removesuffix(" %")
