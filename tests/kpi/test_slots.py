from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi.errors import WrongSetting
from kpi.slots import (
    LATEST,
    Rhythm,
    Slot,
    caught_up,
    following,
    parse_time,
    passed,
    reported,
    running,
    slot_in,
)
from tests.each import each

AMSTERDAM = "Europe/Amsterdam"
SUNDAY = 6
WEEK = timedelta(days=7)

zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
days = st.dates(date(2011, 1, 10), date(2036, 12, 20))
rhythms = st.builds(
    Rhythm,
    weekday=st.integers(0, 6),
    month_day=st.none(),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    zone=zones,
)


monthly = st.builds(
    Rhythm,
    month_day=st.integers(1, 28),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    zone=zones,
)


def rhythm(weekday: int, at: str, zone: str = AMSTERDAM) -> Rhythm:
    return Rhythm(weekday=weekday, at=parse_time(at), zone=zone)


def local(slot: Slot, zone: str) -> str:
    return slot.at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def test_monday_at_nine_is_nine_on_the_wall_in_winter_and_in_summer() -> None:
    monday = rhythm(0, "09:00")
    assert slot_in(monday, date(2026, 11, 18)) == Slot(
        label="2026-W47", at=datetime(2026, 11, 16, 8, tzinfo=UTC)
    )
    assert slot_in(monday, date(2026, 7, 1)).at == datetime(2026, 6, 29, 7, tzinfo=UTC)


def test_a_time_the_clocks_skip_moves_to_the_next_minute_that_exists() -> None:
    slot = slot_in(rhythm(SUNDAY, "02:30"), date(2026, 3, 29))
    assert local(slot, AMSTERDAM) == "2026-03-29 03:00"


def test_a_skipped_midnight_moves_to_one_o_clock() -> None:
    slot = slot_in(rhythm(SUNDAY, "00:00", "Asia/Beirut"), date(2026, 3, 29))
    assert local(slot, "Asia/Beirut") == "2026-03-29 01:00"


def test_a_skipped_day_moves_to_the_next_and_stays_in_its_week() -> None:
    friday = slot_in(rhythm(4, "09:00", "Pacific/Apia"), date(2011, 12, 30))
    assert local(friday, "Pacific/Apia") == "2011-12-31 00:00"
    assert friday.label == "2011-W52"


def test_an_hour_that_comes_twice_is_one_slot_at_its_first_coming() -> None:
    slots = passed(
        rhythm(SUNDAY, "02:30"),
        after=datetime(2026, 10, 24, tzinfo=UTC),
        until=datetime(2026, 10, 26, tzinfo=UTC),
    )
    assert slots == [Slot(label="2026-W43", at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))]


def test_the_year_with_53_weeks_has_a_slot_in_each() -> None:
    slots = passed(
        rhythm(0, "09:00"),
        after=datetime(2026, 12, 15, tzinfo=UTC),
        until=datetime(2027, 1, 5, tzinfo=UTC),
    )
    assert [slot.label for slot in slots] == ["2026-W52", "2026-W53", "2027-W01"]


def test_nothing_passed_between_a_slot_and_itself() -> None:
    at = datetime(2026, 11, 16, 8, tzinfo=UTC)
    monday = rhythm(0, "09:00")
    assert passed(monday, after=at, until=at + WEEK - timedelta(seconds=1)) == []
    assert [slot.at for slot in passed(monday, after=at - timedelta(seconds=1), until=at)] == [at]


@given(rhythm=rhythms, day=days, weeks=st.integers(0, 60))
@example(rhythm=rhythm(4, "23:59", "Pacific/Apia"), day=date(2011, 12, 26), weeks=2)
@example(rhythm=rhythm(5, "12:00", "Pacific/Kwajalein"), day=date(2020, 8, 17), weeks=1)
def test_every_week_has_exactly_one_slot(rhythm: Rhythm, day: date, weeks: int) -> None:
    first, last = slot_in(rhythm, day), slot_in(rhythm, day + weeks * WEEK)
    slots = passed(rhythm, after=first.at - timedelta(minutes=1), until=last.at)
    mondays = [day - timedelta(days=day.weekday()) + number * WEEK for number in range(weeks + 1)]
    assert [slot.label for slot in slots] == [f"{one:%G}-W{one:%V}" for one in mondays]
    assert sorted(slots, key=lambda slot: slot.at) == slots


