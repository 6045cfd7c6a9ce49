"""The sentence a digest leads with, which a manager can repeat: what moved, or that nothing did."""

from collections.abc import Mapping, Sequence

from bot.blocks import naming
from bot.wording import Voice, sentence
from kpi import notable
from kpi.changes import Verdict
from kpi.metrics import SERVICE
from kpi.periods import Unit
from kpi.summary import Summary

_STEADY: Mapping[Unit, str] = {
    Unit.WEEK: sentence("A steady week: nothing moved by more than chance."),
    Unit.MONTH: sentence("A steady month: nothing moved by more than chance."),
}
_MIXED: Mapping[Unit, str] = {
    Unit.WEEK: sentence("A mixed week: {up} got better, {down} got worse."),
    Unit.MONTH: sentence("A mixed month: {up} got better, {down} got worse."),
}

MOST_PARTS = 3
"""That are named in the sentence; the table in the thread has them all."""


def sentence_of(say: Voice, found: Sequence[Summary]) -> str:
    """Say in one sentence what a manager can repeat: what moved, or that nothing did."""
    up, down = _moved(say, found, Verdict.UP), _moved(say, found, Verdict.DOWN)
    if up and down:
        return say(_MIXED[found[0].period.unit], up=up, down=down)
    if down:
        return say("{metrics} got worse, by more than chance.", metrics=down)
    if up:
        return say("{metrics} got better, by more than chance.", metrics=up)
    return _of_parts(say, found) or _steady(say, found)


def silence(say: Voice, found: Sequence[Summary]) -> str:
    """Say that nobody answered, and whether somebody still may; of tickets that there were none."""
    if all(summary.metric in SERVICE for summary in found):
        return say("no tickets.")
    out = sum(summary.funnel.open for summary in found)
    if out:
        return say.plural(
            "no answers yet; {n} question is out.", "no answers yet; {n} questions are out.", out
        )
    return say("no answers.")


def _of_parts(say: Voice, found: Sequence[Summary]) -> str:
    """Say which parts moved though the whole did not; empty where none did."""
    up, down = _parts(say, found, Verdict.UP), _parts(say, found, Verdict.DOWN)
    if up and down:
        return say(
            "Steady as a whole, but in parts not: {up} got better, {down} got worse.",
            up=up,
            down=down,
        )
    if down:
        return say("Steady as a whole, but {parts} got worse, by more than chance.", parts=down)
    if up:
        return say("Steady as a whole, but {parts} got better, by more than chance.", parts=up)
    return ""


def _steady(say: Voice, found: Sequence[Summary]) -> str:
    if all(one.change.verdict in {Verdict.TOO_FEW, Verdict.NO_DATA} for one in found):
        return say("Too few answers to say whether anything moved.")
    return say(_STEADY[found[0].period.unit])


def _parts(say: Voice, found: Sequence[Summary], course: Verdict) -> str:
    moved = notable.parts(found, course)
    named = [_part(say, one) for one in moved[:MOST_PARTS]]
    left = len(moved) - len(named)
    others = [say.plural("{n} other", "{n} others", left)] if left else []
    return say.several([*named, *others])


def _part(say: Voice, part: Summary) -> str:
    scope = naming.scope(say, {part.segment or "": part.name or ""})
    return say("{metric} of {scope}", metric=naming.metric(part.metric), scope=scope)


def _moved(say: Voice, found: Sequence[Summary], course: Verdict) -> str:
    named = (one for one in notable.named(found) if one.course is course)
    return say.several([naming.metric(one.summary.metric) for one in named])
