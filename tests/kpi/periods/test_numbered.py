"""Numbered weeks, months and quarters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import PeriodOutOfRange
from kpi.periods.numbered import day_in_year, latest_day
from kpi.periods.units import Unit, label_of, start_of_next

numbers = st.one_of(
    st.tuples(st.just(Unit.WEEK), st.integers(1, 53)),
    st.tuples(st.just(Unit.MONTH), st.integers(1, 12)),
    st.tuples(st.just(Unit.QUARTER), st.integers(1, 4)),
    st.tuples(st.just(Unit.HALF), st.integers(1, 2)),
)


@pytest.mark.parametrize(
    ("unit", "number", "year", "first"),
    [
        (Unit.WEEK, 1, 2027, date(2027, 1, 4)),
        (Unit.WEEK, 53, 2026, date(2026, 12, 28)),
        (Unit.WEEK, 1, 2025, date(2024, 12, 30)),
        (Unit.MONTH, 2, 2026, date(2026, 2, 1)),
        (Unit.QUARTER, 4, 2026, date(2026, 10, 1)),
        (Unit.HALF, 2, 2026, date(2026, 7, 1)),
    ],
)
def test_the_first_day_of_a_number(unit: Unit, number: int, year: int, first: date) -> None:
    assert day_in_year(unit, number, year) == first


@pytest.mark.parametrize(
    ("unit", "number", "year"),
    [
        (Unit.WEEK, 53, 2025),
        (Unit.WEEK, 0, 2026),
        (Unit.MONTH, 13, 2026),
        (Unit.QUARTER, 5, 2026),
        (Unit.HALF, 3, 2026),
        (Unit.MONTH, 1, 1989),
        (Unit.MONTH, 1, 3000),
    ],
)
def test_numbers_that_do_not_exist(unit: Unit, number: int, year: int) -> None:
    with pytest.raises(PeriodOutOfRange):
        day_in_year(unit, number, year)


def test_a_week_that_this_year_lacks_may_be_one_of_years_ago() -> None:
    assert latest_day(Unit.WEEK, 53, date(2025, 6, 1)) == date(2020, 12, 28)
    with pytest.raises(PeriodOutOfRange, match="no week 54"):
        latest_day(Unit.WEEK, 54, date(2025, 6, 1))


def test_week_one_may_begin_in_december() -> None:
    assert latest_day(Unit.WEEK, 1, date(2024, 12, 31)) == date(2024, 12, 30)


@given(numbers, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_latest_is_the_last_one_that_has_begun(numbered: tuple[Unit, int], today: date) -> None:
    unit, number = numbered
    found = latest_day(unit, number, today)
    assert found <= today
    later = start_of_next(unit, found)
    suffixes = {Unit.WEEK: f"W{number:02}", Unit.MONTH: f"{number:02}", Unit.QUARTER: f"Q{number}"}
    suffixes[Unit.HALF] = f"H{number}"
    assert label_of(unit, found).endswith(suffixes[unit])
    while later <= today:
        assert not label_of(unit, later).endswith("-" + suffixes[unit])
        later = start_of_next(unit, later)
