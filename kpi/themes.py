"""What a remark is about: the themes of a workspace, each with the words by which it is known.

A denied word still speaks of its theme: "not slow" is about speed, and "not solved" about
resolution. What a denial turns away from a theme is written as an exception.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi import languages, tokens, word_patterns
from kpi.word_index import Found, Index

OTHER = "other"
"""What a remark is about that speaks of no theme."""
_RULES = 1
"""Goes up when the same words begin to catch other remarks."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that remarks speak of."""

    key: str
    """Never changes."""
    names: Mapping[str, str]
    """What people call it, by language."""
    words: Mapping[str, Sequence[str]]
    """Lines as `kpi.word_patterns` reads them, by language."""

    def name(self, language: str) -> str:
        """Give its name in a language, or else in the first that it has one in."""
        return self.names.get(language) or next(iter(self.names.values()), self.key)


@dataclass(frozen=True, slots=True)
class Tagging:
    """What one remark is about."""

    themes: tuple[str, ...]
    """Keys in the order of the dictionary; `other` alone where it speaks of none of them; empty
    where it says nothing, such as one of emoji only."""
    language: str


@dataclass(frozen=True)
class Dictionary:
    """All themes of a workspace, in the order in which they are shown."""

    themes: tuple[Theme, ...]

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen characters that change with the keys and lines, not with names or order."""
        lines = {
            one.key: {language: sorted(set(several)) for language, several in one.words.items()}
            for one in self.themes
        }
        text = json.dumps([_RULES, lines], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def read(self, text: str, locale: str) -> Tagging:
        """Find out in which language a remark is, and what it is about.

        Args:
            text: a remark.
            locale: of whoever wrote it. Where words do not tell a language, as one word may be of
                several, it is read in this one, or else in one in which it speaks of something.
        """
        if language := languages.found(text):
            return self.tagged(text, language)
        tried = dict.fromkeys((languages.primary(locale), *languages.KNOWN))
        readings = [self.tagged(text, one) for one in tried]
        told = (one for one in readings if not {OTHER}.issuperset(one.themes))
        return next(told, readings[0])

    def tagged(self, text: str, language: str) -> Tagging:
        """Say what a remark is about, by the words of its language."""
        if not any(one.isalnum() for one in text):
            return Tagging((), language)
        caught = self.caught(text, language)
        return Tagging(tuple(caught) or (OTHER,), language)

    def caught(self, text: str, language: str) -> dict[str, tuple[str, ...]]:
        """Give by which of its words a remark speaks of each theme, in the order of the dictionary.

        The words are folded as in `kpi.tokens`.
        """
        index = self._indexes.get(language)
        words = tokens.of(text)
        found = _counting(list(index.occurrences(words))) if index else {}
        return {
            one.key: tuple(dict.fromkeys(" ".join(words[place]) for place in found[one.key]))
            for one in self.themes
            if one.key in found
        }

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        languages = {language for one in self.themes for language in one.words}
        return {language: self._index(language) for language in sorted(languages)}

    def _index(self, language: str) -> Index:
        return Index.of(
            (
                word_patterns.read(line, language, one.key)
                for one in self.themes
                for line in one.words.get(language, ())
            ),
            language,
        )


def _counting(found: Sequence[Found]) -> dict[str, list[slice]]:
    """Give what was found by topic, but for what lies inside exceptions of its topic."""
    covered: dict[str, set[int]] = defaultdict(set)
    for one in found:
        if one.pattern.is_exception:
            covered[one.pattern.topic].update(range(one.first, one.last + 1))
    places: dict[str, list[slice]] = defaultdict(list)
    for one in found:
        inside = covered[one.pattern.topic].issuperset(range(one.first, one.last + 1))
        if not one.pattern.is_exception and not inside:
            places[one.pattern.topic].append(slice(one.first, one.last + 1))
    return places
