"""What was probably meant after `/survey` where its words are not known: pure."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from kpi.errors import NotFound

_LONGEST = 40
"""Characters of what was typed that are looked at."""
_NEAR, _NEAR_WHOLE = 0.7, 0.8
_NEAR_NAME = 0.6
"""Names of surveys are few, and only they stand before a person."""


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


def no_survey(name: str, names: Sequence[str], roles: Collection[str]) -> NotFound:
    """Refuse to ask what nobody set up, with what was probably meant.

    Args:
        name: what stood before a person, in small letters.
        names: the surveys that there are.
        roles: words that stand before people, too.
    """
    shown = name[:_LONGEST]
    for near in get_close_matches(shown, [*names, *roles], n=1, cutoff=_NEAR_NAME):
        if near in roles:
            return NotFound(
                "There is no survey {survey} here. Did you mean  /survey {meant} @person?",
                survey=shown,
                meant=near,
            )
        return NotFound(
            "There is no survey {survey} here. Did you mean  /survey {meant} @person about VPN?",
            survey=shown,
            meant=near,
        )
    return NotFound(
        "There is no survey {survey} here. There are {known}.", survey=shown, known=", ".join(names)
    )
