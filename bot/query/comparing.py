"""Something to compare with, or a target: refused in words that offer what comes nearest."""

from collections.abc import Callable, Iterable, Sequence

from bot.query import refusals
from bot.query.reading import Reading, Words
from bot.query.tokens import Token
from bot.query.words import FILLERS, METRICS, TARGET_WORDS
from kpi import periods
from kpi.metrics import Metric
from kpi.query import NotUnderstood


def refused(reading: Reading, at: int, is_read: Callable[[str], bool]) -> NotUnderstood:
    """Refuse to compare, with a question that is left without it.

    Args:
        reading: of what stands before.
        at: where the word stands that compares, or means a target.
        is_read: whether a text is a question.
    """
    before, behind = reading.words[:at], _begun(reading.words[at + 1 :])
    if any(one.word in TARGET_WORDS for one in (reading.words[at], *behind[:1])):
        asked = _text([one for one in (*before, *behind) if one.word not in TARGET_WORDS])
        return refusals.target_beside(asked if is_read(asked) else refusals.EXAMPLE)
    both = _text((*before, *behind))
    pair = [*reading.metrics[-1:], *_metrics(behind)][:2]
    if len(set(pair)) > 1 and _metrics(behind[:1]) and is_read(both):
        return refusals.scales_of_their_own(pair[0], pair[1], both)
    if reading.filters and behind and not _is_period(behind):
        segment = list(reading.filters)[-1]
        kept = (*reading.metrics, *_period(reading))
        return refusals.side_by_side(segment, " ".join((*kept, f"by {segment}")))
    begun = _text(before)
    return refusals.compared_already(begun if is_read(begun) else refusals.EXAMPLE)


def _begun(words: Words) -> Words:
    """Leave out what says nothing before the first word that does."""
    first = next((at for at, one in enumerate(words) if one.word not in FILLERS), len(words))
    return words[first:]


def _metrics(words: Words) -> Sequence[Metric]:
    found = (METRICS.get(one.word, ()) for one in words if one.value is None)
    return [named[0] for named in found if len(named) == 1]


def _is_period(words: Words) -> bool:
    return periods.may_begin(words[0].word)


def _period(reading: Reading) -> Sequence[str]:
    return () if reading.period is None else (reading.period.label,)


def _text(words: Iterable[Token]) -> str:
    return " ".join(one.shown for one in words)
