"""What somebody typed, with only what is wrong in it put right: the example of a refusal."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from bot.query.refusals import shortened
from bot.query.tokens import Token, tokens, unescaped
from bot.query.words import VIEWS
from kpi.errors import KpiError
from kpi.query import NotUnderstood

Complaint: TypeAlias = Callable[[str], KpiError | None]
"""Why a question cannot be read; None where it can."""

MOST_SLIPS = 4
_PLAIN = re.compile(r"[\w.@-]+")


def mended(
    text: str, word: str, guess: str, complaint: Complaint, *, most: int = MOST_SLIPS
) -> str:
    """Put a word right, and what is refused behind it as far as the refusal says how.

    Args:
        text: what was typed, its words apart by one space.
        word: what was not understood, as a refusal repeats it.
        guess: what stands instead; empty leaves the word out.
        complaint: tells whether the outcome can be read.
        most: how many words may be put right.

    Returns:
        A question that can be read, or nothing.
    """
    for _ in range(most):
        text = _replaced(tuple(tokens(text)), word, guess)
        found = complaint(text)
        if found is None:
            return text
        if not isinstance(found, NotUnderstood) or not found.nearest:
            return ""
        word, guess = found.word, found.nearest
    return ""


def with_own_example(refusal: NotUnderstood, text: str, complaint: Complaint) -> NotUnderstood:
    """Give a refusal with what was typed as its example, put right; else with the one it has.

    Args:
        refusal: names what was not understood, and what was probably meant.
        text: what was typed, as Slack sent it.
        complaint: tells whether an example can be read.
    """
    words = tuple(tokens(text))
    for example in _examples(refusal, words):
        if example and complaint(example) is None:
            values = {**refusal.values, "example": example}
            return type(refusal)(refusal.message, **values)
    return refusal


def _examples(refusal: NotUnderstood, words: Sequence[Token]) -> Iterator[str]:
    nearest, segment = refusal.nearest, str(refusal.values.get("segment", ""))
    if nearest and nearest == segment:
        yield _changed(words, refusal.word, f"by {nearest}")
    elif nearest:
        yield _with_value(words, refusal.word, _quoted(nearest))
        yield _changed(words, refusal.word, nearest)
        yield _changed(words, refusal.word, f"by {nearest}")
    elif segment:
        yield _split_instead(words, refusal.word, segment)


def _with_value(words: Sequence[Token], value: str, meant: str) -> str:
    """Put right what stands behind a colon; nothing where no such value is there."""
    if not any(_asks_for(one, value) for one in words):
        return ""
    parts = (f"{_key(one)}:{meant}" if _asks_for(one, value) else _typed(one) for one in words)
    return " ".join(parts)


def _split_instead(words: Sequence[Token], value: str, segment: str) -> str:
    if not any(_asks_for(one, value) for one in words):
        return ""
    kept = (one for one in words if one.value is not None or one.word not in VIEWS)
    return " ".join(f"by {segment}" if _asks_for(one, value) else _typed(one) for one in kept)


def _changed(words: Sequence[Token], word: str, guess: str) -> str:
    is_there = any(word in {shortened(one.shown), one.word} for one in words)
    return _replaced(words, word, guess) if is_there else ""


def _replaced(words: Sequence[Token], word: str, guess: str) -> str:
    return " ".join(filter(None, (_put(one, word, guess) for one in words)))


def _put(one: Token, word: str, guess: str) -> str:
    if one.value is not None:
        key, colon, rest = _typed(one).partition(":")
        return f"{guess}{colon}{rest}" if one.word == word and guess else f"{key}{colon}{rest}"
    return guess if shortened(one.shown) == word else one.shown


def _asks_for(one: Token, value: str) -> bool:
    return one.value is not None and one.value.casefold() == value.casefold()


def _key(one: Token) -> str:
    return one.shown.partition(":")[0]


def _typed(one: Token) -> str:
    """Give a word as it was typed, without what Slack makes of its signs."""
    return unescaped(one.shown)


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else f'"{value}"'
