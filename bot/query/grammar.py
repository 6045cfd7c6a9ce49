"""Words in any order become a Query: metrics, a period, a view, a split, filters."""

from datetime import date
from functools import partial

from bot.query import meant_metrics, narrowing, own_words, refusals
from bot.query.reading import Reading, Words
from bot.query.refusals import UnknownWord
from bot.query.tokens import Token, tokens
from bot.query.words import (
    BY,
    FILLERS,
    LONGEST_METRIC,
    METRIC_PHRASES,
    METRICS,
    SEGMENT_WORDS,
    THEME_WORDS,
    VERSUS,
    VIEWS,
)
from kpi import periods
from kpi.errors import KpiError, UnknownPeriod
from kpi.periods import Period
from kpi.query import NotUnderstood, Query, View

_LONGEST_PERIOD = 10
"""Words in "van 1 oktober 2026 tot en met 15 oktober 2026"."""
_MOST_WORDS = 40
"""Longer texts get a fixed example, not their own text corrected."""


def parse(text: str, *, today: date, zone: str) -> Query:
    """Read what somebody typed after `/kpi`.

    Args:
        text: as Slack sent it; empty means everything, this week.
        today: the local day it is.
        zone: the IANA zone of the workspace.

    Raises:
        NotUnderstood: naming the word, what was probably meant, and an example to paste.
        UnknownPeriod, PeriodOutOfRange: when a period cannot be meant so.
    """
    words = tuple(tokens(text))
    try:
        return _read(words, today, zone)
    except UnknownWord as refusal:
        raise _with_own_example(refusal, words, today, zone) from None
    except NotUnderstood as refusal:
        raise in_own_words(refusal, text, today=today, zone=zone) from None


def in_own_words(refusal: NotUnderstood, text: str, *, today: date, zone: str) -> NotUnderstood:
    """Give a refusal of what was typed with that as its example, put right where that is known."""
    if len(tuple(tokens(text))) > _MOST_WORDS:
        return refusal
    return own_words.with_own_example(refusal, text, partial(_complaint, today=today, zone=zone))


def filters(text: str) -> dict[str, str]:
    """Read filters alone, such as `team:Network account:"Big Co"`. Raises NotUnderstood."""
    reading = Reading(tuple(tokens(text)))
    for token in reading.words:
        if token.value is None:
            raise refusals.not_a_filter(token.shown)
        reading.take_filter(token)
    return reading.filters


def _read(words: Words, today: date, zone: str) -> Query:
    reading = Reading(words)
    if words and VIEWS.get(words[0].word) is View.HELP:
        reading, words = Reading(words, view=View.HELP), ()
    at = 0
    while at < len(words):
        at += _step(reading, at, today, zone)
    return Query(
        metrics=meant_metrics.of(reading.metrics, view=reading.view, segments=reading.narrowed_by),
        period=reading.period or _this_week(today, zone),
        by=reading.by,
        filters=reading.filters,
        view=reading.view or View.SUMMARY,
        survey=reading.survey,
        theme=reading.theme,
        scores=reading.scores,
        skipped=reading.skipped if reading.view is View.COMMENTS else 0,
    )


def _step(reading: Reading, at: int, today: date, zone: str) -> int:
    """Take what begins here; give the number of words it was made of."""
    token = reading.words[at]
    if token.value is not None:
        reading.take_value(token)
        return 1
    if token.word in BY:
        reading.take_split(reading.words[at + 1] if at + 1 < len(reading.words) else None)
        return 2
    if token.word in VERSUS:
        raise _compared(reading, at, today, zone)
    if length := _took_phrase(reading, at):
        return length
    if _took_word(reading, token):
        return 1
    period, length = _period_at(reading.words, at, today, zone)
    if period is not None:
        reading.take_period(period, reading.words[at : at + length])
        return length
    return _passed_over(reading, at)


