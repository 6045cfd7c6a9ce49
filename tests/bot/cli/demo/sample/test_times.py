from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import median

from bot.cli.demo.sample.times import WEEK, Course, Times
from kpi.office_hours import OfficeHours

ZONE = "Europe/Amsterdam"
FIRST = datetime(2026, 10, 5, 7, tzinfo=UTC)
HOURS = OfficeHours(WEEK, frozenset(), ZONE)


def drawn(team: str = "Network", *, drop_from: date = date.max) -> list[tuple[str, Course]]:
    """Twelve tickets of each channel on each of twenty days."""
    times = Times(Random(1), zone=ZONE, drop_from=drop_from)
    moments = [FIRST + timedelta(days=day) for day in range(26) if day % 7 < 5]
    return [
        (channel, times.draw(team, channel, moment + timedelta(minutes=30 * number)))
        for moment in moments
        for number in range(12)
        for channel in ("chat", "phone", "email")
    ]


def waited(team: str = "Network", *, drop_from: date = date.max) -> list[int]:
    found = drawn(team, drop_from=drop_from)
    return [HOURS.seconds(one.opened_at, one.replied_at) for channel, one in found]


def test_replies_follow_openings_and_nothing_is_older_than_the_first_day() -> None:
    found = [one for _, one in drawn()]
    assert all(one.opened_at <= one.replied_at for one in found)
    assert min(one.opened_at.date() for one in found) >= FIRST.date() - timedelta(days=1)


def test_some_come_in_the_evening_some_write_again_and_few_come_back() -> None:
    found = [one for _, one in drawn()]
    evenings = [one for one in found if one.opened_at.hour >= 19]
    again = [one for one in found if one.wrote_at]
    back = [one for one in found if one.reopened_at]
    assert len(found) > len(again) > len(evenings) > len(back) > 0


def test_one_team_gets_slower() -> None:
    assert median(waited("Billing", drop_from=date.min)) > 3 * median(waited("Billing"))
    assert median(waited("Network", drop_from=date.min)) == median(waited("Network"))
