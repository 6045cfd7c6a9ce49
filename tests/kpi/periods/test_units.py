"""Calendar units day by day against the standard library's calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.periods.units import Unit, label_of, start_of, start_of_next, weeks_in

CALENDAR = [Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR]
days = st.dates(date(1990, 1, 1), date(2999, 12, 31))


def test_weeks_agree_with_the_iso_calendar_on_every_day_of_five_years() -> None:
    day = date(2024, 1, 1)
    while day.year < 2029:
        year, week, _ = day.isocalendar()
        assert label_of(Unit.WEEK, day) == f"{year}-W{week:02}"
        assert start_of(Unit.WEEK, day) == date.fromisocalendar(year, week, 1)
        day += timedelta(days=1)


def test_the_year_of_53_weeks() -> None:
    assert [weeks_in(year) for year in (2024, 2025, 2026, 2027)] == [52, 52, 53, 52]
    assert label_of(Unit.WEEK, date(2027, 1, 3)) == "2026-W53"
    assert label_of(Unit.WEEK, date(2027, 1, 4)) == "2027-W01"


@pytest.mark.parametrize(
    ("unit", "first", "until", "label"),
    [
        (Unit.DAY, date(2026, 11, 18), date(2026, 11, 19), "2026-11-18"),
        (Unit.WEEK, date(2026, 11, 16), date(2026, 11, 23), "2026-W47"),
        (Unit.MONTH, date(2026, 11, 1), date(2026, 12, 1), "2026-11"),
        (Unit.QUARTER, date(2026, 10, 1), date(2027, 1, 1), "2026-Q4"),
        (Unit.HALF, date(2026, 7, 1), date(2027, 1, 1), "2026-H2"),
        (Unit.YEAR, date(2026, 1, 1), date(2027, 1, 1), "2026"),
    ],
)
def test_the_units_of_one_day(unit: Unit, first: date, until: date, label: str) -> None:
    day = date(2026, 11, 18)
    assert (start_of(unit, day), start_of_next(unit, day)) == (first, until)
    assert label_of(unit, day) == label


@given(days, st.sampled_from(CALENDAR))
def test_units_follow_each_other_without_a_gap(day: date, unit: Unit) -> None:
    first, until = start_of(unit, day), start_of_next(unit, day)
    assert first <= day < until
    assert start_of(unit, until) == until
    assert start_of_next(unit, first - timedelta(days=1)) == first
    assert (
        label_of(unit, first) == label_of(unit, until - timedelta(days=1)) != label_of(unit, until)
    )
