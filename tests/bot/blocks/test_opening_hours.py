"""Opening hours as a list: the same hours told once, whose they are, what is closed."""

from datetime import date, time

import pytest

from bot import wording
from bot.blocks import opening_hours
from kpi.asking_hours import Hours
from kpi.opening_text import WHOLE_DAY
from kpi.store.office_schedules import USUAL, Schedules
from kpi.store.tables import OfficeSchedule
from tests.bot.blocks.reading import pieces

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Monday–Tuesday 09:00-17:00; Friday–Saturday 00:00-24:00; Sunday 13:00-14:00"),
        ("nl", "maandag–dinsdag 09:00-17:00; vrijdag–zaterdag 00:00-24:00; zondag 13:00-14:00"),
    ],
)
def test_neighbouring_days_with_the_same_hours_stand_together(language: str, expected: str) -> None:
    hours = {
        0: USUAL[0],
        1: USUAL[0],
        4: (WHOLE_DAY,),
        5: (WHOLE_DAY,),
        6: (Hours(time(13), time(14)),),
    }
    assert opening_hours.week(wording.voice(language), hours) == expected


def test_what_is_assumed_is_said_to_be() -> None:
    shown = opening_hours.listing(wording.voice("en"), Schedules([], "UTC"), TODAY)
    assert "I assume: Monday–Friday 09:00-17:00" in shown.text


def test_there_is_nobody_else_where_nobody_has_other_hours() -> None:
    say, week = wording.voice("en"), {"0": [["09:00", "17:00"]]}
    one, other = (OfficeSchedule(workspace_id="T", name=name, week=week) for name in ("", "Ops"))
    alone = opening_hours.listing(say, Schedules([one], "UTC"), TODAY)
    assert "*Everybody*: Monday" in alone.text
    beside = opening_hours.listing(say, Schedules([one, other], "UTC"), TODAY)
    assert "*Everybody else*: Monday" in beside.text


def test_each_has_its_people_and_its_days_off() -> None:
    night = OfficeSchedule(
        workspace_id="T",
        name="Night <desk>",
        week={"0": [["22:00", "06:00"]]},
        teams=["Ops"],
        channels=["phone"],
        time_zone="Asia/Kolkata",
        closed=["2026-12-25 Christmas", "2026-01-01"],
    )
    shown = opening_hours.listing(wording.voice("en"), Schedules([night], "UTC"), TODAY, "Saved.")
    assert shown.text.startswith("Saved.")
    assert "*Night &lt;desk&gt;*: Monday 22:00-06:00" in shown.text
    assert "Teams: Ops · channels: phone · Asia/Kolkata · 1\xa0day off to come" in shown.text
    assert "Friday 25 December" in shown.text
    heard = {piece.get("accessibility_label") for piece in pieces(shown.blocks)}
    assert {"Change: Night desk", "Remove: Night desk"} <= heard


def test_days_off_that_run_out_are_asked_for_again() -> None:
    hours = OfficeSchedule(
        workspace_id="T",
        name="",
        week={"0": [["09:00", "17:00"]]},
        closed=["2026-12-25", "2027-12-25"],
        country="NL",
    )
    found = Schedules([hours], "UTC")
    this_year, next_year = (
        opening_hours.listing(wording.voice("nl"), found, TODAY.replace(year=year)).text
        for year in (2026, 2027)
    )
    assert "na 2027 nog geen" not in this_year
    assert "zaterdag 25 december; na 2027 nog geen, dus laat ze opnieuw voorstellen" in next_year
