"""What the remarks of a period speak of: themes with their quotes, and the words of low scores.

Nothing here adds up to a number, since a remark may speak of several themes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpi import keywords, masking, theme_scores
from kpi.keywords import Keyword, Remark
from kpi.metrics import Band, Definition, Metric
from kpi.theme_scores import ThemeScore, Told
from kpi.themes import Dictionary

MOST_QUOTES = 2
"""Of one theme, and of one word."""
MOST_WORDS = 10
_FEWEST_LETTERS = 12
"""Shorter remarks are quoted only where there is nothing better."""
_LONGEST = 300
"""Longer ones, too, since they fill the screen."""


class Written(NamedTuple):
    """A remark as it was written, and the names that it must not tell."""

    score: int
    text: str
    language: str
    themes: Sequence[str]
    names: Sequence[str] = ()
    """Of who wrote it and who helped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was counted and read of one metric, before anything is made of it."""

    definition: Definition
    dictionary: Dictionary
    now: Mapping[str, Told]
    """The period, by a group such as the team."""
    before: Mapping[str, Told]
    """The period before it."""
    fewest: int = 0
    """Where fewer answers could tell who gave them, how many it takes."""
    written: Sequence[Written] = ()
    """Some remarks of the period, the newest first; none where they may not be told."""


class Quote(NamedTuple):
    """A remark that is quoted, without names."""

    score: int
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or two, by which remarks beside low scores stand out, with quotes."""

    keyword: Keyword
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What the remarks of a period speak of."""

    definition: Definition
    dictionary: Dictionary
    remarks: int
    """That were read."""
    themes: tuple[ThemeScore, ...] = ()
    """Those that may be told, in the order in which they matter."""
    quotes: Mapping[str, tuple[Quote, ...]]
    """By theme; at most two of each."""
    words: tuple[Word, ...] = ()

    @property
    def metric(self) -> Metric:
        return self.definition.metric


def spoken(heard: Heard) -> Spoken:
    """Make something of what was heard.

    It takes about a millisecond for each remark, so those who serve others do it in a thread.
    """
    told = _themes(heard)
    shown = [Quote(one.score, masking.masked(one.text, one.names)) for one in heard.written]
    return Spoken(
        definition=heard.definition,
        dictionary=heard.dictionary,
        remarks=sum(one.remarks for one in heard.now.values()) if _may_tell(heard) else 0,
        themes=told,
        quotes={one.theme: _quotes(heard, one, shown) for one in told},
        words=_words(heard, shown),
    )


def _may_tell(heard: Heard) -> bool:
    return _answers(heard.now) >= heard.fewest


def _answers(groups: Mapping[str, Told]) -> int:
    return sum(sum(one.answers.values()) for one in groups.values())


def _themes(heard: Heard) -> tuple[ThemeScore, ...]:
    if not _may_tell(heard):
        return ()
    before = heard.before if _answers(heard.before) >= heard.fewest else {}
    found = theme_scores.of(heard.definition, heard.now, before, fewest=heard.fewest)
    return tuple(one for one in found if _is_many(one, heard.fewest))


def _is_many(one: ThemeScore, fewest: int) -> bool:
    """Whether there are enough who speak of it, and enough others, to tell of nobody."""
    others = one.without_it.n if one.without_it else fewest
    return min(one.n, others) >= fewest


def _quotes(heard: Heard, one: ThemeScore, shown: Sequence[Quote]) -> tuple[Quote, ...]:
    """Choose two remarks on a theme: bad scores first where it costs points, else good ones."""
    mine = [
        quote
        for quote, written in zip(shown, heard.written, strict=True)
        if one.theme in written.themes
    ]
    bad_first = (one.costs or 0.0) >= 0
    sign = 1 if bad_first != heard.definition.low_is_good else -1
    ranked = sorted(mine, key=lambda quote: (_says_little(quote), sign * quote.score))
    return tuple(_different(ranked))[:MOST_QUOTES]


def _says_little(quote: Quote) -> bool:
    letters = sum(one.isalpha() for one in quote.text)
    return letters < _FEWEST_LETTERS or len(quote.text) > _LONGEST


def _different(quotes: Iterable[Quote]) -> Iterator[Quote]:
    seen = set()
    for one in quotes:
        words = " ".join(one.text.casefold().split())
        if words not in seen:
            seen.add(words)
            yield one


def _words(heard: Heard, shown: Sequence[Quote]) -> tuple[Word, ...]:
    """Find the words of low scores, in remarks that have lost their names already."""
    sides = [
        (quote, Remark(quote.text, written.language, is_low=is_low))
        for quote, written in zip(shown, heard.written, strict=True)
        if (is_low := _is_low(heard.definition, quote.score)) is not None
    ]
    found = keywords.keywords([remark for _, remark in sides], most=MOST_WORDS)
    return tuple(
        Word(one, tuple(sides[place][0] for place in one.quoted)[:MOST_QUOTES]) for one in found
    )


def _is_low(definition: Definition, score: int) -> bool | None:
    """Tell low scores from high ones; None for those between."""
    if score in definition.favourable:
        return False
    return True if definition.band(score) is Band.LOW else None
