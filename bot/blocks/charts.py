"""Summaries as charts: the line of the last weeks, and how the answers are spread.

Nothing is drawn that is not told: weeks of few answers have no value, and what is hidden in words
is hidden here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.blocks import bars, headline, inert, kit, naming
from bot.blocks.message import Block, Chart, Message
from bot.blocks.pictures import Bar, Bars, Line, Mood, Point
from bot.wording import Voice, sentence
from kpi import periods
from kpi.metrics import Definition, Metric
from kpi.periods import Period
from kpi.scores import Score, rounded
from kpi.segments import weeks_to_show
from kpi.summary import Summary

MOST = 2
"""Charts in one message."""
LEAST_WEEKS = 2

_NO_ANSWER = "\N{EN DASH}"
_VALUES: Mapping[Metric, str] = {
    Metric.CSAT: sentence("% satisfied"),
    Metric.CES: sentence("% found it easy"),
    Metric.NPS: sentence("NPS, from −100 to +100"),
}


def trend(say: Voice, summary: Summary) -> Chart | None:
    """Draw the last weeks as a line with its likely range; None with fewer than two of them."""
    weeks = _weeks(summary)
    shown = [(week, score) for week, score in weeks if score is not None]
    if summary.hidden or len(shown) < LEAST_WEEKS:
        return None
    title = _trend_title(say, summary)
    lines = [*week_lines(say, summary)]
    return Chart(
        block=_line_block(say, summary, shown),
        picture=_line(say, summary, weeks),
        alt=inert.cut(f"{title}: {'; '.join(lines)}", kit.ALT),
        instead=(kit.section("\n".join(lines)),),
    )


def distribution(say: Voice, summary: Summary) -> Chart | None:
    """Draw how often each score was given, or each group; None where the text draws none."""
    score = summary.score
    if score is None or summary.too_few or summary.hidden:
        return None
    title = f"{naming.metric(summary.metric)}, {say.period(summary.period)}"
    found = _bars(say, score)
    counts = ", ".join(f"{bar.label}: {bar.n}" for bar in found)
    answers = headline.answers(say, score.n)
    picture = Bars(title=title, subtitle=answers, axis=_scores(say, score), bars=found)
    return Chart(
        block=_bar_block(say, picture),
        picture=picture,
        alt=inert.cut(f"{title}: {counts}", kit.ALT),
        instead=(kit.section(bars.distribution(score)),),
    )


def week_lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Give a line for each week that may be shown."""
    for week, score in _weeks(summary):
        if score is not None:
            told = f"{headline.brief(say, score)}, {headline.likely(say, score)}"
            yield f"{naming.begun(naming.week(say, week, summary.period))}: {told}"


def leaves_out(summary: Summary) -> bool:
    """Whether one of the weeks has too few answers to be drawn."""
    return None in weeks_to_show(summary)


def pictured(message: Message, pictures: Sequence[Block | None]) -> Message:
    """Give the message with a picture in the place of each chart; where there is none, words."""
    drawn = [
        (chart, list(chart.instead) if picture is None else [picture])
        for chart, picture in zip(message.charts, pictures, strict=True)
    ]
    blocks = [
        one
        for block in message.blocks
        for one in next((other for chart, other in drawn if chart.block is block), [block])
    ]
    return replace(message, blocks=blocks, charts=())


def words(message: Message) -> Message:
    """Give the message without any chart."""
    return pictured(message, [None] * len(message.charts))


def apart(message: Message) -> tuple[Message, Message]:
    """Give the message without its charts, and one of its charts alone."""
    drawn = [chart.block for chart in message.charts]
    rest = [block for block in message.blocks if not any(block is one for one in drawn)]
    told = "\n".join(inert.escaped(chart.alt, kit.ALT) for chart in message.charts)
    return Message(message.text, rest), Message(told, drawn, message.charts)


def _weeks(summary: Summary) -> list[tuple[Period, Score | None]]:
    scores = weeks_to_show(summary)
    if not scores:
        return []
    return [*zip(periods.weeks_before(summary.period, len(scores)), scores, strict=True)]


