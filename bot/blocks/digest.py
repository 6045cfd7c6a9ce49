"""The weekly digest: one sentence to repeat, a few lines for each metric, what customers said.

The rest goes in its thread.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.blocks import charts, headline, inert, kit, naming, remarks, split
from bot.blocks.message import Block, Chart, Message
from bot.wording import Voice, voice
from kpi.changes import Verdict
from kpi.periods import Period
from kpi.store.comments import Said
from kpi.summary import Summary

MOST_COMMENTS = 5


def main(
    found: Sequence[Summary],
    said: Sequence[Said],
    *,
    filters: Mapping[str, str],
    language: str,
) -> Message:
    """Say how the week went; a week with nothing to say is one line.

    Args:
        found: at least one summary, one a metric, all of the week that ended.
        said: comments to quote, the best first; at most five are.
        filters: what the digest is narrowed to.
        language: the locale of the channel.
    """
    say = voice(language)
    period = found[0].period
    title = f"{naming.begun(say.period(period))} ({naming.dated(say, period, filters)})"
    if not any(summary.n for summary in found):
        text = f"{title}: {_silence(say, found)}"
        return Message(text, [kit.section(text)])
    leading = _leading(say, found)
    numbers = [*_numbers(say, found)]
    quoted = [remarks.line(say, one, period.zone) for one in said[:MOST_COMMENTS]]
    drawn = _drawn(say, found)
    told = [inert.escaped(chart.alt, kit.ALT) for chart in drawn]
    blocks = [
        kit.section(f"*{leading}*"),
        kit.context(title),
        *(kit.section(number) for number in numbers),
        *(chart.block for chart in drawn),
        *_quotes(say, said[:MOST_COMMENTS], period.zone),
        kit.context(_footer(say, found)),
    ]
    text = "\n".join([title, leading, *numbers, *told, *quoted]).replace("*", "")
    return Message(text, blocks, tuple(drawn))


def detail(
    found: Sequence[Summary], *, by: str, filters: Mapping[str, str], language: str
) -> Message:
    """Give what belongs in the thread: the last weeks, and the numbers of each team.

    Args:
        found: as for `main`, each with its parts.
        by: what the parts are split by.
        filters: what the digest is narrowed to.
        language: the locale of the channel.
    """
    say = voice(language)
    title = _detail_title(say, found[0].period, filters)
    texts, sections = [title], [title]
    for summary in found:
        lines = [f"*{naming.metric(summary.metric)}*", *_history(say, summary)]
        sections.append("\n".join(lines))
        texts += [*lines, *split.lines(say, summary)]
    blocks = [*(kit.section(part) for part in sections), *split.table(say, found, by)]
    return Message("\n".join(texts).replace("*", ""), blocks)


def _leading(say: Voice, found: Sequence[Summary]) -> str:
    """Say in one sentence what a manager can repeat: what moved, or that nothing did."""
    moved = {verdict: _moved(found, verdict) for verdict in (Verdict.UP, Verdict.DOWN)}
    up, down = moved[Verdict.UP], moved[Verdict.DOWN]
    if up and down:
        return say("A mixed week: {up} went up, {down} went down.", up=up, down=down)
    if down:
        return say("{metrics} went down, by more than chance.", metrics=down)
    if up:
        return say("{metrics} went up, by more than chance.", metrics=up)
    if all(one.change.verdict in {Verdict.TOO_FEW, Verdict.NO_DATA} for one in found):
        return say("Too few answers to say whether anything moved.")
    return say("A steady week: nothing moved by more than chance.")


def _moved(found: Sequence[Summary], verdict: Verdict) -> str:
    return ", ".join(
        naming.metric(one.metric)
        for one in found
        if one.change.verdict is verdict and not one.hidden
    )


def _silence(say: Voice, found: Sequence[Summary]) -> str:
    out = sum(summary.funnel.open for summary in found)
    if out:
        return say.plural(
            "no answers yet; {n} question is out.", "no answers yet; {n} questions are out.", out
        )
    return say("no answers.")


def _numbers(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    for summary in found:
        lines = [f"*{naming.metric(summary.metric)}*  {headline.now(say, summary)}"]
        if summary.score is not None and not summary.hidden:
            lines += [*headline.comparison(say, summary), *headline.distribution(summary)]
            lines += headline.changed(say, summary)
        lines += headline.funnel(say, summary)
        yield "\n".join(lines)


def _drawn(say: Voice, found: Sequence[Summary]) -> list[Chart]:
    """Draw the weeks of one metric: one that went down, else one that went up, else the first."""
    order = [Verdict.DOWN, Verdict.UP]
    ranked = sorted(found, key=lambda one: (*order, one.change.verdict).index(one.change.verdict))
    trends = (charts.trend(say, one) for one in ranked)
    # Where nothing can be drawn the digest does without: the weeks are in its thread.
    return [replace(chart, instead=()) for chart in islice(filter(None, trends), 1)]


def _quotes(say: Voice, said: Sequence[Said], zone: str) -> list[Block]:
    if not said:
        return []
    return [kit.section(f"*{say('What customers said')}*"), *remarks.quotes(say, said, zone)]


def _history(say: Voice, summary: Summary) -> Iterator[str]:
    """Give the last weeks of a metric; where there are none, or they are hidden, say only that."""
    if summary.hidden or summary.recent is None:
        yield headline.now(say, summary)
        return
    yield from headline.weeks(say, summary)
    yield from headline.changed(say, summary)


def _detail_title(say: Voice, period: Period, filters: Mapping[str, str]) -> str:
    subject = say("More about {period}", period=say.period(period))
    return f"*{subject}*  ({naming.dated(say, period, filters)})"


def _footer(say: Voice, found: Sequence[Summary]) -> str:
    keys = " · ".join(summary.definition.key for summary in found)
    advice = say("No range repairs who did not answer. Meaning of the numbers:  /kpi definition")
    return f"{keys}. {advice}"
