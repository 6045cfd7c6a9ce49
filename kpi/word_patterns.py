r"""The words by which a remark is recognised, as people write them down, and where they occur.

`slow` is that word, `slow*` all that begins so, `*snel` all that ends so and `*prijs*` all that
holds it. Several words are a phrase; `..` lets up to three others come between. `#` is any number
(`# weken`), `good|nice` either of them, and `not` (in Dutch `niet`) any denial: "never", "isn't",
"without". A line that begins with a minus is an exception: words inside it do not count.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from kpi import small_words, tokens
from kpi.errors import WrongSetting

LONGEST = 300
"""Characters in a line."""
MOST_WORDS = 8
"""Words in a phrase."""
_GAP = ".."
_GAPS = frozenset({_GAP})
_WIDEST_GAP = 3
_MOST_GAPS = 2
_SHORTEST_STEM = 2
_LONGEST_WORD = 40
"""Letters of a word that are looked at: nobody's remark hangs on the others."""
_REMEMBERED = 20_000
"""Lines that need not be read again: dictionaries differ in few."""
_NUMBER, _DENIAL = "#", "¬"
_HEADS: Mapping[str, str] = {"en": "not", "nl": "niet"}


class Pattern(NamedTuple):
    """One line, read."""

    topic: str
    """What it speaks of."""
    text: str
    """As it was written."""
    words: tuple[frozenset[str], ...]
    """For each place in the phrase, the words that may stand there."""
    gaps: tuple[int, ...]
    """How many others may come before each of the words but the first."""
    is_exception: bool


class Found(NamedTuple):
    """Where a pattern occurs: the places of its words among the words of the text."""

    pattern: Pattern
    first: int
    last: int


@lru_cache(_REMEMBERED)
def read(line: str, language: str, topic: str) -> Pattern:
    """Read one line about a topic. Raises WrongSetting where it is not as above."""
    stripped = line.strip()
    parts = _parts(stripped.removeprefix("-"), language)
    words = tuple(part for part in parts if part != _GAPS)
    _require(stripped, parts, words)
    gaps = tuple(
        _WIDEST_GAP if before == _GAPS else 0 for before, after in pairwise(parts) if after != _GAPS
    )
    return Pattern(topic, stripped, words, gaps, stripped.startswith("-"))


@dataclass(frozen=True, slots=True)
class Index:
    """Patterns made ready to be looked for together, in time that grows with the text only."""

    language: str
    by_first: Mapping[str, Sequence[Pattern]]
    wanted: frozenset[str]
    inner: tuple[str, ...]
    """What words may hold anywhere, such as `*prijs*`."""

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
        kinds = {word: self._kinds(word) for word in dict.fromkeys(words)}
        present = frozenset(chain(*filter(None, kinds.values())))
        begin = {word: self._beginning(here or (), present) for word, here in kinds.items()}
        row = [kinds[word] for word in words]
        for place, word in enumerate(words):
            for pattern in begin[word]:
                last = _end(pattern, row, place) if pattern.gaps else place
                if last is not None:
                    yield Found(pattern, place, last)

    def _beginning(self, kinds: Iterable[str], present: frozenset[str]) -> tuple[Pattern, ...]:
        """Give the patterns that begin with such a word and of which the text has all others."""
        found = (pattern for kind in sorted(kinds) for pattern in self.by_first.get(kind, ()))
        return tuple(
            one
            for one in dict.fromkeys(found)
            if all(not present.isdisjoint(word) for word in one.words[1:])
        )

    def _kinds(self, word: str) -> frozenset[str] | None:
        """Give what a word counts as among what is wanted; None for the end of a clause."""
        if word == tokens.BREAK:
            return None
        whole = word[:_LONGEST_WORD]
        kinds = {kind for form in tokens.readings(whole) for kind in self._of_form(form)}
        if word.isdigit() or word in small_words.numbers(self.language):
            kinds.add(_NUMBER)
        if word in small_words.denials(self.language):
            kinds.add(_DENIAL)
        return self.wanted.intersection(kinds)

    def _of_form(self, word: str) -> Iterator[str]:
        yield word
        for cut in range(len(word) + 1):
            yield word[:cut] + "*"
            yield "*" + word[cut:]
        for inner in self.inner:
            if inner[1:-1] in word:
                yield inner


def _parts(line: str, language: str) -> tuple[frozenset[str], ...]:
    head = _HEADS.get(language)
    return tuple(
        piece
        for part in tokens.fold(line).split()
        for piece in ([frozenset({_DENIAL})] if part == head else _pieces(part))
    )


def _pieces(part: str) -> list[frozenset[str]]:
    """Give what was written in one go as the words that it would be in a text: `co-op*` is two."""
    if part in {_GAP, _NUMBER}:
        return [frozenset({part})]
    if "|" in part:
        return [frozenset(word for one in part.split("|") for word in _words(one))]
    return [frozenset({word}) for word in _words(part)]


def _words(part: str) -> list[str]:
    bare = part.removeprefix("*").removesuffix("*")
    words = [word for word in tokens.of(bare) if word != tokens.BREAK]
    if not words:
        raise WrongSetting("There is no word in {part}.", part=part)
    if part.startswith("*"):
        words[0] = "*" + words[0]
    if part.endswith("*"):
        words[-1] += "*"
    return words


def _require(line: str, parts: Sequence[frozenset[str]], words: Sequence[frozenset[str]]) -> None:
    if not 0 < len(line) <= LONGEST or not 0 < len(words) <= MOST_WORDS:
        raise WrongSetting(
            "A line of words has 1 to {most} words and at most {longest} characters: {line}.",
            most=MOST_WORDS,
            longest=LONGEST,
            line=line[:LONGEST],
        )
    if _GAPS in (parts[0], parts[-1]) or parts.count(_GAPS) > _MOST_GAPS:
        raise WrongSetting(
            "Two dots stand between two words, at most twice in a line: {line}.", line=line
        )
    for word in chain(*words):
        if "*" in word and len(word.strip("*")) < _SHORTEST_STEM:
            raise WrongSetting(
                "{word} is too short for its asterisk, in the line: {line}.", word=word, line=line
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
