"""In which language a remark is written, and the plain forms of its words, by simplemma.

Its word lists take a second or two, so nothing is loaded before the first remark, and are looked
up packed: unpacked they are four times as fast, and 85 MB instead of 13.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kpi import small_words, tokens

if TYPE_CHECKING:
    from simplemma import LanguageDetector, Lemmatizer
    from simplemma.strategies import DefaultStrategy

KNOWN = ("en", "nl")
"""Languages that are told apart."""

_ENOUGH = 600
"""Characters that tell a language; the rest of a longer remark does not change it."""
_UNKNOWN = "unk"
_FEWEST = 2
"""Small words that tell a language which is not known otherwise."""
_MANY_WORDS = 20_000


def of(text: str, fallback: str) -> str:
    """Give the language of a text, as two letters.

    Args:
        text: a remark.
        fallback: the language, or locale such as `nl-NL`, of whoever wrote it: for texts of which
            `found` cannot tell it.
    """
    return found(text) or primary(fallback)


def found(text: str) -> str:
    """Give the language of a text by its words; empty where they are of none, or of several.

    One of KNOWN, or another that is told by its small words.
    """
    start = text[:_ENOUGH]
    words = tokens.of(start)
    if foreign := _foreign(words):
        return foreign
    language = _detector().main_language(start)
    return _by_small_words(words) if language == _UNKNOWN else language


def primary(locale: str) -> str:
    """Give the language of a locale: `nl` of `nl-NL` and of `nl_BE`."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()


@lru_cache(_MANY_WORDS)
def lemma(word: str, language: str) -> str:
    """Give the plain form of a word, as a dictionary lists it; others as they are.

    Plain forms may have one themselves, and that the first again (`wachten` is of `wacht`, which
    is of `wachten`), so it goes on to where they come round.
    """
    if language not in KNOWN:
        return word
    seen: list[str] = []
    while word not in seen:
        seen.append(word)
        word = _lemmatizer().lemmatize(word, lang=language).casefold()
    return min(seen[seen.index(word) :])


def _by_small_words(words: Sequence[str]) -> str:
    """Give the language that a text has most stop words of, where that is one."""
    counts = _counts(words)
    most = [one for one in KNOWN if counts[one] == max(counts.values())]
    return most[0] if len(most) == 1 else ""


def _foreign(words: Sequence[str]) -> str:
    """Give the language of a text that has more small words of it than of those that are known."""
    counts = {
        language: len(several.intersection(words))
        for language, several in small_words.foreign().items()
    }
    language = max(counts, key=lambda one: counts[one])
    enough = max(_FEWEST, 1 + max(_counts(words).values()))
    return language if counts[language] >= enough else ""


def _counts(words: Sequence[str]) -> dict[str, int]:
    small = {one: small_words.stops(one) | small_words.denials(one) for one in KNOWN}
    return {one: sum(word in small[one] for word in words) for one in KNOWN}


@cache
def _detector() -> "LanguageDetector":
    from simplemma import LanguageDetector  # noqa: PLC0415 - see the module's docstring

    return LanguageDetector(KNOWN, lemmatization_strategy=_strategy())


@cache
def _lemmatizer() -> "Lemmatizer":
    from simplemma import Lemmatizer  # noqa: PLC0415 - see the module's docstring

    return Lemmatizer(lemmatization_strategy=_strategy())


@cache
def _strategy() -> "DefaultStrategy":
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415 - see the module's docstring

    return DefaultStrategy(low_memory=True)
