"""Examples in the reader's words are read as the same question."""

from datetime import date

from bot import query as grammar
from bot.blocks import examples
from bot.query import orders
from bot.query.words import BY, SEGMENT_WORDS, VIEWS
from bot.wording import voice
from kpi import periods

TODAY, ZONE = date(2026, 11, 18), "Europe/Amsterdam"


def test_an_example_speaks_the_language_of_its_reader() -> None:
    english = 'csat week account:"Why & by" channel:clock by team why'
    dutch = 'csat week klant:"Why & by" kanaal:clock per team waarom'
    assert examples.worded(voice("nl"), english) == dutch
    assert examples.worded(voice("en"), english) == english
    read = [grammar.parse(one, today=TODAY, zone=ZONE) for one in (english, dutch)]
    assert read[0] == read[1]


def test_every_word_is_read_as_what_it_was() -> None:
    for word in examples.WORDS:
        assert _meaning(word) is not None, word
        dutch = examples.worded(voice("nl"), word)
        assert _meaning(dutch) == _meaning(word), word


def _meaning(word: str) -> object:
    if word in BY:
        return BY
    known = SEGMENT_WORDS.get(word) or VIEWS.get(word) or orders.WORDS.get(word)
    return known or periods.parse(word, today=TODAY, zone=ZONE)
