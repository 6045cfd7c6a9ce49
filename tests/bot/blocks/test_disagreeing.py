"""Tickets that disagree with the clock, in words that do no harm."""

from dataclasses import replace

from bot.blocks import disagreeing
from bot.blocks.message import Message
from bot.wording import voice
from kpi.metrics import Metric
from tests.bot.blocks.reading import HOSTILE, assert_inert
from tests.bot.blocks.test_against_clock import CASE, found


def test_what_solving_took_and_a_ticket_without_a_name() -> None:
    told = replace(found(clock=Metric.ART), slow_happy=(CASE._replace(subject="", team=""),))
    (drawn,) = disagreeing.parts(voice("en"), told, 2000)
    assert drawn.line.splitlines() == [
        "Slow but happy, the latest",
        "1 of 5 · solved in 4\xa0min · ticket",
    ]
    assert [*disagreeing.parts(voice("en"), told, 200)] == []


def test_words_of_others_are_inert() -> None:
    case = CASE._replace(subject=HOSTILE, team=HOSTILE, url=HOSTILE)
    told = replace(found(), fast_unhappy=(case,))
    say = voice("en")
    (drawn,) = disagreeing.parts(say, told, 2000)
    assert_inert(Message(drawn.line, [*drawn.blocks]))
