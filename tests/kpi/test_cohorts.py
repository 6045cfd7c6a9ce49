from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import cohorts
from kpi.asking_hours import Hours
from kpi.cohorts import CATCH_UP, Plan, Rhythm
from kpi.office_hours import OfficeHours
from kpi.opening_text import WHOLE_DAY
from tests.each import each

CAMPAIGN = UUID(int=7)
AMSTERDAM = "Europe/Amsterdam"
WEDNESDAY = date(2026, 11, 18)
QUARTERLY = Plan(rhythm=Rhythm.QUARTERLY, starts_on=WEDNESDAY)
STARTS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
ZONES = st.sampled_from([AMSTERDAM, "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "UTC"])
NINE_TO_FIVE = (Hours(time(9), time(17)),)
SPLIT = (Hours(time(8), time(12)), Hours(time(13), time(18)))
WEEKS = st.dictionaries(
    st.integers(0, 6), st.sampled_from([NINE_TO_FIVE, SPLIT, (WHOLE_DAY,)]), min_size=1
)


def office(zone: str = AMSTERDAM, closed: Iterable[date] = ()) -> OfficeHours:
    """Monday to Friday from nine to five."""
    return OfficeHours(dict.fromkeys(range(5), NINE_TO_FIVE), frozenset(closed), zone)


OFFICE = office()


def turns(
    people: list[str], plan: Plan = QUARTERLY, hours: OfficeHours = OFFICE
) -> dict[str, datetime]:
    """Deal the members of one round."""
    first = cohorts.round_at(plan, plan.starts_on, hours)
    assert first is not None
    ranked = sorted(people, key=lambda person: (cohorts.lot(CAMPAIGN, person), person))
    return {
        person: cohorts.dealt(rank, len(people), first.days, hours)
        for rank, person in enumerate(ranked)
    }


def named(amount: int) -> list[str]:
    return [f"person{number}@example.com" for number in range(amount)]


@settings(max_examples=25)
@given(
    STARTS,
    st.integers(1, 150),
    st.tuples(
        WEEKS, ZONES, st.sets(st.integers(0, 89).map(lambda n: timedelta(days=n)), max_size=9)
    ),
)
def test_cohorts_are_even_and_lie_on_working_days_in_office_hours(
    start: date, amount: int, opening: tuple[dict[int, tuple[Hours, ...]], str, set[timedelta]]
) -> None:
    plan = Plan(rhythm=Rhythm.QUARTERLY, starts_on=start)
    week, zone, after = opening
    off = frozenset(start + days for days in after)
    hours = OfficeHours(week, off, zone)
    dealt = turns(named(amount), plan, hours)
    local = [one.astimezone(ZoneInfo(hours.zone)) for one in dealt.values()]
    first = cohorts.round_at(plan, start, hours)
    assert first is not None
    a_day = Counter(one.date() for one in local)
    sizes = [a_day[day] for day in first.days]
    assert max(sizes) - min(sizes) <= 1
    assert sum(sizes) == amount == len(dealt)
    assert all(one.weekday() in hours.week and one.date() not in off for one in local)
    assert all(hours.seconds(one, one + timedelta(seconds=1)) == 1 for one in dealt.values())


@given(st.permutations(named(30)))
def test_order_and_reruns_change_nothing(people: list[str]) -> None:
    assert turns(people) == turns(named(30))


@given(STARTS, st.integers(0, 2000))
def test_every_day_lies_in_one_round_and_rounds_are_three_months(start: date, after: int) -> None:
    plan = Plan(rhythm=Rhythm.QUARTERLY, starts_on=start)
    day = start + timedelta(days=after)
    there = cohorts.round_at(plan, day, OFFICE)
    assert there is not None
    begins = date.fromisoformat(there.name)
    assert begins <= day
    assert (day - begins).days < 93
    assert 55 <= len(there.days) <= 63
    assert len(there.spare) == CATCH_UP
    assert cohorts.round_at(plan, begins, OFFICE) == there
    assert cohorts.round_at(plan, begins - timedelta(days=1), OFFICE) != there
    assert cohorts.round_named(plan, there.name, OFFICE) == there


@given(st.integers(0, 8), st.integers(1, 200))
def test_the_same_place_in_every_round_keeps_the_months_between(number: int, amount: int) -> None:
    """What is too short by days is made up for in the spare days."""
    rank = (amount - 1) * number // 8
    one, other = (
        cohorts.round_at(QUARTERLY, day, OFFICE) for day in (WEDNESDAY, date(2027, 2, 20))
    )
    assert one is not None
    assert other is not None
    between = cohorts.dealt(rank, amount, other.days, OFFICE) - cohorts.dealt(
        rank, amount, one.days, OFFICE
    )
    assert timedelta(days=83) < between < timedelta(days=97)


def test_a_single_round_is_as_many_working_days_as_were_asked_for() -> None:
    plan = Plan(rhythm=Rhythm.ONCE, starts_on=date(2026, 11, 20), days=2)
    once = cohorts.round_at(plan, date(2027, 5, 1), OFFICE)
    assert once is not None
    assert once.days == (date(2026, 11, 20), date(2026, 11, 23))
    assert once.spare[0] == date(2026, 11, 24)
    assert once.ahead(date(2026, 11, 20)) == [date(2026, 11, 23)]
    assert once.ahead(date(2026, 11, 27), spare=True) == [date(2026, 11, 30)]


def test_before_the_start_and_with_dates_there_is_no_round() -> None:
    assert cohorts.round_at(QUARTERLY, date(2026, 11, 17), OFFICE) is None
    dates = Plan(rhythm=Rhythm.DATES, starts_on=WEDNESDAY)
    assert cohorts.round_at(dates, WEDNESDAY, OFFICE) is None


@each(
    ("now", "first"),
    [
        (datetime(2026, 11, 18, 7, 59, tzinfo=UTC), WEDNESDAY),
        (datetime(2026, 11, 18, 8, 0, tzinfo=UTC), date(2026, 11, 19)),
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_a_day_that_has_begun_is_not_used_any_more(now: datetime, first: date) -> None:
    assert cohorts.first_day(date(2026, 1, 1), now, OFFICE) == first
    assert cohorts.first_day(date(2026, 12, 5), now, OFFICE) == date(2026, 12, 7)


def test_by_oneself_every_day_and_hour_is_as_likely() -> None:
    days = [date(2026, 11, day) for day in (18, 19, 20, 23)]
    lots = [cohorts.lot(CAMPAIGN, person, round_name="once") for person in named(4000)]
    local = [cohorts.drawn(one, days, OFFICE).astimezone(ZoneInfo(AMSTERDAM)) for one in lots]
    a_day, an_hour = Counter(one.date() for one in local), Counter(one.hour for one in local)
    assert all(abs(a_day[day] - 1000) < 150 for day in days)
    assert sorted(an_hour) == list(range(9, 17))
    assert all(abs(amount - 500) < 110 for amount in an_hour.values())


def test_another_campaign_draws_other_lots() -> None:
    other = UUID(int=8)
    mine = [cohorts.lot(CAMPAIGN, person) for person in named(50)]
    theirs = [cohorts.lot(other, person) for person in named(50)]
    assert sorted(range(50), key=mine.__getitem__) != sorted(range(50), key=theirs.__getitem__)


@pytest.mark.parametrize(
    ("turn", "late", "is_due"),
    [
        ("2026-11-18T15:00", timedelta(), True),
        ("2026-11-18T15:00", timedelta(seconds=-1), False),
        ("2026-11-18T15:00", timedelta(hours=6), True),
        ("2026-11-18T15:00", timedelta(hours=9), False),
        ("2026-11-18T15:00", timedelta(hours=18), True),
        ("2026-11-18T09:00", timedelta(hours=24), False),
        ("2026-11-20T15:00", timedelta(hours=18), False),
    ],
)
def test_a_turn_is_due_on_its_day_and_in_the_hours_of_the_next_working_day(
    turn: str, late: timedelta, *, is_due: bool
) -> None:
    moment = datetime.fromisoformat(turn).replace(tzinfo=UTC)
    assert cohorts.due(moment + late, moment, OFFICE) is is_due


def test_closed_days_are_skipped_and_named() -> None:
    christmas, boxing = date(2026, 12, 25), date(2026, 12, 26)
    hours = office(closed=[christmas, boxing, date(2027, 1, 1)])
    plan = Plan(rhythm=Rhythm.ONCE, starts_on=date(2026, 12, 24), days=2)
    once = cohorts.round_at(plan, plan.starts_on, hours)
    assert once is not None
    assert once.days == (date(2026, 12, 24), date(2026, 12, 28))
    assert date(2027, 1, 1) not in once.spare
    assert cohorts.left_out(christmas, once.days[-1], hours) == [christmas]
    assert cohorts.working_day_from(christmas, hours) == date(2026, 12, 28)
    assert cohorts.with_days_off_before(date(2026, 12, 28), hours) == christmas
    eve = datetime(2026, 12, 24, 12, tzinfo=UTC)
    assert cohorts.first_day(eve.date(), eve, hours) == date(2026, 12, 28)


def test_a_day_that_only_a_night_shift_runs_into_is_left_out_too() -> None:
    nights = OfficeHours({0: (Hours(time(22), time(6)),)}, frozenset({date(2026, 12, 1)}), "UTC")
    assert cohorts.left_out(date(2026, 11, 30), date(2026, 12, 6), nights) == [date(2026, 12, 1)]


def test_a_turn_that_was_planned_keeps_its_day_when_the_hours_change_unless_it_is_closed() -> None:
    turn = datetime(2026, 11, 18, 10, tzinfo=UTC)
    afternoon = OfficeHours({2: (Hours(time(14), time(17)),)}, frozenset(), AMSTERDAM)
    assert cohorts.due(turn, turn, afternoon)
    closed = office(closed=[turn.date()])
    assert not cohorts.due(turn, turn, closed)
    assert not cohorts.due(turn, turn - timedelta(hours=20), closed)


def test_a_quarter_in_which_hardly_anybody_is_there_still_has_a_day() -> None:
    days = [WEDNESDAY + timedelta(days=number) for number in range(100)]
    few = cohorts.round_at(QUARTERLY, WEDNESDAY, office(closed=days[3:]))
    assert few is not None
    assert (few.days, few.spare) == (tuple(days[:3]), ())
    none = cohorts.round_at(QUARTERLY, WEDNESDAY, office(closed=days))
    assert none is not None
    assert none.days == (date(2027, 2, 26),)
