"""Which remarks a digest quotes: two bad and two good ones, and another that says something."""

from collections.abc import Iterator, Sequence

from kpi.metrics import Band
from kpi.store.comments import Said

MOST = 5
_EACH = 2
"""Bad ones and good ones, before anything else."""
_FEWEST_LETTERS = 12
"""Shorter remarks, such as "top" or "n/a", are quoted only where there is nothing better."""
_LONGEST = 300
"""Longer ones would fill the screen."""
_ORDER = (Band.LOW, Band.MIDDLE, Band.HIGH)


def picked(said: Sequence[Said], most: int = MOST) -> list[Said]:
    """Choose the remarks to quote, the lowest scores first, each text once.

    Args:
        said: the remarks of a period, the newest first.
        most: how many are chosen at most.
    """
    ranked = sorted(_different(said), key=_rank)
    chosen = [*_of(ranked, Band.LOW)[:_EACH], *_of(ranked, Band.HIGH)[:_EACH]][:most]
    rest = [one for one in ranked if one not in chosen]
    rest.sort(key=lambda one: (_says_little(one), _ORDER.index(_band(one))))
    return sorted([*chosen, *rest[: most - len(chosen)]], key=lambda one: _ORDER.index(_band(one)))


def _different(said: Sequence[Said]) -> Iterator[Said]:
    seen = {""}  # Whoever only ticked reasons wrote nothing to quote.
    for one in said:
        words = " ".join(one.comment.casefold().split())
        if words not in seen:
            seen.add(words)
            yield one


def _rank(said: Said) -> tuple[bool, int]:
    """Put the shortest first, and what says little or takes long to read last."""
    return _says_little(said), len(said.comment)


def _says_little(said: Said) -> bool:
    letters = sum(one.isalpha() for one in said.comment)
    return letters < _FEWEST_LETTERS or len(said.comment) > _LONGEST


def _of(said: Sequence[Said], band: Band) -> list[Said]:
    return [one for one in said if _band(one) is band]


def _band(said: Said) -> Band:
    """Say whether a remark came with a bad score, a good one, or one between."""
    asked = said.definition
    return Band.HIGH if said.score in asked.favourable else asked.band(said.score)
