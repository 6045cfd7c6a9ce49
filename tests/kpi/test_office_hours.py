"""Office hours against a scan of the clock: zones, turned clocks, days off, years."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.asking_hours import Hours
from kpi.office_hours import ALWAYS, OfficeHours
from tests.each import each

AMSTERDAM = "Europe/Amsterdam"
ZONES = [
    AMSTERDAM, "UTC", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns",
    "Africa/Casablanca", "Pacific/Apia", "America/Sao_Paulo",
]  # fmt: skip
TURNS = [
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2011, 12, 30, 10, tzinfo=UTC),
    datetime(2018, 11, 4, 3, tzinfo=UTC),
    datetime(2027, 1, 1, tzinfo=UTC),
]
"""Moments at or near which clocks were or are turned somewhere, and a new year."""
MINUTE = timedelta(minutes=1)
STEP = 5 * MINUTE
"""What hours, moments and scans are drawn in; seconds have a test of their own."""
NINE_TO_FIVE = (Hours(time(9), time(17)),)
WORKING_WEEK = dict.fromkeys(range(5), NINE_TO_FIVE)

TURNED = OfficeHours({6: (Hours(time(1, 59, 7), time(3, 0, 11)),)}, frozenset(), AMSTERDAM)
"""Open around the hour that is left out, or comes twice, on Sundays."""
DESK = OfficeHours(
    dict.fromkeys(
        range(5),
        (Hours(time(8, 30, 7), time(12, 29, 53)), Hours(time(13, 0, 1), time(17, 0, 13))),
    ),
    frozenset({date(2026, 11, 20)}),
    AMSTERDAM,
)
"""A working week with a break, and a Friday off."""
NIGHTS = OfficeHours(
    dict.fromkeys(range(7), (Hours(time(21, 0, 3), time(6, 0, 5)),)),
    frozenset({date(2026, 4, 6)}),
    "Australia/Lord_Howe",
)
"""Nights that run into the next day, one day off, and clocks turned by half an hour."""

minutes = st.integers(0, 24 * 12 - 1).map(lambda one: time(*divmod(5 * one, 60)))
weeks = st.dictionaries(
    st.integers(0, 6), st.lists(st.builds(Hours, minutes, minutes), max_size=3).map(tuple)
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[OfficeHours, datetime, datetime]:
    """Draw hours and two moments near a moment at which clocks are turned somewhere."""
    start = draw(st.sampled_from(TURNS)) + STEP * draw(st.integers(-600, 300))
    around = st.integers(-2, 5).map(lambda days: start.date() + timedelta(days=days))
    hours = OfficeHours(
        draw(weeks), frozenset(draw(st.sets(around, max_size=2))), draw(st.sampled_from(ZONES))
    )
    return hours, start, start + STEP * draw(st.integers(-2, 900))


def is_open(hours: OfficeHours, moment: datetime) -> bool:
    """Look at the clock on the wall, as somebody before a closed door would."""
    local = moment.astimezone(ZoneInfo(hours.zone))
    if local.date() in hours.closed:
        return False
    today, yesterday = (hours.week.get((local.weekday() - ago) % 7, ()) for ago in (0, 1))
    at = local.time()
    return any(
        one.opens <= at and (at < one.closes or one.closes <= one.opens) for one in today
    ) or any(at < one.closes <= one.opens for one in yesterday)


def scanned(hours: OfficeHours, start: datetime, end: datetime) -> int:
    count = max(0, (end - start) // STEP)
    return 300 * sum(is_open(hours, start + STEP * number) for number in range(count))


@given(cases())
def test_seconds_are_those_of_a_scan_of_the_clock(
    case: tuple[OfficeHours, datetime, datetime],
) -> None:
    hours, start, end = case
    assert hours.seconds(start, end) == scanned(hours, start, end)


@settings(max_examples=25)
@given(cases(), st.integers(0, 200_000))
def test_before_is_the_inverse_of_seconds(
    case: tuple[OfficeHours, datetime, datetime], seconds: int
) -> None:
    hours, _, end = case
    start = hours.before(end, seconds)
    assert start <= end
    found = hours.seconds(start, end)
    if any(hours.week.values()):
        assert found == seconds
        assert seconds == 0 or hours.seconds(start + timedelta(microseconds=1), end) < seconds
    else:
        assert found == 0


@settings(max_examples=25)
@given(cases(), st.integers(0, 200_000))
def test_after_is_the_inverse_of_seconds(
    case: tuple[OfficeHours, datetime, datetime], seconds: int
) -> None:
    hours, start, _ = case
    end = hours.after(start, seconds)
    if end is None:
        assert hours.seconds(start, start + timedelta(days=700)) < seconds
        return
    assert hours.seconds(start, end) == seconds
    assert seconds == 0 or hours.seconds(start, end - timedelta(microseconds=1)) < seconds


@settings(max_examples=25)
@given(cases())
def test_the_stretches_of_a_day_are_its_open_minutes(
    case: tuple[OfficeHours, datetime, datetime],
) -> None:
    hours, moment, _ = case
    day = moment.astimezone(ZoneInfo(hours.zone)).date()
    found = hours.stretches(day)
    assert hours.is_working_day(day) is bool(found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    begins = datetime.combine(day, time(), ZoneInfo(hours.zone)).astimezone(UTC)
    around = [begins + STEP * number for number in range(-12, 26 * 12)]
    there = [one for one in around if one.astimezone(ZoneInfo(hours.zone)).date() == day]
    assert [one for one in there if is_open(hours, one)] == [
        one for one in there if any(opens <= one < closes for opens, closes in found)
    ]


@each(
    ("hours", "moments"),
    [
        (TURNED, ["2026-03-29T03:00", "2026-10-25T02:00", "2026-10-25T03:00"]),
        (DESK, ["2026-11-19T08:30", "2026-11-19T12:30", "2026-11-19T17:00"]),
        (DESK, ["2026-11-20T00:00", "2026-11-20T08:30", "2026-11-20T17:00", "2026-11-21T00:00"]),
        (NIGHTS, ["2026-04-04T21:00", "2026-04-05T02:00", "2026-04-13T06:00", "2026-10-04T02:00"]),
        (NIGHTS, ["2026-04-06T00:00", "2026-04-06T21:00", "2026-04-07T00:00", "2026-04-07T06:00"]),
    ],
)
def test_seconds_are_those_of_a_scan_second_by_second(
    hours: OfficeHours, moments: list[str]
) -> None:
    """Around an opening, a break, a closing, the ends of a closed day, and turned clocks."""
    for at in moments:
        around = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(hours.zone)).astimezone(UTC)
        start = around - timedelta(minutes=61, seconds=7)
        ticking = [start + timedelta(seconds=number) for number in range(2 * 3600 + 1)]
        passed = list(accumulate((is_open(hours, one) for one in ticking), initial=0))
        for end in range(0, len(ticking), 59):
            assert hours.seconds(start, ticking[end]) == passed[end], ticking[end]


@pytest.mark.parametrize(("day", "length"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_an_open_day_on_which_clocks_are_turned_has_another_length(day: date, length: int) -> None:
    hours = OfficeHours(ALWAYS.week, frozenset(), AMSTERDAM)
    begins, ends = (
        datetime.combine(one, time(), ZoneInfo(AMSTERDAM)) for one in (day, day + timedelta(days=1))
    )
    assert hours.seconds(begins, ends) == length * 3600
    assert hours.part_of(day, 0.5) == begins.astimezone(UTC) + timedelta(hours=length / 2)


def test_years_are_the_sum_of_their_days() -> None:
    closed = frozenset(date(year, 12, 25) for year in range(2020, 2031))
    hours = OfficeHours(WORKING_WEEK, closed, AMSTERDAM)
    first = datetime(2021, 1, 1, tzinfo=ZoneInfo(AMSTERDAM))
    days = [first.date() + timedelta(days=number) for number in range(365 * 4 + 1)]
    open_days = [one for one in days if one.weekday() < 5 and one not in closed]
    end = datetime(2025, 1, 1, tzinfo=ZoneInfo(AMSTERDAM))
    assert hours.seconds(first, end) == len(open_days) * 8 * 3600
    assert [one for one in days if hours.is_working_day(one)] == open_days


def test_asked_and_answered_while_closed_took_no_time() -> None:
    hours = OfficeHours(WORKING_WEEK, frozenset({date(2026, 11, 20)}), AMSTERDAM)
    evening, later = datetime(2026, 11, 19, 17, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)
    assert hours.seconds(evening, later) == 0
    assert hours.seconds(later, evening) == 0
    assert hours.before(later, 1) == datetime(2026, 11, 19, 15, 59, 59, tzinfo=UTC)


def test_a_fraction_of_a_second_does_not_count_until_it_is_whole() -> None:
    start = datetime(2026, 11, 20, 10, 0, 0, 300_000, tzinfo=UTC)
    assert ALWAYS.seconds(start, start + timedelta(milliseconds=1999)) == 1
    assert ALWAYS.before(start, 60) == start - MINUTE


def test_where_nobody_is_ever_there_no_time_passes() -> None:
    never = OfficeHours({}, frozenset(), AMSTERDAM)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert never.seconds(now - timedelta(days=4000), now) == 0
    assert never.before(now, 1).year == 1970
    assert never.after(now, 1) is None
    assert not never.is_working_day(now.date())


def test_the_parts_of_a_day_skip_its_break() -> None:
    split = (Hours(time(9), time(12)), Hours(time(13), time(18)))
    hours = OfficeHours({4: split}, frozenset(), "UTC")
    friday = date(2026, 11, 20)
    parts = [hours.part_of(friday, number / 8).hour for number in range(8)]
    assert parts == [9, 10, 11, 13, 14, 15, 16, 17]
