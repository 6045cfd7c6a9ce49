"""A typing error: the word that it may be meant for, and whether it may be a name instead."""

from difflib import SequenceMatcher, get_close_matches

from bot.query.tokens import Token
from bot.query.words import FILLERS, METRICS, SEGMENT_WORDS, SUGGESTED, VERSUS
from kpi.periods import WEEKDAYS

_LONGEST = 40
_NEAR, _ANAGRAM = 0.75, 0.6
"""How like two words are of which one is a slip; nsp and nps are less so, but have one spelling."""


def guesses(word: str) -> list[str]:
    """Give the known words that come near, the nearest first."""
    word = word[:_LONGEST]
    if word in WEEKDAYS:
        return [_dated(word)]
    near = [
        known
        for known in get_close_matches(word, (*SUGGESTED, *WEEKDAYS), n=6, cutoff=_ANAGRAM)
        if _likeness(word, known) >= _NEAR or sorted(word) == sorted(known)
    ]
    # Of words equally near a metric is the likelier: "cast" is csat rather than past; then what
    # begins alike: "munday" is monday.
    near.sort(
        key=lambda known: (-_likeness(word, known), known not in METRICS, known[0] != word[0])
    )
    return [one for known in near for one in _meant(known)][:3]


def _meant(known: str) -> list[str]:
    """Give a known word as it can be read; behind "vorige" a day is one by itself."""
    return [_dated(known), known] if known in WEEKDAYS else [known]


def _dated(weekday: str) -> str:
    """Say which day it was: by itself a weekday is what views are called."""
    return f"{'last' if weekday.endswith('day') else 'afgelopen'} {weekday}"


def is_slip(token: Token) -> bool:
    """Tell whether a word is not known, but comes near one that is."""
    return not _is_known(token) and bool(guesses(token.word))


def is_name(token: Token) -> bool:
    """Tell whether a word means nothing here, so that something may be called so."""
    return not (_is_known(token) or token.word[:1].isdigit())


def nearest_segment(word: str) -> str:
    """Give the thing to split by that comes nearest, or nothing."""
    found = get_close_matches(word[:_LONGEST], SEGMENT_WORDS, n=1, cutoff=_NEAR)
    return SEGMENT_WORDS[found[0]] if found else ""


def _is_known(token: Token) -> bool:
    return token.value is not None or token.word in FILLERS | VERSUS or token.word in SUGGESTED


def _likeness(word: str, known: str) -> float:
    return SequenceMatcher(None, known, word).ratio()
