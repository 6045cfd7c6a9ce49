"""Refusals repeat the person's own question with only the wrong part put right."""

import pytest

from bot import query as grammar
from kpi.errors import KpiError
from kpi.query import NotUnderstood
from tests.bot.blocks.summaries import TODAY, ZONE

SLIP = 'There is no {segment} "{word}". Did you mean {nearest}?  Try  /kpi {example}'


def own(text: str, word: str, nearest: str, segment: str = "team") -> str:
    refusal = NotUnderstood(SLIP, segment=segment, word=word, nearest=nearest, example="csat week")
    return grammar.in_own_words(refusal, text, today=TODAY, zone=ZONE).example


def test_only_the_name_is_put_right() -> None:
    for text, word, nearest, example in (
        ("csat week team:Netwrok", "Netwrok", "Network", "csat week team:Network"),
        ('Week TEAM: "netwrok" csat', "netwrok", "Network", "Week TEAM:Network csat"),
        (
            "csat team:frst channel:chat",
            "frst",
            "First line",
            'csat team:"First line" channel:chat',
        ),
        ('csat team:A&amp;B account:"R&amp;D"', "A&B", "A&C", 'csat team:"A&C" account:"R&D"'),
        ("csat week comments team:brbl", "brbl", "", "csat week by team"),
        ("csat week team:brbl by channel", "brbl", "", "csat week"),
        ("Monday", "brbl", "Network", "csat week"),
        (f"csat {'of ' * 60} team:Netwrok", "Netwrok", "Network", "csat week"),
    ):
        assert own(text, word, nearest) == example, text


def test_so_is_a_word_of_the_grammar() -> None:
    for text, example in {
        "nps month by taem": "nps month by team",
        "nps maand per chanel": "nps maand per channel",
        "nps month teams": "nps month by team",
        "what do customers say": "csat week by account",
        "csat month teem:Network": "csat month team:Network",
        "csat month comments scoer:1": "csat month comments score:1",
    }.items():
        with pytest.raises(KpiError) as caught:
            grammar.parse(text, today=TODAY, zone=ZONE)
        assert caught.value.values["example"] == example, text
