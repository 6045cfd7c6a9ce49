from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpi.interaction_event import (
    AUTO_RESOLVED,
    Applied,
    Event,
    Kind,
    State,
    applied,
    completed,
)
from tests.each import each
from tests.moments import NOW

MOMENTS = [NOW + timedelta(minutes=minute) for minute in range(7)]

events = st.builds(
    Event,
    kind=st.sampled_from(Kind),
    at=st.sampled_from(MOMENTS),
    source=st.just("standard"),
    external_id=st.just("T-1"),
    team=st.sampled_from(["", "Network", "Billing"]),
    tags=st.sampled_from([(), ("vpn",), ("wifi", "vpn")]),
    extra=st.sampled_from([{}, {"a": 0}, {"a": 1, "b": 2}]),
)


def event(kind: Kind, minute: int, **details: Any) -> Event:
    told = Event(kind=kind, at=MOMENTS[minute], source="standard", external_id="T-1")
    return replace(told, **details)


def story(*told: Event) -> list[Applied]:
    state, steps = State(), []
    for one in told:
        steps.append(applied(state, one))
        state = steps[-1].state
    return steps


def after(*told: Event) -> State:
    return story(*told)[-1].state if told else State()


def test_a_resolution_is_new_once() -> None:
    first, again = story(event(Kind.RESOLVED, 1), event(Kind.RESOLVED, 1))
    assert first.resolved
    assert again == Applied(first.state, resolved=False, reopened=False)


def test_closing_by_itself_after_a_solution_is_no_second_resolution() -> None:
    _, closed = story(event(Kind.RESOLVED, 1), event(Kind.RESOLVED, 5))
    assert not closed.resolved
    assert closed.state.resolved_at == MOMENTS[1]
    assert closed.state.solve_cycle == 1


def test_a_rule_that_closes_what_a_person_solved_did_not_solve_it() -> None:
    by_rule = {AUTO_RESOLVED: True}
    solved, closed, _, again, closed_again = story(
        event(Kind.RESOLVED, 1),
        event(Kind.RESOLVED, 2, extra=by_rule),
        event(Kind.REOPENED, 3),
        event(Kind.RESOLVED, 4, extra=by_rule),
        event(Kind.RESOLVED, 5),
    )
    marks = [one.state.extra.get(AUTO_RESOLVED) for one in (solved, closed, again, closed_again)]
    assert marks == [None, None, True, True]


def test_solved_again_after_a_reopening_is_a_new_resolution() -> None:
    _, reopened, solved = story(
        event(Kind.RESOLVED, 1), event(Kind.REOPENED, 2), event(Kind.RESOLVED, 3)
    )
    assert (reopened.reopened, reopened.state.is_reopened) == (True, True)
    assert (solved.resolved, solved.state.is_reopened) == (True, False)
    assert (solved.state.solve_cycle, solved.state.resolved_at) == (2, MOMENTS[3])


def test_a_reopening_that_overtakes_its_solution_still_counts() -> None:
    early, late = story(event(Kind.REOPENED, 2), event(Kind.RESOLVED, 1))
    assert not early.reopened
    assert late.resolved
    assert late.state.is_reopened


def test_an_old_reopening_does_not_touch_a_newer_solution() -> None:
    _, late = story(event(Kind.RESOLVED, 3), event(Kind.REOPENED, 2))
    assert not late.reopened
    assert not late.state.is_reopened


def test_a_reopening_between_two_tellings_makes_the_second_a_resolution() -> None:
    *_, late = story(event(Kind.RESOLVED, 1), event(Kind.RESOLVED, 3), event(Kind.REOPENED, 2))
    assert (late.reopened, late.resolved) == (True, True)
    assert late.state.resolved_at == MOMENTS[3]


def test_a_reopening_that_a_later_one_overtakes_is_still_the_first() -> None:
    late = after(event(Kind.RESOLVED, 0), event(Kind.REOPENED, 2), event(Kind.REOPENED, 1))
    assert late.first_reopened_at == event(Kind.REOPENED, 1).at
    assert late.reopened_at == event(Kind.REOPENED, 2).at


def test_in_doubt_about_the_order_it_is_open() -> None:
    assert after(event(Kind.RESOLVED, 1), event(Kind.REOPENED, 1)).is_reopened


@each("order", list(permutations(["Network", "Billing"])))
def test_the_newest_telling_has_the_last_word(order: tuple[str, str]) -> None:
    minute = {"Network": 1, "Billing": 4}
    told = [event(Kind.REPLIED, minute[team], team=team) for team in order]
    assert after(*told).team == "Billing"


def test_an_older_telling_fills_what_the_newer_did_not_say() -> None:
    state = after(event(Kind.RESOLVED, 3), event(Kind.OPENED, 1, subject="VPN"))
    assert (state.subject, state.opened_at) == ("VPN", MOMENTS[1])


