"""Periods: their moments in every zone, and what they are compared with."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import periods
from kpi.errors import WrongSetting
from kpi.periods import Period, Unit
from kpi.periods.period import between, days_until, unit_so_far, whole_unit
from tests.each import each

AMSTERDAM = "Europe/Amsterdam"
# Zones whose clocks skip midnight, repeat it, stand still, or are off by odd minutes.
ZONES = [
    AMSTERDAM,
    "UTC",
    "America/Havana",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
]
CALENDAR = [Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR]
days = st.dates(date(2000, 1, 1), date(2035, 12, 31))


@each(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 18), 24)],
)
def test_days_last_as_long_as_the_clock_makes_them(day: date, hours: int) -> None:
    period = periods.day_of(day, AMSTERDAM)
    assert period.end - period.start == timedelta(hours=hours)


def test_a_period_begins_at_local_midnight() -> None:
    week = periods.week_of(date(2026, 11, 18), AMSTERDAM)
    assert week.start == datetime(2026, 11, 15, 23, tzinfo=UTC)
    assert week.end == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert (week.start.tzinfo, week.days, week.to_date) == (UTC, 7, False)


@given(days, st.sampled_from(ZONES))
def test_a_day_begins_at_the_first_moment_that_has_its_date(day: date, zone: str) -> None:
    start = periods.midnight(day, zone)
    assert periods.local_day(start, zone) == day
    assert periods.local_day(start - timedelta(microseconds=1), zone) == day - timedelta(days=1)


@given(st.datetimes(datetime(2000, 1, 2), datetime(2035, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001  # made aware below, in UTC
def test_every_moment_lies_in_its_own_day(naive: datetime, zone: str) -> None:
    moment = naive.replace(tzinfo=UTC)
    period = periods.day_of(periods.today(moment, zone), zone)
    assert period.start <= moment < period.end


def test_a_moment_without_its_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        periods.local_day(datetime(2026, 11, 18), AMSTERDAM)  # noqa: DTZ001  # the naive value is the point


@each("zone", ["Europe/Amsterdm", "", "../../etc/passwd", "Europe"])
def test_what_is_no_zone_is_named(zone: str) -> None:
    with pytest.raises(WrongSetting, match="is not a time zone"):
        periods.midnight(date(2026, 11, 18), zone)


@given(days, st.sampled_from(CALENDAR))
def test_a_whole_unit_is_compared_with_the_whole_unit_before_it(day: date, unit: Unit) -> None:
    period = whole_unit(unit, day, AMSTERDAM)
    previous = period.previous()
    assert previous.until == period.first
    assert previous == whole_unit(unit, previous.first, AMSTERDAM)


@given(days, st.sampled_from(CALENDAR))
def test_a_running_unit_is_compared_with_as_many_days_of_the_one_before(
    day: date, unit: Unit
) -> None:
    period = unit_so_far(unit, day, today=day, zone=AMSTERDAM)
    previous = period.previous()
    assert period.until == day + timedelta(days=1)
    assert previous.full_until == period.first
    if period.to_date:
        whole = (previous.full_until - previous.first).days
        assert previous.days == min(period.days, whole)


def test_the_thirtieth_of_march_has_no_peer_in_february() -> None:
    march = unit_so_far(Unit.MONTH, date(2026, 3, 1), today=date(2026, 3, 30), zone=AMSTERDAM)
    assert march.to_date
    assert march.previous() == whole_unit(Unit.MONTH, date(2026, 2, 1), AMSTERDAM)


def test_on_sunday_the_week_is_whole() -> None:
    week = unit_so_far(Unit.WEEK, date(2026, 11, 22), today=date(2026, 11, 22), zone=AMSTERDAM)
    assert not week.to_date
    assert week == periods.week_of(date(2026, 11, 18), AMSTERDAM)


@given(days, st.integers(1, 400))
def test_rolling_days_are_compared_with_as_many_days_before_them(today: date, count: int) -> None:
    period = days_until(today, count, AMSTERDAM)
    previous = period.previous()
    assert (period.days, previous.days) == (count, count)
    assert previous.until == period.first
    assert period.until == today + timedelta(days=1)


def test_a_range_is_compared_with_as_many_days_before_it() -> None:
    previous = between(date(2026, 10, 1), date(2026, 10, 15), AMSTERDAM).previous()
    assert previous.label == "2026-09-16..2026-09-30"


def test_the_thirteen_weeks_that_lead_up_to_a_running_week() -> None:
    running = unit_so_far(Unit.WEEK, date(2026, 11, 18), today=date(2026, 11, 18), zone=AMSTERDAM)
    weeks = periods.weeks_before(running)
    assert [week.label for week in weeks] == [f"2026-W{number}" for number in range(35, 48)]
    assert weeks[-1] == running


@given(days, st.integers(1, 60))
def test_weeks_lead_up_without_a_gap_to_the_last_day_of_any_period(day: date, count: int) -> None:
    period = periods.day_of(day, AMSTERDAM)
    weeks = periods.weeks_before(period, count)
    assert len(weeks) == count
    assert weeks[-1].until == period.until
    assert all(one.until == later.first for one, later in pairwise(weeks))


def test_last_week_is_the_week_that_ended() -> None:
    for day in (date(2027, 1, 4), date(2027, 1, 10)):
        assert periods.last_week(day, AMSTERDAM).label == "2026-W53"


def test_today_depends_on_the_zone() -> None:
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert periods.today(late, AMSTERDAM) == date(2026, 11, 19)
    assert periods.today(late, "America/New_York") == date(2026, 11, 18)
    assert periods.local_day(late.astimezone(ZoneInfo("Asia/Tokyo")), "UTC") == date(2026, 11, 18)


def test_equal_periods_are_equal() -> None:
    one: Period = periods.week_of(date(2026, 11, 18), AMSTERDAM)
    assert {one, periods.week_of(date(2026, 11, 16), AMSTERDAM)} == {one}


def test_months_lead_up_to_a_month() -> None:
    months = periods.months_before(periods.month_of(date(2026, 2, 10), AMSTERDAM), 4)
    assert [one.label for one in months] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert periods.months_before(months[-1], 0) == ()
