from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.cli.demo import moments
from bot.cli.demo.moments import DAY, MONDAY, MOVES, QUARTER, ZONE
from tests.each import each

WEDNESDAY = datetime(2026, 11, 18, 9, tzinfo=UTC)
ANY = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone


@given(ANY)
def test_it_begins_on_the_wednesday_of_the_week_it_is(now: datetime) -> None:
    began = moments.wednesday_at_ten(now)
    here = began.astimezone(ZONE)
    assert (here.weekday(), here.hour, here.minute) == (2, 10, 0)
    assert here.isocalendar()[:2] == now.astimezone(ZONE).isocalendar()[:2]


@given(ANY)
def test_the_next_monday_is_at_most_a_week_away(now: datetime) -> None:
    monday = moments.monday_at_nine(now).astimezone(ZONE)
    assert (monday.weekday(), monday.hour, monday.minute) == (0, 9, 0)
    # A week in which the clocks go back is an hour longer.
    assert timedelta(0) < monday - now <= timedelta(days=7, hours=1)


@given(ANY, st.sampled_from(MOVES))
def test_every_move_ends_later_and_never_waits_longer_than_a_day(now: datetime, move: str) -> None:
    stops = [now, *moments.stops(move, now)]
    assert all(timedelta(0) < later - one <= timedelta(days=1) for one, later in pairwise(stops))


@each(
    ("move", "hours"),
    [(QUARTER, [0.25]), (DAY, [0.25, 24]), (MONDAY, [0.25, 24.25, 48.25, 72.25, 96.25, 119])],
)
def test_questions_come_when_they_are_due(move: str, hours: list[float]) -> None:
    stops = [stop - WEDNESDAY for stop in moments.stops(move, WEDNESDAY)]
    assert stops == [timedelta(hours=passed) for passed in hours]


def test_a_moment_is_said_as_on_a_clock_in_amsterdam() -> None:
    assert moments.spoken(WEDNESDAY) == "Wednesday 18 November, 10:00"
