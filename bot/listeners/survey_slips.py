"""What was probably meant after `/survey` where its words are not known: pure."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

_LONGEST = 40
"""Characters of what was typed that are looked at."""
_NEAR, _NEAR_WHOLE = 0.7, 0.8


def likely(words: str, known: Collection[str]) -> Iterator[str]:
    """Give what comes near what was typed, with what stood behind it; the likeliest first.

    Args:
        words: what was typed, apart by one space.
        known: words and pairs of words that mean something, in small letters.
    """
    folded = words.casefold()[:_LONGEST]
    pairs = [one for one in known if " " in one]
    yield from get_close_matches(folded, pairs, n=1, cutoff=_NEAR_WHOLE)
    first, _, rest = words.partition(" ")
    singles = [one for one in known if one and " " not in one]
    near = get_close_matches(first.casefold()[:_LONGEST], singles, n=3, cutoff=_NEAR)
    # Of words equally near the one with the same letters is the likelier: "hlep" is help.
    near.sort(key=lambda one: sorted(one) != sorted(first.casefold()))
    if first.casefold() not in near:
        yield from (f"{one} {rest}".rstrip() for one in near)
        yield from near
