"""What a row of a file means, told as events and seen in the state after them."""

from dataclasses import replace
from datetime import timedelta

from kpi.interaction_event import REPLY_UNTOLD, Event, Kind, State, applied
from kpi.past_tickets import PastTicket, fitted
from tests.moments import NOW

HOUR = timedelta(hours=1)
TICKET = PastTicket(
    source="zendesk",
    external_id="7",
    opened_at=NOW,
    replied_at=NOW + HOUR,
    details={"team": "Network"},
    tags=("vpn",),
)


def after(events: list[Event], state: State | None = None) -> State:
    for event in events:
        state = applied(state or State(), event).state
    assert state is not None
    return state


def test_a_ticket_is_solved_as_often_as_its_row_tells() -> None:
    once, twice = NOW + 2 * HOUR, NOW + 5 * HOUR
    cases = {
        "open": (TICKET, 0, None, False),
        "solved": (replace(TICKET, resolved_at=once), 1, once, False),
        "twice": (replace(TICKET, resolved_at=twice, reopened_at=NOW + 3 * HOUR), 2, twice, True),
        "again open": (replace(TICKET, resolved_at=once, reopened_at=twice), 1, once, True),
        "said open": (replace(TICKET, resolved_at=once, is_open=True), 1, once, True),
        "counted": (replace(TICKET, resolved_at=once, was_reopened=True), 2, once, True),
        "first and last": (
            replace(TICKET, first_resolved_at=once, resolved_at=twice),
            2,
            twice,
            True,
        ),
        "a solution that was closed": (
            replace(TICKET, first_resolved_at=once, resolved_at=twice, was_reopened=False),
            1,
            twice,
            False,
        ),
        "only minutes apart": (
            replace(TICKET, first_resolved_at=once - HOUR / 120, resolved_at=once),
            1,
            once,
            False,
        ),
    }
    for name, (ticket, cycles, resolved_at, came_back) in cases.items():
        state = after(ticket.events())
        found = (state.solve_cycle, state.resolved_at, state.first_reopened_at is not None)
        assert found == (cycles, resolved_at, came_back), name
        assert (state.opened_at, state.first_replied_at) == (NOW, NOW + HOUR), name
        assert (state.team, state.tags) == ("Network", ["vpn"]), name
        assert after(ticket.events(), state) == state, name


def test_a_file_that_tells_no_replies_says_so() -> None:
    state = after(replace(TICKET, replied_at=None, tells_replies=False).events())
    assert state.extra == {REPLY_UNTOLD: True}


def test_what_a_webhook_told_to_the_second_stays() -> None:
    solved = NOW + 2 * HOUR + timedelta(seconds=41)
    told = Event(
        kind=Kind.RESOLVED, at=solved, source="zendesk", external_id="7", opened_at=NOW + HOUR / 200
    )
    known = after([told])
    row = replace(TICKET, resolved_at=NOW + 2 * HOUR, tells_replies=False, replied_at=None)
    assert after(fitted(row, known).events(), known) == replace(known, team="Network", tags=["vpn"])
