"""The words that remarks of unhappy customers have and those of happy ones have not.

Each remark counts once for a word, however often it says it. Words are taken by their plain form,
alone and with the next word that says something; a few words too many of rare ones are held back
by a prior (Monroe, Colaresi and Quinn 2008).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple, TypeAlias

from kpi import languages, small_words, tokens
from kpi.intervals import Z

_PRIOR = 10.0
"""Remarks on each side that speak as all remarks do."""
_FEWEST = 2
"""Remarks of unhappy customers with a word, for it to be named."""
_SHORTEST = 2
_OVERLAP = 0.6
"""From this share of remarks in common, a longer and a shorter phrase are one."""
_QUOTES = 2
_GOOD_QUOTE = 80
"""Characters of a remark that says something and is soon read."""

_Words: TypeAlias = tuple[str, ...]


class Remark(NamedTuple):
    """What somebody wrote beside a score."""

    text: str
    language: str
    is_low: bool
    """Whether the score is low; remarks beside middling scores are left out beforehand."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """One word, or two, by which low scores stand out."""

    words: str
    """As most people wrote it, folded as in `kpi.tokens`."""
    low: int
    """Remarks beside low scores that have it."""
    high: int
    """Remarks beside high scores that have it."""
    weight: float
    """Its log-odds of low against high scores, at the low end of their range; above 0."""
    quoted: tuple[int, ...]
    """Two of those remarks at most, as places in what was given."""


def keywords(remarks: Sequence[Remark], *, most: int = 10) -> tuple[Keyword, ...]:
    """Give the words that mark remarks beside low scores, the clearest first."""
    sides = Counter(remark.is_low for remark in remarks)
    found = _places(remarks)
    weighed = sorted(
        ((_weight(_on(remarks, where), sides), words) for words, where in found.items()),
        key=lambda one: (-one[0], one[1]),
    )
    clear = [(weight, words) for weight, words in weighed if weight > 0]
    return tuple(
        _keyword(weight, found[words], remarks) for weight, words in _distinct(clear, found, most)
    )


class _Seen(NamedTuple):
    place: int
    written: str


_Places: TypeAlias = Mapping[_Words, Sequence[_Seen]]


def _places(remarks: Sequence[Remark]) -> _Places:
    """Give where each phrase is, once a remark."""
    found: dict[_Words, list[_Seen]] = defaultdict(list)
    for place, remark in enumerate(remarks):
        for words, written in dict(_phrases(remark)).items():
            found[words].append(_Seen(place, written))
    low = {place for place, remark in enumerate(remarks) if remark.is_low}
    return {
        words: where
        for words, where in found.items()
        if sum(seen.place in low for seen in where) >= _FEWEST
    }


def _phrases(remark: Remark) -> Iterator[tuple[_Words, str]]:
    """Give the plain forms of each word and pair that says something, and how it was written."""
    clauses: list[list[tuple[str, str]]] = [[]]
    for word in tokens.of(remark.text):
        if word == tokens.BREAK:
            clauses.append([])
        elif _says(word, remark.language):
            clauses[-1].append((languages.lemma(word, remark.language), word))
    denials = small_words.denials(remark.language)
    for clause in clauses:
        for plain, word in clause:
            if word not in denials:
                yield (plain,), word
        for (plain, word), (after, next_word) in pairwise(clause):
            yield (plain, after), f"{word} {next_word}"


def _says(word: str, language: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and word not in small_words.stops(language)


def _on(remarks: Sequence[Remark], where: Sequence[_Seen]) -> Counter[bool]:
    return Counter(remarks[seen.place].is_low for seen in where)


def _weight(has: Counter[bool], sides: Counter[bool]) -> float:
    """Give the log-odds of low against high scores, less what chance may have added."""
    usual = _PRIOR * (has.total() + 0.5) / (sides.total() + 1)
    odds, variance = [], 0.0
    for side in (True, False):
        with_it = has[side] + usual
        without = sides[side] + _PRIOR - with_it
        odds.append(log(with_it / without))
        variance += 1 / with_it + 1 / without
    return odds[0] - odds[1] - Z * sqrt(variance)


def _distinct(
    ranked: Sequence[tuple[float, _Words]], found: _Places, most: int
) -> list[tuple[float, _Words]]:
    """Leave out what says again what a clearer word said, of the same remarks."""
    chosen: list[tuple[float, _Words]] = []
    for weight, words in ranked:
        if len(chosen) == most:
            break
        if not any(_same(words, other, found) for _, other in chosen):
            chosen.append((weight, words))
    return chosen


def _same(words: _Words, other: _Words, found: _Places) -> bool:
    if set(words).isdisjoint(other):
        return False
    mine, theirs = ({seen.place for seen in found[one]} for one in (words, other))
    return len(mine & theirs) >= _OVERLAP * min(len(mine), len(theirs))


def _keyword(weight: float, where: Sequence[_Seen], remarks: Sequence[Remark]) -> Keyword:
    on = _on(remarks, where)
    written = Counter(seen.written for seen in where)
    low = [seen.place for seen in where if remarks[seen.place].is_low]
    quoted = sorted(low, key=lambda place: (abs(len(remarks[place].text) - _GOOD_QUOTE), place))
    return Keyword(
        words=min(written, key=lambda one: (-written[one], one)),
        low=on[True],
        high=on[False],
        weight=weight,
        quoted=tuple(quoted[:_QUOTES]),
    )
