from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import cohorts
from kpi.cohorts import CATCH_UP, Plan, Rhythm

CAMPAIGN = UUID(int=7)
AMSTERDAM = "Europe/Amsterdam"
WEDNESDAY = date(2026, 11, 18)
QUARTERLY = Plan(rhythm=Rhythm.QUARTERLY, starts_on=WEDNESDAY)
STARTS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
ZONES = st.sampled_from([AMSTERDAM, "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "UTC"])


def turns(people: list[str], plan: Plan = QUARTERLY, zone: str = AMSTERDAM) -> dict[str, datetime]:
    """Deal the members of one round."""
    first = cohorts.round_at(plan, plan.starts_on)
    assert first is not None
    ranked = sorted(people, key=lambda person: (cohorts.lot(CAMPAIGN, person), person))
    return {
        person: cohorts.dealt(rank, len(people), first.days, zone)
        for rank, person in enumerate(ranked)
    }


def named(amount: int) -> list[str]:
    return [f"person{number}@example.com" for number in range(amount)]


@given(STARTS, st.integers(1, 400), ZONES)
def test_cohorts_are_even_and_lie_on_working_days_in_office_hours(
    start: date, amount: int, zone: str
) -> None:
    plan = Plan(rhythm=Rhythm.QUARTERLY, starts_on=start)
    dealt = turns(named(amount), plan, zone)
    local = [one.astimezone(ZoneInfo(zone)) for one in dealt.values()]
    first = cohorts.round_at(plan, start)
    assert first is not None
    a_day = Counter(one.date() for one in local)
    sizes = [a_day[day] for day in first.days]
    assert max(sizes) - min(sizes) <= 1
    assert sum(sizes) == amount == len(dealt)
    assert all(one.weekday() < 5 and 8 <= one.hour <= 17 for one in local)


@given(st.permutations(named(30)))
def test_order_and_reruns_change_nothing(people: list[str]) -> None:
    assert turns(people) == turns(named(30))


@given(STARTS, st.integers(0, 2000))
def test_every_day_lies_in_one_round_and_rounds_are_three_months(start: date, after: int) -> None:
    plan = Plan(rhythm=Rhythm.QUARTERLY, starts_on=start)
    day = start + timedelta(days=after)
    there = cohorts.round_at(plan, day)
    assert there is not None
    begins = date.fromisoformat(there.name)
    assert begins <= day
    assert (day - begins).days < 93
    assert 55 <= len(there.days) <= 63
    assert len(there.spare) == CATCH_UP
    assert cohorts.round_at(plan, begins) == there
    assert cohorts.round_at(plan, begins - timedelta(days=1)) != there


@given(st.integers(0, 8), st.integers(1, 200))
def test_the_same_place_in_every_round_keeps_the_months_between(number: int, amount: int) -> None:
    """What is too short by days is made up for in the spare days."""
    rank = (amount - 1) * number // 8
    one, other = (cohorts.round_at(QUARTERLY, day) for day in (WEDNESDAY, date(2027, 2, 20)))
    assert one is not None
    assert other is not None
    between = cohorts.dealt(rank, amount, other.days, AMSTERDAM) - cohorts.dealt(
        rank, amount, one.days, AMSTERDAM
    )
    assert timedelta(days=83) < between < timedelta(days=97)


def test_a_single_round_is_as_many_working_days_as_were_asked_for() -> None:
    plan = Plan(rhythm=Rhythm.ONCE, starts_on=date(2026, 11, 20), days=2)
    once = cohorts.round_at(plan, date(2027, 5, 1))
    assert once is not None
    assert once.days == (date(2026, 11, 20), date(2026, 11, 23))
    assert once.spare[0] == date(2026, 11, 24)
    assert once.ahead(date(2026, 11, 20)) == [date(2026, 11, 23)]
    assert once.ahead(date(2026, 11, 27), spare=True) == [date(2026, 11, 30)]


def test_before_the_start_and_with_dates_there_is_no_round() -> None:
    assert cohorts.round_at(QUARTERLY, date(2026, 11, 17)) is None
    dates = Plan(rhythm=Rhythm.DATES, starts_on=WEDNESDAY)
    assert cohorts.round_at(dates, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2026, 11, 18, 7, 59, tzinfo=UTC), WEDNESDAY),
        (datetime(2026, 11, 18, 8, 0, tzinfo=UTC), date(2026, 11, 19)),
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_a_day_that_has_begun_is_not_used_any_more(now: datetime, first: date) -> None:
    assert cohorts.first_day(date(2026, 1, 1), now, AMSTERDAM) == first
    assert cohorts.first_day(date(2026, 12, 5), now, AMSTERDAM) == date(2026, 12, 7)


def test_by_oneself_every_day_and_hour_is_as_likely() -> None:
    days = [date(2026, 11, day) for day in (18, 19, 20, 23)]
    lots = [cohorts.lot(CAMPAIGN, person, round_name="once") for person in named(4000)]
    local = [cohorts.drawn(one, days, AMSTERDAM).astimezone(ZoneInfo(AMSTERDAM)) for one in lots]
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
    assert cohorts.due(moment + late, moment, AMSTERDAM) is is_due
