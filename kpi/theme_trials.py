"""Other words for a theme, tried on remarks before anything is changed."""

from collections.abc import Sequence
from typing import NamedTuple

from kpi import languages
from kpi.themes import Dictionary, Theme


class Remark(NamedTuple):
    """A remark on which words are tried."""

    text: str
    language: str
    """As it was recognised when it was read; empty where nobody read it yet."""
    fallback: str
    """The language, or locale, of whoever wrote it."""


class Trial(NamedTuple):
    """What words would catch; remarks are named by their places."""

    caught: int
    """Remarks that the new words catch."""
    gained: tuple[int, ...]
    """Those of them that the words of now do not."""
    lost: tuple[int, ...]
    """Those that only the words of now catch."""


def tried(remarks: Sequence[Remark], before: Theme | None, after: Theme) -> Trial:
    """Try words on remarks; it takes up to a millisecond for each, so not where others wait.

    Args:
        remarks: in any order; what is gained and lost keeps it.
        before: the theme as it is; None for a new one.
        after: the same theme as it would be.

    Raises:
        WrongSetting: a line that makes no sense.
    """
    now, then = Dictionary((before,) if before else ()), Dictionary((after,))
    old, new = (
        {place for place, one in enumerate(remarks) if words.caught(one.text, _language(one))}
        for words in (now, then)
    )
    return Trial(len(new), tuple(sorted(new - old)), tuple(sorted(old - new)))


def _language(one: Remark) -> str:
    return one.language or languages.of(one.text, one.fallback)
