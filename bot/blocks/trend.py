"""The trend in an answer to `/kpi`: the last weeks as a line, and how the answers are spread."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from bot.blocks import (
    caveats,
    charts,
    desk,
    goals,
    headline,
    inert,
    kit,
    kpi,
    naming,
    room,
    unusual,
)
from bot.blocks.action_lines import MOST, marked, went_live
from bot.blocks.lines import MOST_IN_BLOCK, weeks
from bot.blocks.message import Chart, Message
from bot.wording import Voice, voice
from kpi import periods
from kpi.look_back import WEEKS
from kpi.metrics import SERVICE
from kpi.periods import Period, Unit
from kpi.query import Query
from kpi.store.tables import Action
from kpi.summary import Summary


def private(
    found: Sequence[Summary],
    query: Query,
    *,
    language: str,
    leads: bool,
    agents: bool = False,
    live: Sequence[Action] = (),
) -> Message:
    """Show the trend to one person, with the buttons that lead on.

    Args:
        found: one summary a metric.
        query: what was asked; goes into the buttons.
        language: the reader's locale.
        leads: whether the reader may see comments.
        agents: whether numbers by agent are on.
        live: actions that went live for these numbers, the first one first.
    """
    say = voice(language)
    buttons = kpi.buttons(say, query, leads=leads, agents=agents)
    letters = room.MOST - room.taken(buttons)
    shown = _answer(say, found, query, live, letters=letters, leads=leads)
    return Message(shown.text, [*shown.blocks, *buttons], shown.charts)


def shared(
    found: Sequence[Summary], query: Query, *, language: str, live: Sequence[Action] = ()
) -> Message:
    """Show the same without buttons, for a channel.

    One metric has its weeks and its spread; of several the first two that can be are drawn.
    """
    return _answer(voice(language), found, query, live, letters=room.MOST)


def _answer(
    say: Voice,
    found: Sequence[Summary],
    query: Query,
    live: Sequence[Action],
    *,
    letters: int,
    leads: bool = False,
) -> Message:
    """Answer in so many characters; of many weeks the text has only the last."""
    found, _ = desk.told(say, found)
    title = kpi.title(say, query, _subject(say, found, query))
    words = [_words(say, summary, named=len(found) > 1) for summary in found]
    drawn = [*islice(_charts(say, found, live), charts.MOST)]
    remarks = [
        *_remarks(say, found),
        *_marked(say, found, live),
        *_provisional(say, found),
        *_unsplit(say, found, query),
        *caveats.lines(say, found, query, leads=leads),
    ]
    blocks = [
        kit.section(title),
        *(kit.section(part) for part in words),
        *(chart.block for chart in drawn),
        *(kit.context(remark) for remark in remarks),
    ]
    left = letters - room.taken(blocks, "\n".join([title, *words, *remarks]))
    lines = [line for one in found for line in _lines(say, one, found, left // len(found))]
    text = "\n".join([title, *words, *lines, *remarks]).replace("*", "")
    return Message(text, blocks, tuple(drawn))


def _subject(say: Voice, found: Sequence[Summary], query: Query) -> str:
    subject = say("trend up to {period}", period=_end(say, query.period))
    if query.period.to_date or query.period.unit is Unit.DAYS:
        subject = say("trend up to now")
    return subject if len(found) > 1 else f"{naming.subject(found[0].metric, query)} · {subject}"


def _end(say: Voice, period: Period) -> str:
    """Name the period at which a trend ends; of a range that is its last day."""
    last = periods.day_of(period.until - timedelta(days=1), period.zone)
    return say.period(last if period.unit is Unit.RANGE else period)


def _words(say: Voice, summary: Summary, *, named: bool) -> str:
    """Say where a metric stands now; of what is hidden only that it is."""
    name = f"*{naming.metric(summary.metric)}*  " if named else ""
    lines = [f"{name}{headline.now(say, summary)}"]
    if not summary.hidden:
        lines += [*headline.comparison(say, summary), *goals.lines(say, summary)]
        lines += headline.weeks(say, summary)
        lines += [*unusual.lines(say, summary), *headline.changed(say, summary)]
    return "\n".join(lines)


def _charts(say: Voice, found: Sequence[Summary], live: Sequence[Action]) -> Iterator[Chart]:
    most = MOST_IN_BLOCK if len(found) == 1 else WEEKS
    lines = (charts.trend(say, one, most=most, live=_of(one, live)) for one in found)
    yield from filter(None, lines)
    if len(found) == 1 and (spread := charts.distribution(say, found[0])):
        yield spread


def _of(summary: Summary, live: Sequence[Action]) -> list[Action]:
    """Give the actions that went live for a metric in the weeks that are shown."""
    steps = [one.step for one in weeks(summary)]
    return [
        one
        for one in live
        if one.metric == summary.metric and any(went_live([one], step) for step in steps)
    ]


def _marked(say: Voice, found: Sequence[Summary], live: Sequence[Action]) -> Iterator[str]:
    """Say what went live in the weeks that are shown, the latest of it."""
    shown = (one for summary in found for one in _of(summary, live))
    if lines := [marked(say, one) for one in shown]:
        yield "\n".join(lines[-MOST:])


def _lines(say: Voice, summary: Summary, among: Sequence[Summary], letters: int) -> Iterator[str]:
    """Give for a message's text what the charts show; of many weeks the last, as many as fit."""
    if summary.hidden:
        return
    told = [*charts.week_lines(say, summary), *headline.distribution(say, summary)]
    if told and len(among) > 1:
        yield naming.metric(summary.metric)
    yield from room.fitting_lines(told[::-1], letters)[::-1]


def _remarks(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    drawn = [summary for summary in found if charts.trend(say, summary)]
    of_tickets = all(summary.metric in SERVICE for summary in drawn or found)
    if not drawn and of_tickets:
        yield say("Too few weeks have enough tickets to draw a line.")
    elif not drawn:
        yield say("Too few weeks have enough answers to draw a line.")
    elif any(map(charts.leaves_out, drawn)):
        few = say("Weeks with too few tickets are left out.")
        yield few if of_tickets else say("Weeks with too few answers are left out.")
    if len(drawn) > charts.MOST:
        yield say(
            "Two of these fit in one message. For another: `/kpi {example}`",
            example=f"{drawn[-1].metric} {found[0].period.label} trend",
        )


def _provisional(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    """Say what may still change of what is drawn; beside more than that there is no room."""
    if len(found) <= charts.MOST:
        for summary in found:
            yield from desk.provisional(say, summary)


def _unsplit(say: Voice, found: Sequence[Summary], query: Query) -> Iterator[str]:
    """Say how to ask for one of the parts, where a trend was to be split."""
    names = [one.name for summary in found for one in summary.segments if one.name]
    if query.by and names:
        one = replace(query, by=None, filters={**query.filters, query.by: names[0]})
        example = inert.escaped(one.text, kit.SECTION)
        yield say("A trend is not split. Of one part: `/kpi {example}`", example=example)
