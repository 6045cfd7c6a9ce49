"""The life of a case: whatever is done to it, it stands in a way that makes sense."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import cases
from kpi.asking_hours import Hours
from kpi.cases import Outcome, Over, Standing, State, StillOpen, Taken, WrongMoment
from kpi.errors import KpiError
from kpi.office_hours import OfficeHours

MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = OfficeHours(
    {day: (Hours(time(9), time(17)),) for day in range(5)}, frozenset(), "Europe/Amsterdam"
)
NEVER = OfficeHours({}, frozenset(), "Europe/Amsterdam")
NEW = Standing(opened_at=MONDAY)

Doing = Callable[[Standing, datetime], Standing]
DOINGS: tuple[Doing, ...] = (
    lambda case, at: cases.claimed(case, "U1", at),
    lambda case, at: cases.claimed(case, "U2", at),
    lambda case, at: cases.assigned(case, "U2", at),
    lambda case, _: cases.released(case),
    lambda case, at: cases.snoozed(case, at + DAY, at),
    cases.contacted,
    lambda case, at: cases.done(case, Outcome.NO_ANSWER, "called twice", at),
    lambda case, at: cases.done(case, Outcome.SOLVED, "", at),
    cases.reopened,
    lambda case, _: cases.reminded(case),
    lambda case, _: cases.eased(case),
    lambda case, _: cases.called(case),
)


@given(st.lists(st.sampled_from(DOINGS), max_size=12))
def test_any_life_makes_sense(doings: list[Doing]) -> None:
    case, at = NEW, MONDAY
    for doing in doings:
        at += HOUR
        was = case
        try:
            case = doing(case, at)
        except KpiError:
            continue
        assert (case.state is State.DONE) == (case.outcome is not None) == bool(case.done_at)
        assert (case.state is State.CLAIMED) <= bool(case.owner)
        assert bool(case.owner) == (case.claimed_at is not None)
        assert was.contacted_at in (None, case.contacted_at)
        assert case.state is not State.DONE or cases.remind_at(case, HOURS, at) is None


def test_of_two_people_the_first_has_it() -> None:
    case = cases.claimed(NEW, "U1", MONDAY)
    assert cases.claimed(case, "U1", MONDAY + HOUR) is case
    with pytest.raises(Taken) as refused:
        cases.claimed(case, "U2", MONDAY + HOUR)
    assert refused.value.values == {"owner": "U1"}
    assert cases.assigned(case, "U2", MONDAY + HOUR).owner == "U2"
    assert cases.claimed(cases.released(case), "U2", MONDAY).owner == "U2"


def test_what_is_done_is_opened_before_it_changes() -> None:
    case = cases.done(cases.claimed(NEW, "U1", MONDAY), Outcome.NOT_OURS, " x ", MONDAY + HOUR)
    assert (case.note, case.contacted_at, case.until_contact) == ("x", None, None)
    with pytest.raises(Over):
        cases.claimed(case, "U2", MONDAY)
    again = cases.reopened(case, MONDAY + DAY)
    assert (again.state, again.owner, again.outcome) == (State.CLAIMED, "U1", None)
    with pytest.raises(StillOpen):
        cases.reopened(again, MONDAY)


def test_the_first_time_that_somebody_was_in_touch_counts() -> None:
    case = cases.contacted(NEW, MONDAY + HOUR)
    assert cases.done(case, Outcome.SOLVED, "", MONDAY + DAY).until_contact == HOUR
    assert cases.done(NEW, Outcome.REACHED, "", MONDAY + DAY).until_contact == DAY


def test_reminders_keep_office_hours_and_end() -> None:
    four = timedelta(hours=4)
    assert cases.remind_at(NEW, HOURS, MONDAY) == MONDAY + four
    friday = replace(NEW, opened_at=MONDAY + 4 * DAY + 6 * HOUR)  # 15:00, two hours before closing
    assert cases.remind_at(friday, HOURS, MONDAY) == MONDAY + 7 * DAY + 2 * HOUR
    mine = cases.claimed(NEW, "U1", MONDAY + HOUR)
    assert cases.remind_at(mine, HOURS, MONDAY) == MONDAY + DAY + HOUR
    once = cases.reminded(NEW)
    assert cases.remind_at(once, HOURS, MONDAY + four) == MONDAY + four + DAY
    assert cases.remind_at(cases.reminded(cases.reminded(once)), HOURS, MONDAY) is None
    resting = cases.snoozed(mine, MONDAY + 2 * DAY + HOUR, MONDAY)
    assert cases.remind_at(resting, HOURS, MONDAY) == MONDAY + 2 * DAY + HOUR + timedelta(seconds=1)
    helped = cases.contacted(mine, MONDAY)
    assert cases.remind_at(helped, HOURS, MONDAY) is None
    helped = cases.snoozed(helped, MONDAY + 2 * DAY, MONDAY)
    assert cases.remind_at(helped, HOURS, MONDAY) == MONDAY + 2 * DAY + timedelta(seconds=1)
    woken = cases.reminded(helped)
    assert (woken.snoozed_until, cases.remind_at(woken, HOURS, MONDAY)) == (None, None)
    assert cases.remind_at(NEW, NEVER, MONDAY) is None
    quiet = cases.eased(resting)
    assert cases.remind_at(quiet, HOURS, MONDAY) is None
    assert cases.remind_at(cases.called(quiet), HOURS, MONDAY) == MONDAY + DAY + HOUR
    assert cases.remind_at(cases.assigned(quiet, "U2", MONDAY), HOURS, MONDAY) is not None
    assert cases.called(once) is once


def test_a_case_rests_until_a_moment_to_come() -> None:
    for until in (MONDAY, MONDAY - HOUR, MONDAY + 91 * DAY):
        with pytest.raises(WrongMoment):
            cases.snoozed(NEW, until, MONDAY)
    assert (
        cases.claimed(cases.snoozed(NEW, MONDAY + DAY, MONDAY), "U1", MONDAY).snoozed_until is None
    )
