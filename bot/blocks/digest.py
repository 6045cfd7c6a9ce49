"""A digest: one sentence to repeat, a few lines for each metric, what customers said.

The rest goes in its thread.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from bot.blocks import (
    charts,
    desk,
    goals,
    headline,
    inert,
    kit,
    leading,
    naming,
    provisional,
    remarks,
    room,
    splits,
    spoken,
    unusual,
)
from bot.blocks.message import Chart, Message
from bot.blocks.room import Part
from bot.wording import Voice, voice
from kpi import notable
from kpi.changes import Verdict
from kpi.metrics import ASKED, Metric
from kpi.periods import Period, Unit
from kpi.spoken import Spoken
from kpi.store.comments import Said
from kpi.summary import Summary

MOST_COMMENTS = 5
_FOR_TABLE = Fraction(3, 4)
"""Of the room for the parts, which stand in the text too."""


def main(  # noqa: PLR0913 - what was found, each told in its place
    found: Sequence[Summary],
    said: Sequence[Said],
    *,
    filters: Mapping[str, str],
    language: str,
    title: str = "",
    before: Mapping[Metric, float] | None = None,
    heard: Sequence[Spoken] = (),
    also: Sequence[str] = (),
    in_slack: bool = True,
) -> Message:
    """Say how a week or month went; one with nothing to say is one line.

    Args:
        found: at least one summary, one a metric, all of the week or month that ended.
        said: comments to quote, the best first; at most five are.
        filters: what the digest is narrowed to.
        language: the locale of the channel.
        title: what the digest is called, if anything.
        before: what was told of the week or month before, by metric.
        heard: what remarks speak of, of each metric that people are asked about.
        also: what else there is to say, a line each, escaped.
        in_slack: whether its readers can type commands.
    """
    say = voice(language)
    found, _ = desk.told(say, notable.standing(found))
    period = found[0].period
    title = _title(say, period, filters, title)
    if is_silent(found):
        return _one_line(f"{title}: {leading.silence(say, found)}", also)
    first = leading.sentence_of(say, found)
    numbers = [*_numbers(say, found, before or {})]
    numbers += filter(None, ["\n".join(_themes(say, found, heard, period))])
    open_ = [*provisional.lines(say, found), *also]
    drawn = _drawn(say, found)
    told = [inert.escaped(chart.alt, kit.ALT) for chart in drawn]
    blocks = [
        kit.section(f"*{first}*"),
        kit.context(title),
        *(kit.section(number) for number in numbers),
        *(chart.block for chart in drawn),
    ]
    below = [*map(kit.context, open_), kit.context(_footer(say, found, in_slack=in_slack))]
    text = "\n".join([title, first, *numbers, *open_, *told]).replace("*", "")
    left = room.MOST - room.taken([*blocks, *below], text)
    quotes = _quotes(say, said[:MOST_COMMENTS], period.zone, left)
    quoted = [block for one in quotes for block in one.blocks]
    text = "\n".join([text, *(one.line for one in quotes if one.line)])
    return Message(text, [*blocks, *quoted, *below], tuple(drawn))


def detail(
    found: Sequence[Summary], *, by: Sequence[str], filters: Mapping[str, str], language: str
) -> Message:
    """Give what belongs in the thread: the last weeks, and the numbers of the parts.

    Args:
        found: as for `main`, each with its parts.
        by: what the parts are split by, one or several.
        filters: what the digest is narrowed to.
        language: the locale of the channel.
    """
    say = voice(language)
    found, _ = desk.told(say, notable.standing(found))
    found = [one for one in found if not _is_off(one)] or found
    title = _detail_title(say, found[0].period, filters)
    told = ["\n".join([f"*{naming.metric(one.metric)}*", *_history(say, one)]) for one in found]
    sections = [kit.section(part) for part in (title, *told)]
    left = room.MOST - room.taken(sections, "\n".join([title, *told]))
    drawn = splits.table(say, found, by, letters=int(left * _FOR_TABLE))
    share = (left - room.taken(drawn)) // len(found)
    texts = [title]
    for summary, lines in zip(found, told, strict=True):
        texts += [lines, *splits.lines(say, summary, by, share)]
    return Message("\n".join(texts).replace("*", ""), [*sections, *drawn])


def is_silent(found: Sequence[Summary]) -> bool:
    """Tell whether there is nothing to report: no answers, no tickets, nobody who waits."""
    return not any(summary.n or _is_waited_for(summary) for summary in found)


def _one_line(told: str, also: Sequence[str]) -> Message:
    text = "\n".join([told, *also]).replace("*", "")
    return Message(text, [kit.section(told), *map(kit.context, also)])


def _themes(
    say: Voice, found: Sequence[Summary], heard: Sequence[Spoken], period: Period
) -> Iterator[str]:
    shown = {one.metric for one in found if one.score and not one.hidden}
    return spoken.digested(say, [one for one in heard if one.metric in shown], period)


def _because(say: Voice, summary: Summary) -> Iterator[str]:
    """Say why a metric is named, where that is not the week before."""
    for one in notable.named([summary]):
        if one.signal is not None:
            yield unusual.because(say, summary, one.signal)


def _numbers(say: Voice, found: Sequence[Summary], before: Mapping[Metric, float]) -> Iterator[str]:
    for summary in found:
        if _is_off(summary):
            yield f"*{naming.metric(summary.metric)}*  {say('Nobody was asked.')}"
            continue
        lines = [f"*{naming.metric(summary.metric)}*  {headline.now(say, summary)}"]
        if summary.score is not None and not summary.hidden:
            lines += [*desk.spread(say, summary), *headline.comparison(say, summary)]
            lines += provisional.restated(say, summary, before.get(summary.metric))
            lines += _because(say, summary)
            lines += goals.lines(say, summary)
            lines += [*headline.distribution(say, summary), *headline.changed(say, summary)]
        lines += [*headline.funnel(say, summary), *desk.lines(say, summary)]
        yield "\n".join(lines)


def _is_waited_for(summary: Summary) -> bool:
    """Whether customers wait for a first reply, of which there is none yet."""
    return summary.desk is not None and bool(summary.desk.waiting)


def _is_off(summary: Summary) -> bool:
    """Whether a question is not asked at present: then it says nothing of who was helped."""
    return summary.metric in ASKED and not summary.n and not summary.funnel.delivered


def _drawn(say: Voice, found: Sequence[Summary]) -> list[Chart]:
    """Draw one metric: one that got worse, else one that got better, or the first.

    A week is drawn with those before it, and a month with the months.
    """
    named = sorted(notable.named(found), key=lambda one: one.course is Verdict.UP)
    draw = charts.months if found[0].period.unit is Unit.MONTH else charts.trend
    trends = (draw(say, one) for one in [*(one.summary for one in named), *found])
    # Where Slack draws nothing the digest does without: its text has the numbers.
    return [replace(chart, instead=()) for chart in islice(filter(None, trends), 1)]


def _quotes(say: Voice, said: Sequence[Said], zone: str, letters: int) -> list[Part]:
    """Quote what fits, below a title."""
    title = Part([kit.section(f"*{say('What customers said')}*")])
    found = room.fitting([title, *remarks.parts(say, said, zone)], letters)
    return found if len(found) > 1 else []


def _history(say: Voice, summary: Summary) -> Iterator[str]:
    """Give the last weeks of a metric; where there are none, or they are hidden, say only that."""
    if summary.hidden or summary.recent is None:
        yield headline.now(say, summary)
        return
    yield from headline.weeks(say, summary)
    yield from unusual.lines(say, summary)
    yield from headline.changed(say, summary)


def _title(say: Voice, period: Period, filters: Mapping[str, str], called: str) -> str:
    title = f"{say.period(period)} ({naming.dated(say, period, filters)})"
    name = inert.escaped(called, naming.LONGEST)
    return f"{name}: {title}" if name else naming.begun(title)


def _detail_title(say: Voice, period: Period, filters: Mapping[str, str]) -> str:
    subject = say("More about {period}", period=say.period(period))
    return f"*{subject}*  ({naming.dated(say, period, filters)})"


def _footer(say: Voice, found: Sequence[Summary], *, in_slack: bool) -> str:
    keys = " · ".join(summary.definition.key for summary in found)
    unheard = say("The ranges tell nothing of those who did not answer.")
    meaning = [say("What numbers mean:  /kpi definition")] if in_slack else []
    return " ".join([f"{keys}.", unheard, *meaning])
