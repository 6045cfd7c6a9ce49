"""Chance with a fixed share of everything: cards are drawn from a deck, not from the air."""

from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

Card = TypeVar("Card")


class Deck(Generic[Card]):
    """Cards in an order of chance; when all were drawn they are shuffled again.

    So each round holds the same cards, and no seed makes a bad month out of a good team.
    """

    def __init__(self, cards: Sequence[Card], chance: Random) -> None:
        """Take at least one card; one that is in it twice is drawn twice as often."""
        self._cards = tuple(cards)
        self._chance = chance
        self._left: list[Card] = []

    def draw(self) -> Card:
        """Give the next card."""
        if not self._left:
            self._left = self._chance.sample(self._cards, len(self._cards))
        return self._left.pop()
