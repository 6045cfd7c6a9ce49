from collections import Counter
from random import Random

from bot.cli.demo.sample.decks import Deck


def test_every_round_holds_the_same_cards() -> None:
    deck = Deck("aab", Random(1))
    for _ in range(5):
        assert Counter(deck.draw() for _ in range(3)) == {"a": 2, "b": 1}


def test_the_order_comes_from_the_seed() -> None:
    def drawn(seed: int) -> list[int]:
        deck = Deck(range(20), Random(seed))
        return [deck.draw() for _ in range(20)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
