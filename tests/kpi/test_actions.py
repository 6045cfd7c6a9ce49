"""The life of an action: whatever is done to it, it stands in a way that makes sense."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import actions
from kpi.actions import NotLive, NotThere, Standing, State, WrongDate
from kpi.errors import KpiError

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)

Doing = Callable[[Standing], Standing]
DOINGS: tuple[Doing, ...] = (
    lambda one: actions.started(one, TODAY),
    lambda one: actions.went_live(one, TODAY - DAY, TODAY),
    lambda one: actions.went_live(one, TODAY + DAY, TODAY),
    lambda one: actions.dated(one, TODAY, None, TODAY),
    lambda one: actions.dated(one, None, TODAY + 9 * DAY, TODAY),
    lambda one: actions.dated(one, None, TODAY - 9 * DAY, TODAY),
    lambda one: actions.judged(one, NOW),
    actions.dropped,
    actions.taken_up,
    lambda one: actions.on(one, TODAY),
)


@given(st.lists(st.sampled_from(DOINGS), max_size=12))
def test_any_life_makes_sense(doings: list[Doing]) -> None:
    one = Standing()
    for doing in doings:
        try:
            one = doing(one)
        except KpiError:
            continue
        assert (one.state is State.JUDGED) == (one.judged_at is not None)
        if one.state in (State.LIVE, State.JUDGED):
            assert one.live_on
            assert one.live_on <= TODAY
            assert one.state is State.JUDGED or actions.on(one, TODAY) == one


def test_a_day_that_comes_makes_it_live() -> None:
    planned = actions.went_live(Standing(), TODAY + DAY, TODAY)
    assert planned.state is State.DOING
    assert actions.on(planned, TODAY).state is State.DOING
    assert actions.on(planned, TODAY + DAY).state is State.LIVE


def test_another_day_of_going_live_is_judged_anew() -> None:
    judged = actions.judged(actions.went_live(Standing(), TODAY, TODAY), NOW)
    assert actions.dated(judged, TODAY, TODAY, TODAY).state is State.JUDGED
    moved = actions.dated(judged, None, TODAY - DAY, TODAY)
    assert (moved.state, moved.judged_at) == (State.LIVE, None)
    assert actions.dated(judged, None, None, TODAY).state is State.DOING
    assert actions.dated(judged, None, TODAY + DAY, TODAY).state is State.DOING


def test_steps_that_do_not_fit_are_refused() -> None:
    with pytest.raises(NotLive):
        actions.judged(Standing(), NOW)
    with pytest.raises(NotThere):
        actions.taken_up(Standing())
    with pytest.raises(NotThere):
        actions.started(actions.dropped(Standing()), TODAY)
    with pytest.raises(WrongDate):
        actions.went_live(Standing(), date(2062, 1, 1), TODAY)


def test_what_should_have_been_done_by_now_is_overdue() -> None:
    late = Standing(due_on=TODAY - DAY)
    assert late.is_overdue(TODAY)
    assert not Standing(due_on=TODAY).is_overdue(TODAY)
    assert not actions.dropped(late).is_overdue(TODAY)


def test_an_idea_with_a_day_of_going_live_is_being_done_and_goes_live() -> None:
    assert actions.dated(Standing(), None, TODAY + DAY, TODAY).state is State.DOING
    assert actions.dated(Standing(), None, TODAY - DAY, TODAY).state is State.LIVE
    assert actions.dated(Standing(), TODAY, None, TODAY).state is State.IDEA


def test_what_should_move_another_number_is_judged_anew() -> None:
    live = actions.went_live(Standing(), TODAY, TODAY)
    again = actions.aimed_anew(actions.judged(live, NOW))
    assert (again.state, again.judged_at) == (State.LIVE, None)
    assert actions.aimed_anew(Standing()) == Standing()
