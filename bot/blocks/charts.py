"""Summaries as charts: the line of the last weeks or months, and how the answers are spread.

Nothing is drawn that is not told: weeks of few answers have no value, and what is hidden in words
is hidden here.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import action_lines, bars, figures, inert, kit, lines, naming, scale, steps, unusual
from bot.blocks.lines import Shown
from bot.blocks.message import Block, Chart, Message
from bot.blocks.pictures import Bar, Bars, Mood
from bot.wording import Voice
from kpi.metrics import SERVICE, Definition
from kpi.scores import Score
from kpi.store.tables import Action
from kpi.summary import Summary

MOST = 2
"""Charts in one message."""
LEAST_STEPS = 2

_IN_A_PART = 20
"""Weeks or months in a paragraph, which Slack takes up to 3,000 characters of."""


def trend(
    say: Voice,
    summary: Summary,
    *,
    most: int = lines.MOST_IN_BLOCK,
    live: Sequence[Action] = (),
) -> Chart | None:
    """Draw the last weeks as a line with its likely range; None with fewer than two of them.

    Args:
        say: the reader's voice.
        summary: what is drawn.
        most: how many weeks Slack's own chart may have, at most twenty; a picture has them all.
        live: actions that went live in those weeks, which the picture marks.
    """
    shown = lines.weeks(summary)
    chart = _line(say, summary, shown, most=most)
    return _marked(say, summary, chart, live) if chart and live else chart


def months(say: Voice, summary: Summary) -> Chart | None:
    """Draw the last months in the same way."""
    return _line(say, summary, lines.months(summary), most=lines.MOST_IN_BLOCK)


def distribution(say: Voice, summary: Summary) -> Chart | None:
    """Draw how often each score was given, or each group; None where the text draws none."""
    score = summary.score
    if not isinstance(score, Score) or summary.too_few or summary.hidden:
        return None
    if summary.metric in SERVICE:
        return None
    title = f"{naming.metric(summary.metric)}, {say.period(summary.period)}"
    found = _bars(say, score)
    counts = ", ".join(f"{bar.label}: {bar.n}" for bar in found)
    answers = figures.counted_in(say, score)
    picture = Bars(title=title, subtitle=answers, axis=_scores(say, score), bars=found)
    return Chart(
        block=_bar_block(say, picture),
        picture=picture,
        alt=inert.cut(f"{title}: {counts}", kit.ALT),
        instead=(kit.section(bars.distribution(say, score)),),
    )


def week_lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Give a line for each week that may be shown."""
    return map(naming.begun, _told(say, summary, lines.weeks(summary)))


def leaves_out(summary: Summary) -> bool:
    """Whether one of the weeks has too few answers to be drawn."""
    return not all(week.figure for week in lines.weeks(summary))


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


def _line(say: Voice, summary: Summary, shown: Sequence[Shown], *, most: int) -> Chart | None:
    told = [*_told(say, summary, shown)]
    if summary.hidden or len(told) < LEAST_STEPS:
        return None
    picture = lines.picture(say, summary, shown)
    signals = unusual.lines(say, summary) if picture.centre is not None else ()
    aims = [picture.target_told] if picture.target_told else []
    numbers = "; ".join([*aims, *reversed(told)])
    begun = [naming.begun(line) for line in told]
    parts = [begun[at : at + _IN_A_PART] for at in range(0, len(begun), _IN_A_PART)]
    return Chart(
        block=lines.block(say, summary, shown, most=most),
        picture=picture,
        alt=inert.cut(f"{picture.title}: {' '.join([*signals, numbers])}", kit.ALT),
        instead=tuple(kit.section("\n".join(part)) for part in parts),
    )


def _marked(say: Voice, summary: Summary, chart: Chart, live: Sequence[Action]) -> Chart:
    """Give a chart with its marks; what they are stands first, since what is read out is cut."""
    picture = lines.picture(say, summary, lines.weeks(summary), live)
    told = " ".join(action_lines.marked(say, one) for one in live).replace("*", "")
    alt = inert.cut(f"{html.unescape(told)} {chart.alt}", kit.ALT)
    return replace(chart, picture=picture, alt=alt)


def _told(say: Voice, summary: Summary, shown: Sequence[Shown]) -> Iterator[str]:
    for step, figure, _ in shown:
        if figure is not None:
            told = [figures.brief(say, figure), figures.likely(say, figure)]
            name = steps.named(say, step, summary.period)
            yield f"{name}: {', '.join(filter(None, told))}"


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
        Bar(label=scale.short(say, score.definition, given), n=times, mood=_mood(score, given))
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
    """Say from what to what the scores go; nothing where the bars are groups or words."""
    definition = score.definition
    if definition.formula == "net" or (definition.in_words and not definition.faces):
        return ""
    low, high = definition.low_label[say.language], definition.high_label[say.language]
    return f"{definition.low} {low} \N{EN DASH} {definition.high} {high}"
