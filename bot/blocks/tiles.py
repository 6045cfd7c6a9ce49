"""Metrics beside each other: each as its number, how sure that is, what it was, and its weeks."""

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import bars, desk, figures, goals, headline, kit, naming, unusual
from bot.blocks.message import Block
from bot.wording import Voice, sentence
from kpi.changes import Verdict
from kpi.metrics import SERVICE, Metric
from kpi.scores import Score
from kpi.summary import Figure, Summary
from kpi.timings import Timing

IN_A_ROW = 2

_CHANCE: Mapping[Verdict, str] = {
    Verdict.UP: sentence("more than chance"),
    Verdict.DOWN: sentence("more than chance"),
    Verdict.COULD_BE_CHANCE: sentence("could be chance"),
}


def rows(say: Voice, found: Sequence[Summary]) -> list[Block]:
    """Draw a tile for each metric, two in a row."""
    told = [tile(say, summary) for summary in found]
    return [kit.columns(told[at : at + IN_A_ROW]) for at in range(0, len(told), IN_A_ROW)]


def tile(say: Voice, summary: Summary) -> str:
    """Say in a few short lines how a metric stands."""
    name = f"*{naming.metric(summary.metric)}*"
    figure = summary.score
    if figure is None or summary.hidden or figure.too_few:
        told = [name, _instead(say, summary), *_waiting(say, summary), *_weeks(summary)]
        return "\n".join(told)
    lines = (
        f"{name}  *{figures.value(say, figure)}*",
        " · ".join(_sureness(say, figure)),
        *_moved(say, summary, figure),
        *unusual.latest(say, summary),
        *_target(say, summary),
        *_waiting(say, summary),
        *_weeks(summary),
    )
    return "\n".join(lines)


def _instead(say: Voice, summary: Summary) -> str:
    """Say what there is instead of a number."""
    if summary.has_facts or (summary.desk and summary.desk.said):
        return headline.now(say, summary)
    if summary.metric in SERVICE:
        return say("No times of tickets came in.")
    return say("Nobody was asked.")


def _sureness(say: Voice, figure: Figure) -> Iterator[str]:
    yield _of(say, figure)
    if likely := figures.likely(say, figure):
        yield likely
    yield from figures.cautions(say, figure)


def _of(say: Voice, figure: Figure) -> str:
    """Say of how many a number tells: 15 of 17 satisfied, 36 answers, 41 replies on average."""
    if isinstance(figure, Timing):
        n = figures.counted_in(say, figure)
        middle = say("on average") if figure.leads_with_mean else say("median")
        return f"{middle}, {n}"
    if figure.definition.formula in {"net", "mean"}:
        return figures.counted_in(say, figure)
    return figures.counts(say, figure)


def _moved(say: Voice, summary: Summary, figure: Figure) -> Iterator[str]:
    """Say what it was; nothing where there is nothing to compare."""
    before, verdict = summary.previous, summary.change.verdict
    if before is None:
        return
    if verdict not in _CHANCE or not summary.may_show(before):
        yield say("too few to compare")
        return
    yield f"{_was(say, figure, before)}: {say(_CHANCE[verdict])}"


def _was(say: Voice, figure: Figure, before: Figure) -> str:
    """Say what it was; of times medians are compared, which need not lead."""
    if isinstance(figure, Timing) and isinstance(before, Timing):
        was = say.length(before.median)
        if figure.leads_with_mean:
            return say("median {now}, was {was}", now=say.length(figure.median), was=was)
        return say("was {was}", was=was)
    moved = ""
    if isinstance(figure, Score) and isinstance(before, Score):
        moved = figures.signed(say, figure.definition.unit, figure.exact - before.exact)
    return say("{moved}, was {was}", moved=moved, was=figures.value(say, before))


def _target(say: Voice, summary: Summary) -> Iterator[str]:
    if aim := goals.cell(say, summary):
        yield say("target {target}", target=aim)


def _waiting(say: Voice, summary: Summary) -> Iterator[str]:
    """Say who still waits for a reply, what is open and what came back; once is enough."""
    if summary.metric is not Metric.FCR:
        yield from desk.going_on(say, summary)


def _weeks(summary: Summary) -> Iterator[str]:
    """Draw the last weeks; one that may not be shown by itself is a dot."""
    if summary.hidden or summary.recent is None or not summary.may_show(summary.recent):
        return
    if drawn := bars.spark(summary):
        yield drawn