def _compared(reading: Reading, at: int, today: date, zone: str) -> NotUnderstood:
    """Refuse to compare, with the question that is left without it."""
    before, behind = reading.words[:at], reading.words[at + 1 :]
    other = METRICS.get(behind[0].word, ()) if behind else ()
    both = " ".join(one.shown for one in (*before, *behind))
    if reading.metrics and len(other) == 1 and _can_be_read(both, today, zone):
        return refusals.scales_of_their_own(reading.metrics[-1], other[0], both)
    begun = " ".join(one.shown for one in before)
    is_question = _can_be_read(begun, today, zone)
    return refusals.compared_already(begun if is_question else refusals.EXAMPLE)


def _took_phrase(reading: Reading, at: int) -> int:
    """Take a metric of several words; give how many, 0 when none begins here."""
    window = reading.words[at : at + LONGEST_METRIC]
    for length in range(len(window), 1, -1):
        found = METRIC_PHRASES.get(tuple(token.word for token in window[:length]))
        if found and all(token.value is None for token in window[:length]):
            reading.take_metrics((found,))
            return length
    return 0


def _took_word(reading: Reading, token: Token) -> bool:
    if named := METRICS.get(token.word):
        reading.take_metrics(named)
        return True
    if view := VIEWS.get(token.word):
        reading.take_view(view, token)
        return True
    return False


def _period_at(words: Words, at: int, today: date, zone: str) -> tuple[Period | None, int]:
    """Find the longest period that begins here, with its number of words."""
    if not periods.may_begin(words[at].word):
        return None, 0
    window = [token.word for token in words[at : at + _LONGEST_PERIOD]]
    for length in range(len(window), 0, -1):
        if any(token.value is not None for token in words[at : at + length]):
            continue
        try:
            period = periods.parse(" ".join(window[:length]), today=today, zone=zone)
        except UnknownPeriod:
            # Words behind a good period can make it look like half a range.
            if length == 1:
                raise
            continue
        if period is not None:
            return period, length
    return None, 0


def _passed_over(reading: Reading, at: int) -> int:
    token, following = reading.words[at], reading.words[at + 1 : at + 2]
    if token.word in FILLERS:
        return 1
    if token.word in periods.PERIOD_WORDS and any(map(refusals.is_slip, following)):
        return 1  # In "last quater" the other word is what is wrong.
    if token.word in THEME_WORDS:
        raise narrowing.nameless_theme()
    if segment := SEGMENT_WORDS.get(token.word):
        if reading.by:
            raise refusals.second_split(token.shown)
        raise refusals.bare_segment(token.shown, segment)
    if token.word in periods.PERIOD_WORDS or token.word[:1].isdigit():
        raise UnknownPeriod
    raise refusals.unknown_word(token.shown, "".join(refusals.guesses(token.word)[:1]))


def _this_week(today: date, zone: str) -> Period:
    return periods.week_of(today, zone).through(today)


def _with_own_example(refusal: UnknownWord, words: Words, today: date, zone: str) -> UnknownWord:
    """Choose the guess that makes the person's own question a good one, and offer that question."""
    complaint = partial(_complaint, today=today, zone=zone)
    shown, word = " ".join(one.shown for one in words), refusal.word
    # A question with one slip is told from one with several, which has more ways to be put right.
    guesses = dict.fromkeys((refusal.nearest, *refusals.guesses(word), ""))
    for most in (1, own_words.MOST_SLIPS):
        for guess in guesses:
            example = own_words.mended(shown, word, guess, complaint, most=most)
            if example:
                return refusals.unknown_word(word, guess, example)
    return refusal


def _can_be_read(example: str, today: date, zone: str) -> bool:
    return _complaint(example, today=today, zone=zone) is None


def _complaint(example: str, *, today: date, zone: str) -> KpiError | None:
    """Say why an example cannot be read; None where it can."""
    words = tuple(tokens(example))
    if not 0 < len(words) <= _MOST_WORDS:
        return KpiError()
    try:
        _read(words, today, zone)
    except KpiError as error:
        return error
    return None
