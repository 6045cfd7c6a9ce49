"""What the steps of a line are called: weeks, or the months of a digest that tells of one."""

from collections.abc import Mapping

from bot.blocks import naming
from bot.wording import Voice, sentence
from kpi.metrics import SERVICE, Metric
from kpi.periods import Period, Unit

_TITLES: Mapping[Unit, str] = {
    Unit.WEEK: sentence("{metric}, last {count} weeks"),
    Unit.MONTH: sentence("{metric}, last {count} months"),
}
_AXES: Mapping[tuple[Unit, str], str] = {
    (Unit.WEEK, "tickets"): sentence("Week, and number of tickets"),
    (Unit.WEEK, "answers"): sentence("Week, and number of answers"),
    (Unit.WEEK, "few"): sentence("Week, and number of answers (–: too few)"),
    (Unit.MONTH, "tickets"): sentence("Month, and number of tickets"),
    (Unit.MONTH, "answers"): sentence("Month, and number of answers"),
    (Unit.MONTH, "few"): sentence("Month, and number of answers (–: too few)"),
}
_SHORT_AXES: Mapping[tuple[Unit, str], str] = {
    (Unit.WEEK, "tickets"): sentence("Week (tickets)"),
    (Unit.WEEK, "answers"): sentence("Week (answers)"),
    (Unit.WEEK, "few"): sentence("Week (answers); those with too few left out"),
    (Unit.MONTH, "tickets"): sentence("Month (tickets)"),
    (Unit.MONTH, "answers"): sentence("Month (answers)"),
    (Unit.MONTH, "few"): sentence("Month (answers); those with too few left out"),
}


def title(say: Voice, unit: Unit, metric: Metric, count: int) -> str:
    """Say what a line shows and how far back."""
    return say(_TITLES[unit], metric=naming.metric(metric), count=count)


def axis(say: Voice, unit: Unit, metric: Metric, *, lacks: bool) -> str:
    """Say what stands below a picture, in which steps without a value keep their place."""
    return say(_AXES[unit, _counted(metric, lacks=lacks)])


def short_axis(say: Voice, unit: Unit, metric: Metric, *, lacks: bool) -> str:
    """Say the same below a chart of Slack's own, in which such steps are left out."""
    return say(_SHORT_AXES[unit, _counted(metric, lacks=lacks)])


def label(say: Voice, step: Period) -> str:
    """Name a step in as few letters as go: wk 47, or Nov 2026."""
    if step.unit is Unit.MONTH:
        return f"{say.month(step.first)} {step.first.year}"
    return say("wk {number}", number=step.first.isocalendar().week)


def named(say: Voice, step: Period, of: Period) -> str:
    """Name a step of a line that leads up to a period."""
    return say.period(step) if step.unit is Unit.MONTH else naming.week(say, step, of)


def _counted(metric: Metric, *, lacks: bool) -> str:
    if metric in SERVICE:
        return "tickets"
    return "few" if lacks else "answers"
