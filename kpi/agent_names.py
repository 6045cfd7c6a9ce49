"""What an agent is called whom the ticket system knows by a mail address."""

import re

_ADDRESS = re.compile(r"(?P<person>[^@\s]+)@[^@\s]+\.[^@\s.]+")
_BETWEEN = re.compile(r"[._-]+")
_DUTCH = ("aan", "bin", "de", "den", "der", "het", "op", "ten", "ter", "van", "von", "zu")
_FURTHER = ("da", "del", "di", "do", "dos", "du", "el", "la", "le")
_PARTICLES = frozenset((*_DUTCH, *_FURTHER))
"""Parts of names that begin small behind a first name, in Dutch and its neighbours."""


def called(filed: str) -> str:
    """Give the name that an address is made of: Anna de Vries for anna.de.vries@acme.example.

    What is no address, or is not made of several words, is called as it is filed: who made one
    word of a name is not known.
    """
    found = _ADDRESS.fullmatch(filed)
    words = _BETWEEN.split(found["person"].partition("+")[0]) if found else []
    if len(words) < 2 or not all(word.isalpha() for word in words):  # noqa: PLR2004 - a name has two
        return filed
    return " ".join(_written(word, first=not at) for at, word in enumerate(words))


def _written(word: str, *, first: bool) -> str:
    if len(word) == 1:
        return f"{word.upper()}."
    is_small = not first and word.casefold() in _PARTICLES
    if is_small or word.isupper():
        word = word.casefold()
    return word if is_small else word[:1].upper() + word[1:]
