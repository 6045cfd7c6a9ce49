"""A remark as the words in it, folded so that spelling matters less.

Case, accents and apostrophes are gone ("Didn't" is `didnt`, "café" is `cafe`), digits stand apart
from letters ("2min" is `2` and `min`), and what ends a clause is kept as a word of its own.
"""

import re
import unicodedata

BREAK = "."
"""What stands where a clause ends, whatever it ended with."""

_APOSTROPHES = re.compile("(?<=\\w)['\u2018\u2019\u02bc\u00b4`](?=\\w)")
_WORD = re.compile(r"[^\W\d_]+|\d+|[€£$₹%]|[.!?;:,\n…]")
_BREAKS = frozenset(".!?;:,\n…")
_MANY = re.compile(r"(.)\1{2,}")


def of(text: str) -> tuple[str, ...]:
    """Give the words of a text in their order, with `BREAK` between its clauses."""
    found = _WORD.findall(fold(_APOSTROPHES.sub("", text)))
    return tuple(BREAK if word in _BREAKS else word for word in found)


def fold(text: str) -> str:
    """Give a text without case, accents and the ways in which one letter may be written."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def readings(word: str) -> frozenset[str]:
    """Give what a drawn-out word may be: `slooow` is `sloow` or `slow`; others are themselves."""
    return frozenset({_MANY.sub(r"\1\1", word), _MANY.sub(r"\1", word)})
