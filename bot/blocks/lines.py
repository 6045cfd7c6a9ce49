"""Weeks or months as a line: beside what is usual where that is known, else in their range.

Slack's own chart holds twenty steps, so of more it has the latest; a picture has them all.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from bot.blocks import action_lines, figures, goals, kit, naming, scales, steps
from bot.blocks.message import Block
from bot.blocks.pictures import Line, Mark, Point
from bot.blocks.scales import Scale
from bot.wording import Voice
from kpi import periods, usual
from kpi.control import Side, Week
from kpi.periods import Period, Unit
from kpi.segments import weeks_to_show
from kpi.store.tables import Action
from kpi.summary import Figure, Summary

MOST_IN_BLOCK = 20

_NO_ANSWER = "\N{EN DASH}"
_MARKS = {
    Side.ABOVE: " \N{BLACK UP-POINTING TRIANGLE}",
    Side.BELOW: " \N{BLACK DOWN-POINTING TRIANGLE}",
}


class Shown(NamedTuple):
    """A week or month with what may be shown of it."""

    step: Period
    figure: Figure | None
    judged: Week | None
    """Beside its limits, where what is usual is known."""

    @property
    def number(self) -> int:
        """The number of a week."""
        return self.step.first.isocalendar().week

    @property
    def mark(self) -> str:
        signal = self.judged.signal if self.judged else None
        return _MARKS[signal.side] if signal else ""


class _Known(NamedTuple):
    """A week or month that has a value."""

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
    return _begun(shown, summary.weeks)


def months(summary: Summary) -> list[Shown]:
    """Give the last months in the same way; what is usual is known of weeks only."""
    lately = periods.months_before(summary.period, len(summary.months))
    shown = [
        Shown(step, _to_show(summary, figure), None)
        for step, figure in zip(lately, summary.months, strict=True)
    ]
    return _begun(shown, summary.months)


def picture(
    say: Voice, summary: Summary, shown: Sequence[Shown], live: Sequence[Action] = ()
) -> Line:
    """Draw weeks or months, of which at least one has a value, with what went live in them."""
    known = _known(shown)
    scale, centre = _scale(say, summary, known), _centre(summary, shown)
    unit, lacks = shown[0].step.unit, len(known) < len(shown)
    return Line(
        title=steps.title(say, unit, summary.metric, len(shown)),
        subtitle=_subtitle(say, summary, scale, centre),
        axis=steps.axis(say, unit, summary.metric, lacks=lacks),
        unit=scale.unit,
        lowest=scale.lowest,
        highest=scale.highest,
        points=tuple(_point(say, scale, one) for one in shown),
        centre=None if centre is None else scale.place(centre),
        target=None if summary.target is None else scale.place(summary.target),
        target_told=goals.named(say, summary),
        marks=tuple(_marks(shown, live)),
    )


def block(
    say: Voice, summary: Summary, shown: Sequence[Shown], *, most: int = MOST_IN_BLOCK
) -> Block:
    """Draw the latest of them in Slack's own chart, at most twenty; at least one has a value."""
    told = _known(shown)
    known, lacks, unit = told[-most:], len(told) < len(shown), shown[0].step.unit
    left = shown.index(known[0].shown) if len(known) < len(told) else 0
    scale, labels = _scale(say, summary, known), [_label(say, one) for one in known]
    return kit.chart(
        steps.title(say, unit, summary.metric, len(shown) - left),
        kind="line",
        series={
            name: dict(zip(labels, values, strict=True))
            for name, values in _series(say, summary, scale, known).items()
        },
        x_label=steps.short_axis(say, unit, summary.metric, lacks=lacks),
        y_label=scale.what,
    )


def _marks(shown: Sequence[Shown], live: Sequence[Action]) -> Iterator[Mark]:
    for at, one in enumerate(shown):
        if begun := action_lines.went_live(live, one.step):
            titles = (action_lines.short(action, kit.CHART_LABEL) for action in begun)
            yield Mark(at=at, told=", ".join(titles))


def _begun(shown: Sequence[Shown], figures: Sequence[Figure | None]) -> list[Shown]:
    """Leave out those at the beginning that have no answers at all."""
    return [*shown[len([*takewhile(lambda figure: figure is None, figures)]) :]]


def _to_show(summary: Summary, figure: Figure | None) -> Figure | None:
    return figure if figure and not figure.too_few and summary.may_show(figure) else None


def _known(shown: Sequence[Shown]) -> list[_Known]:
    return [_Known(one, one.figure) for one in shown if one.figure is not None]


def _centre(summary: Summary, shown: Sequence[Shown]) -> float | None:
    control = usual.of(summary) if any(one.judged for one in shown) else None
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
    judged = [one.shown.judged for one in known if one.shown.judged]
    centre = _centre(summary, [one.shown for one in known])
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
    return f"{steps.label(say, shown.step)} ({n}){shown.mark}"


def _subtitle(say: Voice, summary: Summary, scale: Scale, centre: float | None) -> str:
    if centre is None:
        return say("{values}; the band is the likely range", values=scale.what)
    return say(
        "{values}; usual is {usual}, dashed the limits of chance; diamonds stand out",
        values=scale.what,
        usual=figures.number(say, summary.definition.unit, centre),
    )


def _point(say: Voice, scale: Scale, shown: Shown) -> Point:
    label, figure, judged = steps.label(say, shown.step), shown.figure, shown.judged
    label = label.replace(" ", "\n") if shown.step.unit is Unit.MONTH else label
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
        return say.places(scale.place(figure.value), scale.places)
    return figures.value(say, figure).removesuffix(scale.unit)
