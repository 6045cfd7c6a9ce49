from datetime import date
from zoneinfo import ZoneInfo

from bot.sandbox.page import moments
from tests.bot.sandbox.page.spoken import ts
from tests.each import each

WEDNESDAY = date(2026, 11, 18)


def test_a_timestamp_is_read_in_the_zone_of_who_looks() -> None:
    assert moments.clock(moments.at(ts(5), ZoneInfo("Europe/Amsterdam"))) == "09:05"
    assert moments.clock(moments.at(ts(5), ZoneInfo("America/New_York"))) == "03:05"
    exact = moments.full(moments.at(ts(0.5), ZoneInfo("Europe/Amsterdam")))
    assert exact == "Wednesday, 18 November 2026 at 09:00:30"


@each(
    ("then", "said"),
    [
        (WEDNESDAY, "Today"),
        (date(2026, 11, 17), "Yesterday"),
        (date(2026, 11, 16), "Monday, November 16th"),
        (date(2026, 11, 1), "Sunday, November 1st"),
        (date(2026, 11, 2), "Monday, November 2nd"),
        (date(2026, 11, 3), "Tuesday, November 3rd"),
        (date(2026, 11, 11), "Wednesday, November 11th"),
        (date(2026, 10, 23), "Friday, October 23rd"),
        (date(2025, 12, 31), "Wednesday, December 31st, 2025"),
        (date(2026, 11, 19), "Thursday, November 19th"),
    ],
)
def test_days_are_called_as_slack_calls_them(then: date, said: str) -> None:
    assert moments.day(then, WEDNESDAY) == said
