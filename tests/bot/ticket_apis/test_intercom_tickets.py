from datetime import timedelta

from hypothesis import given

from bot.ticket_apis import reading
from bot.ticket_apis.intercom_tickets import events
from kpi.interaction_event import AUTO_RESOLVED, Kind
from tests.bot.sources.odd import JSON
from tests.bot.ticket_apis.intercom_rows import ticket, turn
from tests.each import each
from tests.moments import NOW

COMMENT = {"part_type": "comment", "body": "<p>Thanks</p>", "author": {"type": "bot"}}
WORK = turn("submitted", "in_progress", minutes=-50)
DONE = turn("in_progress", "resolved")
CLOSE = {"part_type": "close", "created_at": int(NOW.timestamp()), "author": {"type": "admin"}}


def test_a_resolved_ticket_was_resolved_when_its_state_turned() -> None:
    nothing = turn("resolved", "resolved", minutes=-1)
    (event,) = events(ticket(nothing, DONE, COMMENT, WORK, ticket_state="resolved"))
    assert (event.kind, event.at) == (Kind.RESOLVED, NOW - timedelta(minutes=5))
    assert (event.source, event.external_id, event.team) == ("intercom", "494", "5017691")
    assert event.subject == "VPN keeps dropping"
    assert event.opened_at == NOW - timedelta(hours=1)
    assert event.extra == {"lookup": {"contact_id": "667d61c9"}}


def test_a_workflow_that_resolved_it_is_a_rule() -> None:
    by_bot = turn("in_progress", "resolved", author={"type": "bot", "id": "1"})
    (event,) = events(ticket(by_bot, COMMENT, open=False, ticket_state="resolved"))
    assert event.extra[AUTO_RESOLVED] is True


def test_newer_versions_tell_a_state_with_its_category() -> None:
    state = {"category": "resolved", "internal_label": "Done"}
    (event,) = events(ticket(turn("submitted", "resolved"), ticket_state=state))
    assert event.kind is Kind.RESOLVED


def test_a_closed_ticket_is_resolved_whatever_its_state() -> None:
    (event,) = events(ticket(WORK, CLOSE, open=False))
    assert (event.kind, event.at) == (Kind.RESOLVED, NOW)


def test_an_open_ticket_is_open_since_it_was_reopened_or_else_as_of_its_last_change() -> None:
    again = turn("resolved", "in_progress", minutes=-2)
    (event,) = events(ticket(WORK, DONE, again, turn("in_progress", "waiting_on_customer")))
    assert (event.kind, event.at) == (Kind.REOPENED, NOW - timedelta(minutes=2))
    (event,) = events(ticket(WORK))
    assert (event.kind, event.at) == (Kind.REOPENED, NOW)


@each(
    "row",
    [
        ticket(DONE, category="Back-office", ticket_state="resolved"),
        ticket(DONE, category="Tracker", ticket_state="resolved"),
        ticket(COMMENT, ticket_state="resolved"),
        ticket(DONE | {"created_at": None}, ticket_state="resolved"),
        ticket(DONE, open=False),
        ticket(updated_at="soon"),
    ],
)
def test_what_no_customer_sees_and_what_happened_at_no_known_moment_is_left(row: object) -> None:
    assert events(row) == []


@given(JSON)
def test_nothing_breaks_the_reading(row: object) -> None:
    reading.events([row, {"ticket_parts": {"ticket_parts": [row]}, "ticket_state": row}], events)
