"""The trend in an answer to `/kpi`: the last weeks as a line, and how the answers are spread."""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.blocks import charts, desk, goals, headline, kit, kpi, naming, unusual
from bot.blocks.message import Chart, Message
from bot.wording import Voice, voice
from kpi.metrics import SERVICE
from kpi.query import Query
from kpi.summary import Summary


def private(
    found: Sequence[Summary], query: Query, *, language: str, leads: bool, agents: bool = False
) -> Message:
    """Show the trend to one person, with the buttons that lead on.

    Args:
        found: one summary a metric.
        query: what was asked; goes into the buttons.
        language: the reader's locale.
        leads: whether the reader may see comments.
        agents: whether numbers by agent are on.
    """
    shown = shared(found, query, language=language)
    buttons = kpi.buttons(voice(language), query, leads=leads, agents=agents)
    return Message(shown.text, [*shown.blocks, *buttons], shown.charts)


def shared(found: Sequence[Summary], query: Query, *, language: str) -> Message:
    """Show the same without buttons, for a channel.

    One metric has its weeks and its spread; of several the first two that can be are drawn.
    """
    say = voice(language)
    found, _ = desk.told(say, found)
    title = kpi.title(say, query, _subject(say, found, query))
    words = [_words(say, summary, named=len(found) > 1) for summary in found]
    drawn = [*islice(_charts(say, found), charts.MOST)]
    remarks = [*_remarks(say, found)]
    blocks = [
        kit.section(title),
        *(kit.section(part) for part in words),
        *(chart.block for chart in drawn),
        *(kit.context(remark) for remark in remarks),
    ]
    lines = [line for summary in found for line in _lines(say, summary, named=len(found) > 1)]
    text = "\n".join([title, *words, *lines, *remarks]).replace("*", "")
    return Message(text, blocks, tuple(drawn))


def _subject(say: Voice, found: Sequence[Summary], query: Query) -> str:
    subject = say("trend up to {period}", period=say.period(query.period))
    return subject if len(found) > 1 else f"{naming.subject(found[0].metric, query)} · {subject}"


def _words(say: Voice, summary: Summary, *, named: bool) -> str:
    """Say where a metric stands now; of what is hidden only that it is."""
    name = f"*{naming.metric(summary.metric)}*  " if named else ""
    lines = [f"{name}{headline.now(say, summary)}"]
    if not summary.hidden:
        lines += [*headline.comparison(say, summary), *goals.lines(say, summary)]
        lines += headline.weeks(say, summary)
        lines += [*unusual.lines(say, summary), *headline.changed(say, summary)]
    return "\n".join(lines)


def _charts(say: Voice, found: Sequence[Summary]) -> Iterator[Chart]:
    yield from filter(None, (charts.trend(say, summary) for summary in found))
    if len(found) == 1 and (spread := charts.distribution(say, found[0])):
        yield spread


def _lines(say: Voice, summary: Summary, *, named: bool) -> Iterator[str]:
    """Give for a message's text what the charts show."""
    if summary.hidden:
        return
    if named:
        yield naming.metric(summary.metric)
    yield from charts.week_lines(say, summary)
    yield from headline.distribution(say, summary)


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
            "Two of these fit in one message. For another:  /kpi {example}",
            example=f"{drawn[-1].metric} {found[0].period.label} trend",
        )