def test_the_first_reply_is_the_earliest() -> None:
    state = after(event(Kind.REPLIED, 4), event(Kind.REPLIED, 2), event(Kind.REPLIED, 5))
    assert state.first_replied_at == MOMENTS[2]


def test_channels_and_addresses_are_lower_case() -> None:
    state = after(event(Kind.OPENED, 1, channel=" Chat", requester_email="J@Example.COM "))
    assert (state.channel, state.requester_email) == ("chat", "j@example.com")


def test_what_is_filed_under_fits_an_index() -> None:
    state = after(event(Kind.OPENED, 1, team=" " + "é" * 1000, subject="é" * 1000))
    assert (len(state.team), len(state.subject)) == (120, 1000)


@given(st.lists(events, max_size=8), st.data())
def test_repeating_any_event_at_any_later_time_changes_nothing(
    told: list[Event], data: st.DataObject
) -> None:
    repeated: list[Event] = []
    for one in told:
        repeated.append(one)
        in_turn = [other for other in repeated if not _overtook_the_first_solution(repeated, other)]
        again = data.draw(st.lists(st.sampled_from(in_turn), max_size=2)) if in_turn else []
        before = after(*repeated)
        for duplicate in again:
            step = applied(before, duplicate)
            assert step == Applied(before, resolved=False, reopened=False)


def _overtook_the_first_solution(told: list[Event], one: Event) -> bool:
    """Whether a reopening came before what it undid: of several such, only the last is known."""
    first = min((other.at for other in told if other.kind is Kind.RESOLVED), default=None)
    before = told[: told.index(one)]
    known = [other for other in before if other.kind is Kind.RESOLVED and other.at == first]
    return one.kind is Kind.REOPENED and not known


def test_of_reopenings_that_overtook_the_solution_the_first_is_known_once_it_is_repeated() -> None:
    early = [event(Kind.REOPENED, 5), event(Kind.REOPENED, 3), event(Kind.RESOLVED, 1)]
    assert after(*early).first_reopened_at == MOMENTS[5]
    assert after(*early, early[1]).first_reopened_at == MOMENTS[3]


@given(st.lists(events, max_size=8), st.randoms(use_true_random=False))
def test_whether_it_is_open_does_not_depend_on_the_order_of_arrival(
    told: list[Event], random: Random
) -> None:
    shuffled = random.sample(told, len(told))
    one, other = after(*told), after(*shuffled)
    assert one.is_reopened == other.is_reopened
    assert (one.opened_at, one.first_replied_at) == (other.opened_at, other.first_replied_at)
    assert one.first_resolved_at == other.first_resolved_at
    assert (one.first_reopened_at is None) == (other.first_reopened_at is None)
    assert _wrote_again(one) == _wrote_again(other)


def _wrote_again(state: State) -> bool:
    """Whether the customer wrote after the first that was done for them."""
    done = [at for at in (state.first_replied_at, state.first_resolved_at) if at is not None]
    return bool(done and state.customer_wrote_at and state.customer_wrote_at > min(done))


def test_the_first_message_after_the_answer_is_kept() -> None:
    told = [event(Kind.FOLLOWED_UP, 0), event(Kind.REPLIED, 1), event(Kind.FOLLOWED_UP, 3)]
    state = after(*told, event(Kind.FOLLOWED_UP, 4, waited_seconds=60), event(Kind.OPENED, 0))
    assert (state.customer_wrote_at, state.waited_seconds) == (MOMENTS[3], 60)


@given(st.lists(events, max_size=8))
def test_the_cycle_counts_the_new_resolutions(told: list[Event]) -> None:
    steps = story(*told)
    assert after(*told).solve_cycle == sum(step.resolved for step in steps)
    solved = sorted({one.at for one in told if one.kind is Kind.RESOLVED})
    assert bool(solved) == (after(*told).solve_cycle > 0)
    assert after(*told).solve_cycle <= len(solved)


def test_what_an_api_says_replaces_ids_and_what_changed_since_stays() -> None:
    told = applied(State(), event(Kind.RESOLVED, 1, team="5", agent="6")).state
    asked = {"team": "5", "agent": "6", "requester_email": ""}
    found = {"team": "Network", "agent": "A. de Vries", "requester_email": "A@Example.com"}
    moved = replace(told, team="7")
    state = completed(moved, asked, found)
    assert (state.team, state.agent) == ("7", "A. de Vries")
    assert state.requester_email == "a@example.com"
    again = applied(state, event(Kind.RESOLVED, 3, team="5", agent="6")).state
    assert (again.team, again.agent) == ("Network", "A. de Vries")


@each("names", ["odd", {"team": "odd"}, {"team": {"5": "Network"}}])
def test_a_source_may_say_anything_about_names(names: Any) -> None:
    state = State(extra={"names": names})
    assert applied(state, event(Kind.RESOLVED, 1, team="9")).state.team == "9"
    assert completed(state, {"team": ""}, {"team": "X"}).team == "X"
