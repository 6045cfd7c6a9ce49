from dataclasses import replace
from datetime import timedelta

from kpi import remeasured
from kpi.interaction_event import State
from kpi.reckoning import reckon
from tests.kpi.test_reckoning import FILED, HOUR, MONDAY, OFFICE, SOLVED_AT, solved, terms

STATE = State(**solved(SOLVED_AT, first_replied_at=MONDAY + HOUR / 2))
BEFORE = reckon(STATE, FILED, None, terms())
LATER = replace(terms(), hours=replace(OFFICE, zone="America/New_York"))


def lengths(told: str, **filed: str) -> tuple[int | None, int | None]:
    """First response and resolution in later hours, after something was told."""
    known = remeasured.without(BEFORE, FILED | filed, frozenset({told}))
    found = reckon(STATE, FILED | filed, known, LATER)
    return found.frt_seconds, found.art_seconds


def test_other_hours_leave_a_length_alone_unless_its_moments_or_its_team_move() -> None:
    assert lengths("tags") == lengths("customer_wrote_at") == (1800, 3600)
    assert lengths("first_replied_at") == (0, 3600)
    assert lengths("resolved_at") == lengths("waited_seconds") == (1800, 0)
    assert lengths("opened_at") == lengths("tags", team="y") == lengths("tags", channel="y")
    assert lengths("opened_at") == (0, 0)


def test_what_is_heard_of_for_the_first_time_is_measured() -> None:
    assert remeasured.without(None, FILED, remeasured.EVERYTHING) is None
    longer = replace(STATE, first_replied_at=MONDAY + timedelta(minutes=45))
    assert reckon(longer, FILED, None, terms()).frt_seconds == 45 * 60
