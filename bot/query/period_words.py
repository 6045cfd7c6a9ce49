"""Which period begins at a word: of several that do the one of most words."""

from datetime import date

from bot.query.reading import Words
from kpi import periods
from kpi.errors import KpiError, UnknownPeriod
from kpi.periods import Period

_LONGEST = 10
"""Words in "van 1 oktober 2026 tot en met 15 oktober 2026"."""


def found(words: Words, at: int, today: date, zone: str) -> tuple[Period | None, int]:
    """Find the longest period that begins at a word, with its number of words.

    Raises:
        UnknownPeriod, PeriodOutOfRange: one begins here that cannot be meant so.
    """
    if not periods.may_begin(words[at].word):
        return None, 0
    window = [token.word for token in words[at : at + _LONGEST]]
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


def begins(words: Words, at: int, today: date, zone: str) -> bool:
    """Whether one begins at a word."""
    try:
        return found(words, at, today, zone)[0] is not None
    except KpiError:
        return False
