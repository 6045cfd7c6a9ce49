import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.freshdesk import FRESHDESK
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

TICKET: dict[str, Any] = {
    "ticket_id": 1042,
    "ticket_subject": "VPN keeps dropping",
    "ticket_url": "https://acme.freshdesk.com/helpdesk/tickets/1042",
    "ticket_status": "Resolved",
    "ticket_priority": "High",
    "ticket_source": "Chat",
    "ticket_tags": "vpn, remote",
    "ticket_group_name": "Network",
    "ticket_agent_name": "A. de Vries",
    "ticket_agent_email": "a.devries@example.com",
    "requester_name": "J. Jansen",
    "requester_email": "j.jansen@example.com",
    "requester_company_name": "Acme",
    "triggered_event": "{status:{from:2,to:4}}",
}


def told(**fields: Any) -> list[Event]:
    ticket = {name: value for name, value in {**TICKET, **fields}.items() if value is not None}
    body = {"freshdesk_webhook": ticket}
    return list(FRESHDESK.translate(Told(body=body, received_at=NOW)))


def kinds(trigger: str) -> list[Kind]:
    return [event.kind for event in told(triggered_event=trigger)]


def delivery(secret: str) -> Delivery:
    return Delivery(body=b"{}", headers={"X-Kompas-Secret": secret}, url="")


def test_our_own_header_must_hold_one_of_the_secrets() -> None:
    assert FRESHDESK.is_genuine(delivery("old"), ["new", "old"], NOW)
    assert not FRESHDESK.is_genuine(delivery("other"), ["new", "old"], NOW)
    assert not FRESHDESK.is_genuine(delivery(""), ["new"], NOW)
    assert not FRESHDESK.is_genuine(delivery("\udcff"), ["new"], NOW)


def test_the_same_bytes_have_the_same_name() -> None:
    assert FRESHDESK.delivery_key(delivery("a")) == FRESHDESK.delivery_key(delivery("b"))
    other = Delivery(body=b"{} ", headers={}, url="")
    assert FRESHDESK.delivery_key(other) != FRESHDESK.delivery_key(delivery("a"))


def test_a_resolved_ticket_tells_all_it_has() -> None:
    (event,) = told()
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "1042")
    assert (event.team, event.agent, event.account) == ("Network", "a.devries@example.com", "Acme")
    assert (event.channel, event.priority, event.tags) == ("Chat", "High", ("vpn", "remote"))
    assert (event.requester_email, event.requester_name) == ("j.jansen@example.com", "J. Jansen")
    assert event.subject == "VPN keeps dropping"
    assert event.url.endswith("/1042")


@each(
    ("trigger", "expected"),
    [
        ("{status:{from:2,to:4}}", [Kind.RESOLVED]),
        ("{status:{from:4,to:5}}", [Kind.RESOLVED]),
        ("{status:{from:5,to:2}}", [Kind.REOPENED]),
        ("{ status: { from: 4, to: 6 } }", [Kind.REOPENED]),
        ("{status:{from:2,to:3}}", []),
        ("{status:{from:4,to:4}}", []),
        ("{priority:{from:1,to:4},status:{from:3,to:5}}", [Kind.RESOLVED]),
        ("{sub_status:{from:1,to:4}}", []),
        ("{ticket_action:created}", [Kind.OPENED]),
        ("{reply_sent:sent}", [Kind.REPLIED]),
        ("{note_type:public}", [Kind.REPLIED]),
        ("{note_type:private}", []),
        ("{responder_id:{from:,to:4}}", []),
        ("{status:{from:2", []),
        ("null", []),
    ],
)
def test_triggers_are_read_though_they_are_no_json(trigger: str, expected: list[Kind]) -> None:
    assert kinds(trigger) == expected


def test_a_rule_for_requesters_says_that_they_wrote() -> None:
    body = {"kompas": "followed_up", "ticket_id": "7", "updated_at": "2026-11-18T12:00:00Z"}
    (event,) = FRESHDESK.translate(Told(body=body))
    assert (event.kind, event.external_id, event.at) == (Kind.FOLLOWED_UP, "7", NOW)


def test_without_a_trigger_the_status_tells() -> None:
    assert [event.kind for event in told(triggered_event=None)] == [Kind.RESOLVED]
    opened = told(triggered_event=None, ticket_status="Waiting on Customer")
    assert [event.kind for event in opened] == [Kind.REOPENED]
    with pytest.raises(NotUnderstood):
        told(triggered_event=None, ticket_status=None)


def test_a_time_in_the_webhook_goes_before_the_time_it_came_in() -> None:
    (event,) = told(updated_at="2026-11-18T11:00:00Z")
    assert event.at == NOW - timedelta(hours=1)


def test_content_of_ones_own_needs_no_wrapping() -> None:
    (event,) = FRESHDESK.translate(Told(body=TICKET, received_at=NOW))
    assert event.external_id == "1042"


def test_without_an_id_or_any_time_it_is_not_understood() -> None:
    with pytest.raises(NotUnderstood, match="ticket_id"):
        told(ticket_id=None)
    with pytest.raises(NotUnderstood, match="updated_at"):
        FRESHDESK.translate(Told(body=TICKET))


@given(st.text("{}:,status from to 0123456789", max_size=80))
def test_any_trigger_is_read(trigger: str) -> None:
    assert set(kinds(f"{{{trigger}}}")) <= set(Kind)


@given(spoilt({**TICKET, "updated_at": "2026-11-18T12:00:00Z"}))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(FRESHDESK, json.loads(json.dumps({"freshdesk_webhook": body})), {})


def key(minutes: int, **fields: Any) -> str:
    body = json.dumps({"freshdesk_webhook": {**TICKET, **fields}}).encode()
    received_at = NOW + timedelta(minutes=minutes)
    return FRESHDESK.delivery_key(Delivery(body=body, headers={}, url="", received_at=received_at))


def test_a_second_solve_is_news_an_hour_later_as_freshdesk_tells_no_time() -> None:
    assert key(0) == key(59)
    assert key(0) != key(60)


def test_a_rule_that_tells_the_time_needs_no_hour() -> None:
    first = "2026-11-18T12:00:00Z"
    assert key(0, updated_at=first) == key(120, updated_at=first)
    assert key(0, updated_at=first) != key(0, updated_at="2026-11-18T12:05:00Z")


def test_a_body_that_is_no_json_has_a_name_too() -> None:
    odd = Delivery(body=b"{", headers={}, url="", received_at=NOW)
    assert FRESHDESK.delivery_key(odd).startswith("sha256:")
