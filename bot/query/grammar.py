"""Words in any order become a Query: metrics, a period, a view, a split, filters."""

import re
from datetime import date
from functools import partial
from itertools import takewhile

from bot.query import comparing, meant_metrics, narrowing, own_words, period_words, refusals, slips
from bot.query.reading import SCORES, Reading, Words
from bot.query.refusals import UnknownWord
from bot.query.tokens import Token, tokens
from bot.query.words import (
    ABOUT,
    BY,
    BY_TIME,
    FILLERS,
    LONGEST_METRIC,
    METRIC_PHRASES,
    METRICS,
    ONE_OF,
    SCORE_WORDS,
    SEGMENT_WORDS,
    TARGET_WORDS,
    THEME_WORDS,
    VERSUS,
    VIEWS,
)
from kpi import periods
from kpi.errors import KpiError, UnknownPeriod
from kpi.periods import Period
from kpi.query import NotUnderstood, Query, View

_JOINS = re.compile("[+/&|]")
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
        return _took_split(reading, at)
    if token.word in VERSUS | TARGET_WORDS:
        raise comparing.refused(reading, at, partial(_can_be_read, today=today, zone=zone))
    if length := _took_phrase(reading, at) or _took_pair(reading, at, today, zone):
        return length
    if _took_word(reading, token):
        return 1
    period, length = period_words.found(reading.words, at, today, zone)
    if period is not None:
        reading.take_period(period, reading.words[at : at + length])
        return length
    return _passed_over(reading, at)


def _took_split(reading: Reading, at: int) -> int:
    following = next(iter(reading.words[at + 1 :]), None)
    if following is not None and following.value is not None:
        return 1  # In "by agent:anna" one of them is meant.
    reading.take_split(following)
    return 2


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
    joined = [METRICS.get(part, ()) for part in _JOINS.split(token.word)]
    if all(len(named) == 1 for named in joined):
        reading.take_metrics(tuple(named[0] for named in joined))
        return True
    return False


def _took_pair(reading: Reading, at: int, today: date, zone: str) -> int:
    """Take a word and what stands behind it as if a colon stood between; give how many they are."""
    token, following = reading.words[at], reading.words[at + 1 :]
    if token.word in SCORE_WORDS:
        is_score = bool(following) and SCORES.fullmatch(following[0].shown) is not None
        names = following[
            : int(is_score and not period_words.begins(reading.words, at + 1, today, zone))
        ]
    else:
        names = tuple(takewhile(slips.is_name, following)) if token.word in ONE_OF else ()
    if names:
        reading.take_name(token, names)
        return 1 + len(names)
    return 0


def _passed_over(reading: Reading, at: int) -> int:
    token, following = reading.words[at], reading.words[at + 1 : at + 2]
    if token.word in FILLERS:
        return 1
    if token.word in periods.PERIOD_WORDS and any(map(slips.is_slip, following)):
        return 1  # In "last quater" the other word is what is wrong.
    if token.word in THEME_WORDS:
        raise narrowing.nameless_theme()
    if segment := SEGMENT_WORDS.get(token.word):
        if [SEGMENT_WORDS.get(one.word) for one in following if one.value] == [segment]:
            return 1  # In "team team:West" it is said twice.
        raise _bare(reading, token, segment)
    if token.word in periods.PERIOD_WORDS or token.word[:1].isdigit():
        raise UnknownPeriod
    if token.word in BY_TIME:
        raise refusals.split_by_time(BY_TIME[token.word])
    raise refusals.unknown_word(token.shown, "".join(_guesses(reading, at)[:1]))


def _bare(reading: Reading, token: Token, segment: str) -> NotUnderstood:
    if reading.by:
        return refusals.second_split(token.shown)
    return refusals.bare_segment(token.shown, segment)


def _guesses(reading: Reading, at: int) -> list[str]:
    """Give what an unknown word may mean, the likeliest first."""
    token, before = reading.words[at], reading.words[max(0, at - 1) : at]
    near = slips.guesses(token.word)
    if not near and reading.view is View.COMMENTS and {one.word for one in before} & ABOUT:
        return [f'theme:"{token.shown}"']
    return near


def _this_week(today: date, zone: str) -> Period:
    return periods.week_of(today, zone).through(today)


def _with_own_example(refusal: UnknownWord, words: Words, today: date, zone: str) -> UnknownWord:
    """Choose the guess that makes the person's own question a good one, and offer that question."""
    complaint = partial(_complaint, today=today, zone=zone)
    shown, word = " ".join(one.shown for one in words), refusal.word
    # A question with one slip is told from one with several, which has more ways to be put right.
    guesses = dict.fromkeys((refusal.nearest, *slips.guesses(word), ""))
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
