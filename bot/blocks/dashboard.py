"""What a lead sees first: six numbers, the weeks of one of them, who was unhappy, who was heard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import (
    action_lines,
    figures,
    heard,
    inert,
    kit,
    low_answers,
    naming,
    pickers,
    split,
    tiles,
    unusual,
    week_plot,
)
from bot.blocks.action_lines import Going
from bot.blocks.charts import trend
from bot.blocks.message import Block
from bot.blocks.pickers import Choice
from bot.wording import Voice
from kpi.changes import Verdict
from kpi.metrics import ASKED
from kpi.query import Query
from kpi.store.comments import Said
from kpi.summary import Summary

MOST_PARTS = 12
"""Teams that are shown one by one, those with the most answers."""

_IN_A_BLOCK = 6
_MOVED = frozenset({Verdict.UP, Verdict.DOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Where the numbers stand."""

    query: Query
    choice: Choice
    teams: Sequence[str]
    """Those that can be chosen."""
    found: Sequence[Summary]
    """A summary a metric; the chosen one knows what is usual."""
    low: Sequence[Said]
    """The latest low answers, the newest first."""
    actions: Going | None = None
    """What is being done about it."""

    @property
    def chosen(self) -> Summary:
        return next(one for one in self.found if one.metric is self.choice.metric)


def blocks(say: Voice, shown: Dashboard, *, charts: bool = False) -> Iterator[Block]:
    """Draw it, in at most thirty blocks; before anything ever happened, say so.

    Args:
        say: the reader's voice.
        shown: the numbers.
        charts: whether the weeks are Slack's to draw; otherwise they are drawn with characters.
    """
    if not (shown.teams or shown.choice.team or any(one.has_facts for one in shown.found)):
        yield kit.section(say("Nobody has been asked yet, so there are no numbers to show."))
        return
    yield from pickers.rows(say, shown.choice, shown.teams)
    yield kit.section(_title(say, shown.query))
    yield from tiles.rows(say, shown.found)
    if by := shown.query.by:
        yield from _parts(say, shown, by)
    yield {"type": "divider"}
    yield from _weeks(say, shown, charts=charts)
    yield {"type": "divider"}
    yield from low_answers.blocks(say, shown.low, shown.query.period.zone)
    doing = action_lines.home(say, shown.actions) if shown.actions else []
    if doing:
        yield {"type": "divider"}
        yield from doing
    funnel = heard.blocks(say, [one for one in shown.found if one.metric in ASKED])
    if funnel:
        yield {"type": "divider"}
        yield from funnel


def _title(say: Voice, query: Query) -> str:
    """Say what is shown, and what it is compared with."""
    period = naming.begun(say.period(query.period))
    before = say("compared with {period}", period=say.period_before(query.period))
    return f"*{period}*  ({naming.dated(say, query.period, query.filters)}), {before}"


def _weeks(say: Voice, shown: Dashboard, *, charts: bool) -> Iterator[Block]:
    chosen, menu = shown.chosen, pickers.metrics(say, shown.choice)
    title = say("*{metric}*, the last weeks", metric=naming.metric(chosen.metric))
    drawn = week_plot.drawn(say, chosen)
    if not drawn:
        yield kit.section(f"{title}\n{_too_few(say, chosen)}", accessory=menu)
        return
    yield kit.section("\n".join([title, *unusual.lines(say, chosen)]), accessory=menu)
    chart = trend(say, chosen) if charts else None
    if chart:
        yield chart.block
        yield kit.context(week_plot.told(say, chosen))
        return
    yield kit.rich_text(kit.rich_drawing(drawn))
    yield kit.context(week_plot.legend(say, chosen), week_plot.told(say, chosen))


def _too_few(say: Voice, chosen: Summary) -> str:
    if chosen.metric in ASKED:
        return say("Too few weeks have enough answers to draw a line.")
    return say("Too few weeks have enough tickets to draw a line.")


def _parts(say: Voice, shown: Dashboard, by: str) -> Iterator[Block]:
    """Give each part a paragraph with the metrics that say something there."""
    names = split.names(shown.found)
    if names:
        yield {"type": "divider"}
        yield kit.section(f"*{say(pickers.SPLITS[by])}*")
    told = [_part(say, shown, name) for name in names[:MOST_PARTS]]
    for at in range(0, len(told), _IN_A_BLOCK):
        yield kit.columns(told[at : at + _IN_A_BLOCK])
    if len(names) > MOST_PARTS:
        left = len(names) - MOST_PARTS
        yield kit.context(say.plural("{n} more is not shown.", "{n} more are not shown.", left))


def _part(say: Voice, shown: Dashboard, name: str) -> str:
    cells = " · ".join(filter(None, (_cell(say, one, name) for one in shown.found)))
    named = inert.escaped(name, naming.LONGEST) or say("not known")
    return f"*{named}*\n{cells or say('No answers.')}"


def _cell(say: Voice, summary: Summary, name: str) -> str:
    part = next((one for one in summary.segments if (one.name or "") == name), None)
    if part is None or part.score is None:
        return ""
    told = f"{naming.metric(part.metric)} {split.cell(say, part)}"
    if part.hidden or part.previous is None or part.change.verdict not in _MOVED:
        return told
    return f"{told}, {figures.moved(say, part.score, part.previous, part.change.verdict)}"
