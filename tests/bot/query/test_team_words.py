"""Teams are understood without their word, and a slip in their name gets the nearest."""

from datetime import date

import pytest

from bot.query import saved
from bot.query.refusals import UnknownWord
from kpi.query import NotUnderstood, Query

TEAMS = ["Network", "First line", 'Sales & "Care"', "West"]


def read(text: str) -> Query:
    return saved.read(text, [], teams=TEAMS, today=date(2026, 11, 18), zone="Europe/Amsterdam")


def test_a_team_alone_narrows() -> None:
    for text, team, label in (
        ("csat last week network", "Network", "2026-W46"),
        ("first line nps week why", "First line", "2026-W47"),
        ('sales & "care" csat', 'Sales & "Care"', "2026-W47"),
        ("csat of team first line", "first line", "2026-W47"),
        ('csat team sales & "care"', "sales care", "2026-W47"),
        ("csat of team team:West", "West", "2026-W47"),
        ("csat team network last week", "network", "2026-W46"),
        ("comments about network", "Network", "2026-W47"),
    ):
        query = read(text)
        assert (query.filters, query.period.label) == ({"team": team}, label), text


def test_a_slip_in_its_name_gets_the_nearest() -> None:
    with pytest.raises(NotUnderstood, match="Did you mean the team Network") as caught:
        read("csat vorige week netwerk")
    assert caught.value.example == 'csat vorige week team:"Network"'


def test_what_is_no_team_keeps_its_own_refusal() -> None:
    for text, nearest in (("csat hallelujah", ""), ("csta week", "csat"), ("csat wek", "week")):
        with pytest.raises(UnknownWord) as caught:
            read(text)
        assert caught.value.nearest == nearest, text
