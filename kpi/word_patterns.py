r"""The words by which a remark is recognised, as people write them down.

`slow` is that word, `slow*` all that begins so, `*snel` all that ends so and `*prijs*` all that
holds it. Several words are a phrase; `..` lets up to three others come between. `#` is any number
(`# weken`), `good|nice` either of them, and `not` (in Dutch `niet`) any denial: "never", "isn't",
"without". A line that begins with a minus is an exception: words inside it do not count.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from kpi import tokens
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
_REMEMBERED = 20_000
"""Lines that need not be read again: dictionaries differ in few."""
NUMBER, DENIAL = "#", "¬"
"""Any number, and any denial, among the words of a pattern."""
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


def _parts(line: str, language: str) -> tuple[frozenset[str], ...]:
    head = _HEADS.get(language)
    return tuple(
        piece
        for part in tokens.fold(line).split()
        for piece in ([frozenset({DENIAL})] if part == head else _pieces(part))
    )


def _pieces(part: str) -> list[frozenset[str]]:
    """Give what was written in one go as the words that it would be in a text: `co-op*` is two."""
    if part in {_GAP, NUMBER}:
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
