"""Suggested days off: the countries that matter most, and the two days the Dutch differ about."""

from datetime import date

import pytest

from kpi import holidays
from kpi.errors import WrongSetting
from kpi.holidays import GOOD_FRIDAY, LIBERATION_DAY
from tests.each import each

YEARS = range(2024, 2033)


def dutch(*chosen: str, language: str = "nl") -> dict[date, str]:
    return holidays.suggested("NL", YEARS, dict.fromkeys(chosen, True), language=language)


def test_kings_day_is_on_the_26th_when_the_27th_is_a_sunday() -> None:
    kings = [day for day, name in dutch().items() if name == "Koningsdag"]
    usual = [date(year, 4, 27) for year in YEARS]
    assert kings == [day.replace(day=26) if day.weekday() == 6 else day for day in usual]
    assert date(2025, 4, 26) in kings


def test_good_friday_and_5_may_are_open_until_chosen() -> None:
    usual, both = dutch(), dutch(GOOD_FRIDAY, LIBERATION_DAY)
    assert usual.keys() < both.keys()
    more = [both[day] for day in both if day not in usual]
    assert [name.casefold() for name in more].count("goede vrijdag") == len(YEARS)
    fifth = [both[date(year, 5, 5)] for year in YEARS]
    assert set(fifth) == {"Bevrijdingsdag"}
    assert date(2026, 4, 3) in dutch(GOOD_FRIDAY)
    assert date(2026, 5, 5) not in dutch(GOOD_FRIDAY)


def test_ascension_day_stays_where_it_falls_on_5_may() -> None:
    found = holidays.suggested("NL", [2016], {}, language="en")
    assert "Ascension" in found[date(2016, 5, 5)]


@each(
    ("country", "day"),
    [
        ("BE", date(2026, 7, 21)),
        ("DE", date(2026, 10, 3)),
        ("GB", date(2026, 8, 31)),
        ("US", date(2026, 7, 4)),
    ],
)
def test_other_countries_have_theirs(country: str, day: date) -> None:
    assert day in holidays.suggested(country, [2026], {}, language="nl")
    assert country in holidays.countries()


def test_a_country_nobody_knows_is_refused() -> None:
    with pytest.raises(WrongSetting, match="XX"):
        holidays.suggested("XX", [2026], {}, language="en")


@each(
    ("zone", "country"),
    [
        ("Europe/Amsterdam", "NL"),
        ("Europe/Brussels", "BE"),
        ("America/New_York", "US"),
        ("Asia/Kolkata", "IN"),
        ("UTC", ""),
        ("Mars/Base", ""),
    ],
)
def test_the_country_is_guessed_from_the_zone(zone: str, country: str) -> None:
    assert holidays.country_of(zone) == country
