"""When somebody may be asked by their own clock, also on the days on which clocks are changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kpi.asking_hours import EVERY_DAY, AskingHours, Hours, known_zone
from tests.each import each

STEP = timedelta(minutes=5)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIGHT = AskingHours(quiet=Hours(time(20), time(8)))
OFFICE = AskingHours(hours=Hours(time(9), time(17, 30)), days=frozenset(range(5)))

ZONES = [
    *("Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"),
    *("Pacific/Apia", "Africa/Casablanca", "America/Santiago", "UTC"),
]
CHANGES = [
    *(datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)),
    *(datetime(2026, 11, 1, 0, tzinfo=UTC), datetime(2026, 4, 4, 3, tzinfo=UTC)),
    *(datetime(2026, 9, 5, 22, tzinfo=UTC), datetime(2011, 12, 29, 12, tzinfo=UTC)),
]
"""Shortly before clocks are set forward or back somewhere, or a whole day is left out."""

clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 10, 30, 45]))
hours = st.builds(Hours, clock_times, clock_times).filter(lambda one: one.opens != one.closes)
rules = st.builds(
    AskingHours,
    hours=st.none() | hours,
    days=st.just(EVERY_DAY) | st.frozensets(st.integers(0, 6), min_size=1),
    quiet=st.none() | hours,
)
moments = st.builds(
    lambda at, steps: at + STEP * steps, st.sampled_from(CHANGES), st.integers(0, 576)
)


def local(*at: int) -> datetime:
    return datetime(*at, tzinfo=AMSTERDAM)  # type: ignore[arg-type, misc]  # year to minute


@each(
    ("asking", "at", "expected"),
    [
        (NIGHT, local(2026, 11, 18, 13), local(2026, 11, 18, 13)),
        (NIGHT, local(2026, 11, 18, 19, 59), local(2026, 11, 18, 19, 59)),
        (NIGHT, local(2026, 11, 18, 20), local(2026, 11, 19, 8)),
        (NIGHT, local(2026, 11, 19, 3), local(2026, 11, 19, 8)),
        (NIGHT, local(2026, 11, 19, 8), local(2026, 11, 19, 8)),
        (OFFICE, local(2026, 11, 20, 17, 30), local(2026, 11, 23, 9)),
        (OFFICE, local(2026, 11, 21, 12), local(2026, 11, 23, 9)),
        (OFFICE, local(2026, 11, 20, 17, 29), local(2026, 11, 20, 17, 29)),
        # The night in which the clocks go forward, and the one in which they go back.
        (NIGHT, local(2026, 3, 28, 22), local(2026, 3, 29, 8)),
        (NIGHT, local(2026, 10, 24, 22), local(2026, 10, 25, 8)),
        # What begins in the hour that is left out begins with the one after it.
        (
            AskingHours(quiet=Hours(time(20), time(2, 30))),
            local(2026, 3, 28, 22),
            local(2026, 3, 29, 3),
        ),
    ],
)
def test_the_next_moment(asking: AskingHours, at: datetime, expected: datetime) -> None:
    assert asking.next(at, AMSTERDAM) == expected


@given(rules, st.sampled_from(ZONES).map(ZoneInfo), moments)
def test_it_is_allowed_and_there_is_no_earlier_one(
    asking: AskingHours, zone: ZoneInfo, moment: datetime
) -> None:
    found = asking.next(moment, zone)
    if asking.never():
        assert found in {moment, moment + timedelta(weeks=1)}
        return
    assert asking.allow(found, zone)
    before = [moment + STEP * number for number in range((found - moment) // STEP)]
    assert not any(asking.allow(one, zone) for one in before)


def test_hours_that_leave_nothing_are_known() -> None:
    quiet = Hours(time(20), time(8))
    assert AskingHours(hours=Hours(time(20, 30), time(22)), quiet=quiet).never()
    assert not AskingHours(hours=Hours(time(19), time(22)), quiet=quiet).never()


def test_a_zone_that_is_none_is_passed_over() -> None:
    assert known_zone("", "Mars/Base", "../etc", "Asia/Tokyo", "UTC") == "Asia/Tokyo"
    assert known_zone("") == "UTC"
