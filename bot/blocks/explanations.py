"""Help and refusals of `/kpi`."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from bot.blocks import examples, inert, kit, naming
from bot.blocks.message import Message
from bot.wording import Voice, voice
from kpi import periods
from kpi.errors import KpiError
from kpi.periods import Period

_Section: TypeAlias = tuple[str, Sequence[str]]
"""A title, and examples."""

_ANYWHERE = "UTC"
_LONGEST_VALUE = 300
_COMMAND = re.compile(r" {2}(/(?:kpi|survey)\b.*?)(?=\?$|(?<!\.)\.$| {2}|$)")
"""Two spaces set it apart; what ends the sentence is no part of it, but two dots are."""


def refusal(error: KpiError, *, language: str) -> Message:
    """Say why there is no answer, with an example that can be pasted."""
    say = voice(language)
    text = _with_code(say.explain(error, lambda name, value: _shown(say, name, value)))
    return Message(text, [kit.section(text)])


def help_page(language: str) -> Message:
    """Show what can be asked, with examples that can be pasted."""
    say = voice(language)
    sections = [f"*{title}*\n" + "\n".join(examples) for title, examples in _examples(say)]
    intro = say("Ask in any order, in English or Dutch.")
    text = "\n\n".join([intro, *sections]).replace("*", "").replace("`", "")
    return Message(text, [kit.section(part) for part in [intro, *sections]])


def _with_code(told: str) -> str:
    """Write commands, which two spaces set apart, as Slack writes code."""
    return _COMMAND.sub(r" `\1`", told).replace("  ", " ")


def _shown(say: Voice, name: str, value: object) -> str:
    if isinstance(value, Period):
        return naming.begun(say.period(value))
    if isinstance(value, date):
        return say.period(periods.day_of(value, _ANYWHERE))
    if name == "segment":
        return naming.segment(say, str(value))
    shown = inert.escaped(str(value), _LONGEST_VALUE)
    if name == "example":
        return examples.worded(say, shown)
    return f"*{shown}*" if name == "nearest" and shown else shown


def _examples(say: Voice) -> Iterator[_Section]:
    yield from _questions(say)
    yield from _behind(say)
    yield from _kept(say)


def _questions(say: Voice) -> Iterator[_Section]:
    """Show how numbers are asked for: of which metric, when, split and narrowed how."""
    yield say("Numbers"), ("`/kpi`", "`/kpi csat week`", say("`/kpi nps last quarter`"))
    yield (
        say("Times and solutions"),
        (say("`/kpi frt month by team`"), say("`/kpi art quarter by channel`"), "`/kpi fcr week`"),
    )
    yield (
        say("Periods"),
        (
            say("`today` · `last week` · `2026-W47` · `november` · `2026-Q4` · `30d`"),
            "`2026-10-01..2026-10-15`",
            say("`3 november` · `since 1 october` · `H1 2026` · `half a year` · `week 40 - 45`"),
        ),
    )
    splits = (say("`/kpi csat month by team`"), say("`/kpi ces quarter by channel`"))
    yield say("Split"), splits
    narrow = say('`/kpi csat week team:Network channel:chat account:"Big Company"`')
    yield say("Narrow"), (narrow,)


def _behind(say: Voice) -> Iterator[_Section]:
    """Show what else there is of a number, and what follows from it."""
    behind = (
        say("`/kpi csat month why`"),
        say("`/kpi csat month clock`"),
        say("`/kpi csat month silence`"),
    )
    yield say("Behind a number"), behind
    views = (say("`/kpi csat week comments`"), say("`/kpi csat week trend`"))
    followed = (say("`/kpi cases`"), say("`/kpi actions`"))
    yield say("More"), (*views, say("`/kpi nps definition`"), *followed, "`/kpi help`")


def _kept(say: Voice) -> Iterator[_Section]:
    """Show what can be kept: a question under a name, a target."""
    kept = (
        say('`/kpi save "Monday" csat week by team`'),
        say("`/kpi Monday`"),
        say("`/kpi views`"),
    )
    yield say("Keep a question"), kept
    yield say("Targets"), (say("`/kpi target csat 85 team:Network`"), say("`/kpi targets`"))
