"""What a process remembers of a moment ago: a limited number of things, the latest ones."""

from collections import OrderedDict
from typing import TypeVar

MOST = 2_000
"""Of one kind."""

Key = TypeVar("Key")
Kept = TypeVar("Kept")


def keep(known: OrderedDict[Key, Kept], key: Key, kept: Kept) -> None:
    """Remember something as the latest, and forget the oldest beyond `MOST`."""
    known[key] = kept
    known.move_to_end(key)
    while len(known) > MOST:
        known.popitem(last=False)
