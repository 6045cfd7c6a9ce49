"""Single days as people write them."""

from datetime import date

import pytest

from kpi.errors import PeriodOutOfRange, UnknownPeriod
from kpi.periods.dates import day
from tests.each import each

TODAY = date(2026, 11, 18)  # a Wednesday

MEANINGS = {
    date(2026, 11, 3): [
        *["3 november", "november 3", "3 nov 2026", "nov 3 2026", "3rd of november", "nov. 3rd"],
        *["november the 3rd", "2026-11-03", "2026/11/3", "2026.11.3", "20261103", "3-nov-2026"],
    ],
    date(2026, 11, 13): ["13-11-2026", "11/13/2026", "13.11.2026", "last friday", "op vrijdag"],
    date(2026, 11, 11): ["last wednesday", "afgelopen woensdag"],
    date(2026, 11, 18): ["today", "on wednesday"],
    date(2026, 11, 16): ["eergisteren", "day before yesterday"],
    date(2025, 12, 3): ["3 december", "december 3"],
    date(2024, 2, 29): ["29 february", "29 feb 2024"],
    date(2025, 10, 10): ["10-10-2025"],
    date(2025, 11, 26): ["nov 26", "26 nov"],
}


def test_days_are_what_people_mean() -> None:
    meant = {text: day(text, TODAY) for texts in MEANINGS.values() for text in texts}
    assert meant == {text: one for one, texts in MEANINGS.items() for text in texts}


@each("text", ["", "november", "week 3", "3", "monday", "vrijdag", "next friday", "2026-11"])
def test_other_words_are_no_day(text: str) -> None:
    assert day(text, TODAY) is None


@each("text", ["31 february", "30 februari 2026", "0 november", "november 31", "31-2-2026"])
def test_days_that_are_not_on_the_calendar(text: str) -> None:
    with pytest.raises(PeriodOutOfRange, match=f"{text} is not on the calendar"):
        day(text, TODAY)


@each("text", ["3-11-2026", "3/11/26", "13-11-26"])
def test_what_may_be_two_days_is_not_guessed(text: str) -> None:
    with pytest.raises(UnknownPeriod, match="2026-10-01"):
        day(text, TODAY)
