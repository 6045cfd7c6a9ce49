"""The words of periods."""

import unicodedata

from kpi.periods import PERIOD_WORDS
from tests.each import each


@each("word", ["week", "maand", "vorig", "vandaag", "mrt", "kwartaal", "days"])
def test_words_of_both_languages_are_known(word: str) -> None:
    assert word in PERIOD_WORDS


def test_words_are_plain() -> None:
    for word in PERIOD_WORDS:
        assert word == unicodedata.normalize("NFKD", word).casefold()
        assert len(word) > 1