def _number(week: Period) -> int:
    return week.first.isocalendar().week


def _trend_title(say: Voice, summary: Summary) -> str:
    metric, count = naming.metric(summary.metric), len(summary.weeks)
    return say("{metric}, last {count} weeks", metric=metric, count=count)


def _line(say: Voice, summary: Summary, weeks: Sequence[tuple[Period, Score | None]]) -> Line:
    in_points = summary.definition.unit == "points"
    return Line(
        title=_trend_title(say, summary),
        subtitle=say("{values}; the band is the likely range", values=say(_VALUES[summary.metric])),
        axis=_axis(say, weeks),
        unit="" if in_points else " %",
        lowest=-100 if in_points else 0,
        highest=100,
        points=tuple(_point(say, week, score) for week, score in weeks),
    )


def _axis(say: Voice, weeks: Sequence[tuple[Period, Score | None]]) -> str:
    if all(score for _, score in weeks):
        return say("Week, and number of answers")
    return say("Week, and number of answers (–: too few)")


def _x_label(say: Voice, summary: Summary) -> str:
    if leaves_out(summary):
        return say("Week (answers); those with too few left out")
    return say("Week (answers)")


def _point(say: Voice, week: Period, score: Score | None) -> Point:
    label = say("wk {number}", number=_number(week))
    if score is None:
        return Point(label=label, below=_NO_ANSWER)
    low, high = score.interval.low, score.interval.high
    return Point(
        label=label,
        below=say.number(score.n),
        told=headline.value(say, score).removesuffix(" %"),
        value=_whole(score.value),
        low=_whole(low),
        high=_whole(high),
    )


def _line_block(say: Voice, summary: Summary, shown: Sequence[tuple[Period, Score]]) -> Block:
    labels = [
        say("wk {number} ({n})", number=_number(week), n=say.number(score.n))
        for week, score in shown
    ]
    scores = [score for _, score in shown]
    lines = {
        naming.metric(summary.metric): [score.value for score in scores],
        say("Likely from"): [score.interval.low for score in scores],
        say("Likely to"): [score.interval.high for score in scores],
    }
    return kit.chart(
        _trend_title(say, summary),
        kind="line",
        series={
            name: dict(zip(labels, map(_whole, values), strict=True))
            for name, values in lines.items()
        },
        x_label=_x_label(say, summary),
        y_label=say(_VALUES[summary.metric]),
    )


def _bar_block(say: Voice, picture: Bars) -> Block:
    answers = say("Answers")
    return kit.chart(
        picture.title,
        kind="bar",
        series={answers: {bar.label: bar.n for bar in picture.bars}},
        x_label=picture.axis,
        y_label=answers,
    )


def _bars(say: Voice, score: Score) -> tuple[Bar, ...]:
    if score.definition.formula == "net":
        return (
            Bar(label=_detractors(say, score.definition), n=score.unfavourable, mood="bad"),
            Bar(label=say("Passives (7–8)"), n=score.neutral, mood="middle"),
            Bar(label=say("Promoters (9–10)"), n=score.favourable, mood="good"),
        )
    return tuple(
        Bar(label=str(given), n=times, mood=_mood(score, given))
        for given, times in sorted(score.counts.items())
    )


def _detractors(say: Voice, definition: Definition) -> str:
    low, high = min(definition.unfavourable), max(definition.unfavourable)
    return say("Detractors ({low}–{high})", low=low, high=high)


def _mood(score: Score, given: int) -> Mood:
    if given in score.definition.favourable:
        return "good"
    return "middle" if given in score.definition.middle else "bad"


def _scores(say: Voice, score: Score) -> str:
    """Say from what to what the scores go; nothing where the bars are groups of them."""
    definition = score.definition
    if definition.formula == "net":
        return ""
    low, high = definition.low_label[say.language], definition.high_label[say.language]
    return f"{definition.low} {low} \N{EN DASH} {definition.high} {high}"


def _whole(value: float) -> int:
    return int(rounded(value))
