"""Stretches between turned clocks, against the zone itself."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from kpi.turned_clocks import moment_of, steady, ticks
from tests.each import each


@each("zone", ["Europe/Amsterdam", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_stretches_join_and_each_has_one_offset(zone: str) -> None:
    start, end = datetime(2023, 3, 26, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
    pieces = list(steady(zone, ticks(start), ticks(end)))
    assert [pieces[0][0], pieces[-1][1]] == [ticks(start), ticks(end)]
    assert all(left[1] == right[0] for left, right in pairwise(pieces))
    for first, last, ahead in pieces:
        for at in (first, (first + last) // 2, last - 1):
            offset = moment_of(at).astimezone(ZoneInfo(zone)).utcoffset()
            assert offset == timedelta(microseconds=ahead)
    offsets = [ahead for _, _, ahead in pieces]
    assert all(left != right for left, right in pairwise(offsets))


def test_nothing_lies_between_a_moment_and_an_earlier_one() -> None:
    assert not list(steady("UTC", 5, 5))
