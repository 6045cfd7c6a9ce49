"""A moment has a time of day and is over; a day is its noon."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.importing import dates, moments
from bot.importing.moments import Calendar
from bot.importing.records import NotUsable
from tests.each import each
from tests.moments import NOW

CALENDAR = Calendar(date_format=dates.ISO, zone="Europe/Amsterdam", now=NOW)


def test_a_moment_without_a_zone_is_the_workspaces() -> None:
    told = datetime(2021, 6, 30, 22, 30, tzinfo=UTC)
    assert moments.moment("2021-07-01 00:30", CALENDAR) == told
    assert moments.moment("2021-07-01 00:30 UTC", CALENDAR) == told + timedelta(hours=2)


@each(
    ("text", "why"),
    [
        ("2021-07-01", "has no time of day"),
        ("", "no date"),
        ("soon", "is not a date written as ISO 8601"),
        (f"{NOW + timedelta(minutes=1):%Y-%m-%d %H:%M:%S} UTC", "is still to come"),
        ("0021-07-01 10:00", "is in the year 21"),
    ],
)
def test_what_is_no_moment_says_why(text: str, why: str) -> None:
    with pytest.raises(NotUsable, match=why):
        moments.moment(text, CALENDAR)


def test_a_day_is_its_noon() -> None:
    day = replace(CALENDAR, date_format="%d/%m/%y")
    assert moments.day_or_moment("25/12/21", day) == datetime(2021, 12, 25, 11, tzinfo=UTC)
