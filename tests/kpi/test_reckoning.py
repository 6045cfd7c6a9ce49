from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from kpi.asking_hours import Hours
from kpi.interaction_event import State
from kpi.office_hours import OfficeHours
from kpi.reckoning import NOTHING, UNANSWERED, Measure, Reckoned, Terms, reckon
from kpi.service_definitions import in_force

OFFICE = OfficeHours(
    dict.fromkeys(range(5), (Hours(time(9), time(17)),)), frozenset(), "Europe/Amsterdam"
)
MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
"""Ten o'clock in Amsterdam."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FILED = dict.fromkeys(("team", "agent", "channel", "account", "priority", "source", "moment"), "x")


def terms(**chosen: str) -> Terms:
    return Terms(zone="Europe/Amsterdam", schedule="", hours=OFFICE, definitions=in_force(chosen))


def reckoned(before: Reckoned | None = None, /, **known: Any) -> Reckoned:
    chosen = known.pop("chosen", {})
    return reckon(State(**known), FILED, before, terms(**chosen))


def solved(at: datetime, **known: Any) -> dict[str, Any]:
    return {
        "opened_at": MONDAY,
        "resolved_at": at,
        "closed_at": at,
        "first_resolved_at": at,
    } | known


def test_first_response_counts_office_hours_on_the_day_it_was_opened() -> None:
    late = datetime(2026, 11, 13, 23, 30, tzinfo=UTC)
    found = reckoned(opened_at=late, first_replied_at=MONDAY)
    assert (found.opened_day, found.frt_seconds) == (date(2026, 11, 14), 3600)
    calendar = reckoned(
        opened_at=late, first_replied_at=MONDAY, chosen={"frt": "frt/calendar/median/v1"}
    )
    assert calendar.frt_seconds == (MONDAY - late).total_seconds()


def test_what_has_no_reply_is_counted_apart() -> None:
    found = reckoned(opened_at=MONDAY)
    counts = {one.measure: one for one in found.counts()}
    assert counts[Measure.FRT].bucket == UNANSWERED
    assert set(counts) == {Measure.FRT, Measure.OPENED}
    assert found.is_open


def test_without_an_opening_only_first_contact_is_known() -> None:
    found = reckoned(resolved_at=MONDAY, closed_at=MONDAY, first_resolved_at=MONDAY)
    assert [one.measure for one in found.counts()] == [Measure.FCR]


def test_resolution_time_ends_at_the_last_resolution_or_the_first_without_waiting() -> None:
    again = solved(
        MONDAY + DAY,
        first_resolved_at=MONDAY + HOUR,
        first_reopened_at=MONDAY + 2 * HOUR,
        reopened_at=MONDAY + 2 * HOUR,
        waited_seconds=600,
    )
    assert (reckoned(**again).art_day, reckoned(**again).art_seconds) == (
        date(2026, 11, 17),
        8 * 3600,
    )
    first = reckoned(**again, chosen={"art": "art/office/first/minus-waiting/mean/v1"})
    assert (first.art_day, first.art_seconds) == (date(2026, 11, 16), 3000)
    longer = again | {"waited_seconds": 10**6}
    waited = reckoned(**longer, chosen={"art": "art/calendar/full/minus-waiting/mean/v1"})
    assert waited.art_seconds == 0


def test_what_is_reopened_has_no_resolution_time_until_it_is_resolved_again() -> None:
    found = reckoned(**solved(MONDAY, reopened_at=MONDAY + DAY, first_reopened_at=MONDAY + DAY))
    assert (found.art_day, found.is_open) == (None, True)
    assert found.reopened_day == date(2026, 11, 17)


SOLVED_AT = MONDAY + HOUR


@pytest.mark.parametrize(
    ("known", "window", "at_once"),
    [
        ({}, 7, True),
        ({"customer_wrote_at": MONDAY + timedelta(minutes=5)}, 7, True),
        ({"customer_wrote_at": MONDAY + timedelta(minutes=50)}, 7, False),
        ({"customer_wrote_at": SOLVED_AT + 7 * DAY}, 7, False),
        ({"customer_wrote_at": SOLVED_AT + 7 * DAY + HOUR}, 7, True),
        ({"customer_wrote_at": SOLVED_AT + 2 * DAY}, 1, True),
        ({"first_reopened_at": SOLVED_AT + 2 * DAY}, 7, False),
        ({"first_reopened_at": SOLVED_AT + 8 * DAY}, 7, True),
        ({"first_reopened_at": SOLVED_AT + 8 * DAY}, 30, False),
        ({"first_replied_at": None, "customer_wrote_at": MONDAY + timedelta(minutes=50)}, 7, True),
        ({"first_replied_at": None, "customer_wrote_at": SOLVED_AT + HOUR}, 7, False),
    ],
)
def test_first_contact_means_no_message_after_the_answer_and_no_reopening(
    known: dict[str, Any], window: int, *, at_once: bool
) -> None:
    state = solved(SOLVED_AT, first_replied_at=MONDAY + timedelta(minutes=10)) | known
    found = reckoned(**state, chosen={"fcr": f"fcr/{window}d/v1"})
    assert (found.fcr_day, found.solved_at_once) == (date(2026, 11, 16), at_once)


def test_first_contact_may_be_a_share_of_what_came_in() -> None:
    chosen = {"fcr": "fcr/7d/received/v1"}
    waiting = reckoned(opened_at=MONDAY, chosen=chosen)
    assert (waiting.fcr_day, waiting.solved_at_once) == (date(2026, 11, 16), False)
    done = reckoned(**solved(MONDAY + 3 * DAY), chosen=chosen)
    assert (done.fcr_day, done.solved_at_once) == (date(2026, 11, 16), True)


def test_net_leaves_out_what_the_first_line_cannot_solve() -> None:
    state = solved(SOLVED_AT, tags=["Second-Line"])
    assert reckoned(**state).fcr_day is not None
    assert reckoned(**state, chosen={"fcr": "fcr/7d/net/v1"}).fcr_day is None
    other = {"fcr": "fcr/7d/net/v1", "second_line": "rma"}
    assert reckoned(**state, chosen=other).fcr_day is not None
    outside = {"fcr": "fcr/7d/net/v1", "second_line": "aussendienst"}
    assert reckoned(**solved(SOLVED_AT, tags=["Außendienst"]), chosen=outside).fcr_day is None


def test_another_definition_counts_from_then_on_and_leaves_what_counted_before() -> None:
    chosen = {
        "frt": "frt/office/mean/v1",
        "art": "art/calendar/full/mean/v1",
        "fcr": "fcr/30d/v1",
    }
    before = reckoned(**solved(SOLVED_AT))
    replied = solved(SOLVED_AT, first_replied_at=MONDAY + HOUR)
    kept = reckoned(before, **replied, chosen=chosen)
    assert (kept.frt_definition, kept.frt_seconds) == ("frt/office/median/v1", 3600)
    assert kept.fcr_definition == "fcr/7d/v1"
    again = replied | {"resolved_at": SOLVED_AT + DAY, "closed_at": SOLVED_AT + DAY}
    assert reckoned(kept, **again, chosen=chosen).art_definition == "art/calendar/full/mean/v1"
    assert reckoned(NOTHING, **again, chosen=chosen).frt_definition == "frt/office/mean/v1"
