"""Where patterns of words occur in a text, looked for together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from kpi import small_words, tokens
from kpi.word_patterns import DENIAL, NUMBER, Pattern

_LONGEST_WORD = 40
"""Letters of a word that are looked at: nobody's remark hangs on the others."""
_MOST_MET = 20_000
"""Words of texts that an index remembers."""


class Found(NamedTuple):
    """Where a pattern occurs: the places of its words among the words of the text."""

    pattern: Pattern
    first: int
    last: int


class _Word(NamedTuple):
    """What a word of a text is to an index."""

    kinds: frozenset[str] | None
    """What it counts as among what is wanted; None for the end of a clause."""
    begun: tuple[Pattern, ...]
    """The patterns that begin with such a word."""


@dataclass(frozen=True, slots=True)
class Index:
    """Patterns made ready to be looked for together, in time that grows with the text only."""

    language: str
    by_first: Mapping[str, Sequence[Pattern]]
    wanted: frozenset[str]
    inner: tuple[str, ...]
    """What words may hold anywhere, such as `*prijs*`."""
    met: dict[str, _Word] = field(default_factory=dict, compare=False, repr=False)
    """Words of texts before, since most words come again; at most _MOST_MET."""

    @classmethod
    def of(cls, patterns: Iterable[Pattern], language: str) -> "Index":
        """Make patterns of one language ready."""
        by_first: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            for word in pattern.words[0]:
                by_first[word].append(pattern)
        wanted = frozenset(
            word for several in by_first.values() for one in several for word in chain(*one.words)
        )
        inner = tuple(sorted(word for word in wanted if len(word) > 1 and _is_inner(word)))
        return cls(language, by_first, wanted, inner)

    def occurrences(self, words: Sequence[str]) -> Iterator[Found]:
        """Give each occurrence of each pattern among the words of a text, from left to right."""
        met = {word: self._meet(word) for word in dict.fromkeys(words)}
        present = frozenset(chain(*(one.kinds for one in met.values() if one.kinds)))
        begin = {word: _complete(one.begun, present) for word, one in met.items()}
        row = [met[word].kinds for word in words]
        for place, word in enumerate(words):
            for pattern in begin[word]:
                last = _end(pattern, row, place) if pattern.gaps else place
                if last is not None:
                    yield Found(pattern, place, last)

    def _meet(self, word: str) -> _Word:
        known = self.met.get(word)
        if known is None:
            if len(self.met) >= _MOST_MET:
                self.met.clear()
            kinds = self._kinds(word)
            known = self.met[word] = _Word(kinds, self._begun(kinds or ()))
        return known

    def _begun(self, kinds: Iterable[str]) -> tuple[Pattern, ...]:
        """Give the patterns that begin with such a word."""
        found = (pattern for kind in sorted(kinds) for pattern in self.by_first.get(kind, ()))
        return tuple(dict.fromkeys(found))

    def _kinds(self, word: str) -> frozenset[str] | None:
        """Give what a word counts as among what is wanted; None for the end of a clause."""
        if word == tokens.BREAK:
            return None
        whole = word[:_LONGEST_WORD]
        kinds = {kind for form in tokens.readings(whole) for kind in self._of_form(form)}
        if word.isdigit() or word in small_words.numbers(self.language):
            kinds.add(NUMBER)
        if word in small_words.denials(self.language):
            kinds.add(DENIAL)
        return self.wanted.intersection(kinds)

    def _of_form(self, word: str) -> Iterator[str]:
        yield word
        for cut in range(len(word) + 1):
            yield word[:cut] + "*"
            yield "*" + word[cut:]
        for inner in self.inner:
            if inner[1:-1] in word:
                yield inner


def _complete(begun: Sequence[Pattern], present: frozenset[str]) -> tuple[Pattern, ...]:
    """Give the patterns of which the text has all other words too."""
    return tuple(
        one for one in begun if all(not present.isdisjoint(word) for word in one.words[1:])
    )


def _is_inner(word: str) -> bool:
    return word.startswith("*") and word.endswith("*")


def _end(pattern: Pattern, kinds: Sequence[frozenset[str] | None], place: int) -> int | None:
    """Give the place of a pattern's last word where its first stands here, or None."""
    ends = {place}
    for word, gap in zip(pattern.words[1:], pattern.gaps, strict=True):
        ends = {after for end in ends for after in _next(word, kinds, end + 1, gap)}
    return min(ends, default=None)


def _next(
    word: frozenset[str], kinds: Sequence[frozenset[str] | None], start: int, gap: int
) -> Iterator[int]:
    """Give where a word follows, with at most so many others before it and no end of a clause."""
    for place in range(start, min(start + gap + 1, len(kinds))):
        here = kinds[place]
        if here is None:
            return
        if not word.isdisjoint(here):
            yield place