@given(rhythm=monthly, day=days, months=st.integers(0, 14))
def test_every_month_has_exactly_one_slot(rhythm: Rhythm, day: date, months: int) -> None:
    last_month = day.year * 12 + day.month - 1 + months
    last = slot_in(rhythm, date(last_month // 12, last_month % 12 + 1, 1))
    slots = passed(rhythm, after=slot_in(rhythm, day).at - timedelta(minutes=1), until=last.at)
    numbers = range(last_month - months, last_month + 1)
    assert [slot.label for slot in slots] == [
        f"{number // 12}-{number % 12 + 1:02}" for number in numbers
    ]
    assert following(rhythm, slots[0].at - timedelta(seconds=1)) == slots[0]


@given(rhythm=rhythms, day=days)
def test_a_slot_shows_its_time_on_the_wall_unless_that_was_skipped(
    rhythm: Rhythm, day: date
) -> None:
    shown = slot_in(rhythm, day).at.astimezone(ZoneInfo(rhythm.zone))
    wanted = datetime.combine(
        day - timedelta(days=day.weekday()) + timedelta(days=rhythm.weekday), rhythm.at
    )
    late = shown.replace(tzinfo=None) - wanted
    assert timedelta() <= late <= timedelta(days=1)
    if late:
        minute_before = (shown - timedelta(minutes=1)).replace(tzinfo=None)
        there = minute_before.replace(tzinfo=shown.tzinfo).astimezone(UTC)
        assert there.astimezone(shown.tzinfo).replace(tzinfo=None) != minute_before


@given(rhythm=rhythms, day=days, cuts=st.lists(st.integers(0, 60 * 24 * 70), max_size=8))
def test_ticking_at_any_moments_finds_each_slot_once(
    rhythm: Rhythm, day: date, cuts: list[int]
) -> None:
    start = datetime.combine(day, time(), tzinfo=UTC)
    moments = [start, *(start + timedelta(minutes=cut) for cut in sorted(cuts))]
    found = [
        slot
        for after, until in pairwise(moments)
        for slot in passed(rhythm, after=after, until=until)
    ]
    assert found == passed(rhythm, after=start, until=moments[-1])


def test_only_the_latest_missed_slot_is_caught_up() -> None:
    slots = passed(
        rhythm(0, "09:00"),
        after=datetime(2026, 11, 1, tzinfo=UTC),
        until=datetime(2026, 11, 16, 20, tzinfo=UTC),
    )
    due, missed = caught_up(slots, datetime(2026, 11, 16, 20, tzinfo=UTC))
    assert due is not None
    assert due.label == "2026-W47"
    assert [slot.label for slot in missed] == ["2026-W45", "2026-W46"]


def test_a_slot_may_be_a_day_late_and_no_later() -> None:
    slot = slot_in(rhythm(0, "09:00"), date(2026, 11, 16))
    assert caught_up([slot], slot.at + LATEST) == (slot, [])
    assert caught_up([slot], slot.at + LATEST + timedelta(seconds=1)) == (None, [slot])
    assert caught_up([], slot.at) == (None, [])


def test_a_month_is_news_for_a_week() -> None:
    third = Rhythm(month_day=3, at=parse_time("09:00"), zone=AMSTERDAM)
    slot = slot_in(third, date(2026, 12, 31))
    assert slot == Slot(label="2026-12", at=datetime(2026, 12, 3, 8, tzinfo=UTC))
    assert caught_up([slot], slot.at + timedelta(days=7), third.latest) == (slot, [])
    assert running(third, slot.at) == "2026-12"


@each(
    ("week", "before"),
    [
        ("2026-12", "2026-11"),
        ("2027-01", "2026-12"),
        ("2026-W47", "2026-W46"),
        ("2027-W01", "2026-W53"),
        ("2026-W01", "2025-W52"),
    ],
)
def test_a_digest_reports_the_week_before_its_slot(week: str, before: str) -> None:
    period = reported(week, AMSTERDAM)
    assert period.label == before
    assert not period.to_date


@each("text", ["", "9", "25:00", "09:60", "nine", "09:00:00", "-1:00"])
def test_what_is_no_time_of_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrongSetting, match="09:00"):
        parse_time(text)
