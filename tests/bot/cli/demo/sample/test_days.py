from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.cli.demo.sample.days import Days
from bot.cli.demo.sample.visits import Sample, Visit

AMSTERDAM = "Europe/Amsterdam"
MONDAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 11, 9, tzinfo=UTC)


def days() -> Days:
    sample = Sample(Random(47), zone=ZoneInfo(AMSTERDAM), drop_from=MONDAY)
    return Days(sample, MONDAY, AMSTERDAM)


def test_nothing_is_told_before_it_is_known() -> None:
    told = days().until(NOW)
    assert told
    assert all(visit.known_at <= NOW for visit in told)
    assert told == sorted(told, key=lambda visit: visit.known_at)


def test_what_comes_in_pieces_is_what_comes_at_once() -> None:
    slowly, pieces = days(), list[Visit]()
    for hours in range(0, 400, 7):
        pieces += slowly.until(NOW + timedelta(hours=hours))
    assert pieces == days().until(NOW + timedelta(hours=399))


def test_nothing_is_told_twice() -> None:
    slowly = days()
    assert slowly.until(NOW)
    assert slowly.until(NOW) == []
