"""A summary in a terminal: a row for each metric with a line of its weeks, and one for each part.

Colour only repeats what the words say.
"""

from collections.abc import Sequence
from itertools import zip_longest

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import wording
from bot.blocks import averages, bars, desk, goals, naming, others, unusual
from bot.cli import output, summary_text
from bot.wording import Voice
from kpi.changes import Verdict
from kpi.scores import Score
from kpi.summary import Summary

_HEADINGS = ("value", "likely", "answers", "before", "verdict")
_NUMBERS = 4
"""How many columns after the name stand right."""
_STYLES = {Verdict.UP: "green", Verdict.DOWN: "bold red"}
"""Of the course: up is for the better."""


def show(found: Sequence[Summary], console: Console, *, with_weeks: bool = False) -> None:
    """Print summaries of one question: all of them in one table, then what is known of each."""
    voice = wording.voice("en")
    period = found[0].period
    console.print(Text(naming.begun(naming.full(voice, period)), style="bold"))
    console.print(_overview(found, voice))
    if len(found) == 1:
        for line in _details(found[0], voice, with_weeks=with_weeks):
            console.print(Text(output.single(f" {line}")), soft_wrap=True)
    for summary in found:
        if with_weeks:
            for line in unusual.lines(voice, summary):
                console.print(Text(output.single(f" {line}")), soft_wrap=True)
            console.print(_weeks(summary, voice))
        if summary.segments:
            console.print(_parts(summary, voice))


def _overview(found: Sequence[Summary], voice: Voice) -> Table:
    weeks = max(len(summary.weeks) for summary in found)
    table = _table("", last=f"last {weeks} weeks")
    for summary in found:
        name = summary.metric.upper()
        table.add_row(*_cells(summary, name, voice), Text(bars.spark(summary), style="cyan"))
    return table


def _parts(summary: Summary, voice: Voice) -> Table:
    table = _table(f"{summary.metric.upper()} by {summary.segments[0].segment}")
    for heading in summary_text.of_tickets(summary.segments[0]):
        table.add_column(heading, justify="right")
    for part in summary.segments:
        tickets = summary_text.tickets(part, voice)
        table.add_row(*_cells(part, summary_text.named(voice, part), voice), *tickets)
    return table


def _weeks(summary: Summary, voice: Voice) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column(f"{summary.metric.upper()} by week")
    for heading in summary_text.OF_A_WEEK:
        table.add_column(heading, justify="right")
    table.add_column("")
    drawn = bars.spark(summary)
    for cells, bar in zip_longest(summary_text.weeks(summary, voice), drawn, fillvalue=" "):
        table.add_row(*cells, Text(bar, style="cyan"))
    return table


def _table(first: str, *, last: str = "") -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column(first, overflow="fold")
    for number, heading in enumerate(_HEADINGS):
        right = number < _NUMBERS
        table.add_column(heading, justify="right" if right else "left")
    if last:
        table.add_column(last, no_wrap=True)
    return table


def _cells(summary: Summary, name: str, voice: Voice) -> list[Text]:
    row = summary_text.row(summary, name, voice)
    styles = ("bold", "bold", "", "", "dim", _STYLES.get(summary.course, "dim"))
    # Text, not markup: a team may be called [red].
    return [Text(output.single(cell), style) for cell, style in zip(row, styles, strict=True)]


def _details(summary: Summary, voice: Voice, *, with_weeks: bool) -> list[str]:
    """Give what a row has no room for."""
    return [
        *(_answers(summary.score, voice) if isinstance(summary.score, Score) else []),
        *desk.spread(voice, summary),
        *summary_text.past(summary, voice),
        *([] if with_weeks else unusual.latest(voice, summary)),
        *goals.lines(voice, summary),
        *summary_text.funnel(summary, voice),
        *desk.lines(voice, summary),
        *others.lines(voice, summary),
    ]


def _answers(score: Score, voice: Voice) -> list[str]:
    return [bars.distribution(voice, score), *averages.aside(voice, score)]
