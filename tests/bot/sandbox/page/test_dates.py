from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.dates import local, written
from tests.each import each

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=AMSTERDAM)


@each(
    ("pattern", "shown"),
    [
        ("{date_num} {time_secs}", "2026-11-18 12:00:00"),
        ("{date_slash}", "11/18/2026"),
        ("{date}", "November 18th, 2026"),
        ("{date_short}", "Nov 18, 2026"),
        ("{date_long} at {time}", "Wednesday, November 18th, 2026 at 12:00"),
        ("{date_pretty}", "today"),
        ("{ago}", "just now"),
        ("no token", "no token"),
    ],
)
def test_tokens_are_filled_in_the_readers_time(pattern: str, shown: str) -> None:
    assert written(NOON.timestamp(), pattern, NOON) == shown


@each(
    ("away", "pretty", "ago"),
    [
        (timedelta(days=-1), "yesterday", "1 day ago"),
        (timedelta(days=1), "tomorrow", "in 1 day"),
        (timedelta(days=-3), "Nov 15, 2026", "3 days ago"),
        (timedelta(hours=-2), "today", "2 hours ago"),
        (timedelta(minutes=5), "today", "in 5 minutes"),
    ],
)
def test_near_days_have_names(away: timedelta, pretty: str, ago: str) -> None:
    moment = (NOON + away).timestamp()
    assert written(moment, "{date_short_pretty}", NOON) == pretty
    assert written(moment, "{ago}", NOON) == ago


@each(("day", "shown"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th")])
def test_days_are_counted_as_english_does(day: int, shown: str) -> None:
    moment = NOON.replace(day=day).timestamp()
    assert written(moment, "{date}", NOON) == f"November {shown}, 2026"


def test_unknown_tokens_and_moments_leave_it_to_the_fallback() -> None:
    assert written(0, "{date_weird}", NOON) is None
    assert written(1e15, "{date}", NOON) is None


@given(st.integers(0, 4_000_000_000))
def test_local_times_read_back(timestamp: int) -> None:
    read = datetime.fromisoformat(local(timestamp, ZoneInfo("UTC"))).replace(tzinfo=ZoneInfo("UTC"))
    assert read.timestamp() == timestamp - timestamp % 60
