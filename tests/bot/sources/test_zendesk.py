import base64
import hashlib
import hmac
import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.sources.shape import Delivery, NotUnderstood, Told
from bot.sources.zendesk import TRIGGER, ZENDESK
from kpi.interaction_event import AUTO_RESOLVED, Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

SECRET = "dGhpcyBpcyBub3QgYSBzZWNyZXQ="
TIME = "2026-11-18T12:00:00Z"
SOLVED: dict[str, Any] = {
    "type": "zen:event-type:ticket.status_changed",
    "account_id": 12514403,
    "id": "2b24ef10-19d4-4740-93cf-8f98ec4776c0",
    "time": TIME,
    "zendesk_event_version": "2022-11-06",
    "subject": "zen:ticket:35436",
    "detail": {
        "id": "35436",
        "subject": "VPN keeps dropping",
        "status": "SOLVED",
        "priority": "HIGH",
        "assignee_id": "235323",
        "group_id": "98738",
        "organization_id": "0",
        "requester_id": "20978392",
        "tags": ["vpn", "home"],
        "via": {"channel": "native_messaging"},
        "created_at": "2026-11-18T10:00:00Z",
        "updated_at": TIME,
    },
    "event": {"current": "SOLVED", "previous": "OPEN"},
}
ANSWERED: dict[str, Any] = {
    **SOLVED,
    "type": "zen:event-type:ticket.comment_added",
    "event": {
        "comment": {
            "id": "1",
            "body": "Have you tried the other port?",
            "is_public": True,
            "author": {"id": "235323", "is_staff": True, "name": "A. de Vries"},
        }
    },
}
CREATED: dict[str, Any] = {**SOLVED, "type": "zen:event-type:ticket.created", "event": {}}
TRIGGERED: dict[str, Any] = {
    "kompas": "resolved",
    "ticket": {
        "id": "35436",
        "updated_at": "2026-11-18T12:00Z",
        "created_at": "2026-11-18T10:00Z",
        "url": "https://acme.zendesk.com/agent/tickets/35436",
        "tags": "vpn home",
        "team": "Network",
        "agent": "A. de Vries",
        "requester_email": "j.jansen@example.com",
    },
}


def told(body: dict[str, Any]) -> list[Event]:
    return list(ZENDESK.translate(Told(body=body)))


def changed(body: dict[str, Any], *path: str, **values: Any) -> dict[str, Any]:
    body = deepcopy(body)
    part = body
    for name in path:
        part = part[name]
    part.update(values)
    return body


def signed(*parts: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), b"".join(parts), hashlib.sha256)).decode()


def delivery(body: bytes, signature: str, timestamp: str = TIME) -> Delivery:
    headers = {
        "X-Zendesk-Webhook-Signature": signature,
        "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
    }
    return Delivery(body=body, headers=headers, url="")


def test_time_and_then_body_are_signed() -> None:
    good = delivery(b'{"a": 1}', signed(TIME.encode(), b'{"a": 1}'))
    assert ZENDESK.is_genuine(good, [SECRET], NOW)
    assert ZENDESK.is_genuine(good, ["new", SECRET], NOW)
    assert not ZENDESK.is_genuine(good, ["new"], NOW)


def test_the_order_its_older_documentation_printed_is_not_genuine() -> None:
    wrong = delivery(b'{"a": 1}', signed(b'{"a": 1}', TIME.encode()))
    assert not ZENDESK.is_genuine(wrong, [SECRET], NOW)


@each("timestamp", ["", "now", "2026-11-18T12:00:00", "\udcff"])
def test_a_time_that_is_none_is_not_genuine(timestamp: str) -> None:
    raw = timestamp.encode(errors="surrogateescape")
    assert not ZENDESK.is_genuine(delivery(b"{}", signed(raw, b"{}"), timestamp), [SECRET], NOW)


def test_a_recorded_one_is_not_genuine_later() -> None:
    good = delivery(b"{}", signed(TIME.encode(), b"{}"))
    for minutes in (5, -5):
        assert ZENDESK.is_genuine(good, [SECRET], NOW + timedelta(minutes=minutes))
        assert not ZENDESK.is_genuine(good, [SECRET], NOW + timedelta(minutes=minutes * 1.1))


def test_a_repetition_has_the_same_name() -> None:
    headers = {"X-Zendesk-Webhook-Invocation-Id": "01GK8E6B"}
    assert ZENDESK.delivery_key(Delivery(body=b"{}", headers=headers, url="")) == "01GK8E6B"
    assert ZENDESK.delivery_key(delivery(b"{}", "")).startswith("sha256:")


def test_a_solved_ticket_is_resolved_with_all_it_says() -> None:
    (event,) = told(SOLVED)
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "35436")
    assert (event.team, event.agent, event.account) == ("98738", "235323", "")
    assert (event.channel, event.priority, event.tags) == ("chat", "high", ("vpn", "home"))
    assert event.opened_at == NOW - timedelta(hours=2)
    assert event.extra == {"lookup": {"requester_id": "20978392"}}


@each(
    ("previous", "current", "kinds"),
    [
        ("NEW", "OPEN", []),
        ("OPEN", "PENDING", []),
        ("SOLVED", "SOLVED", []),
        ("PENDING", "solved", [Kind.RESOLVED]),
        ("SOLVED", "CLOSED", [Kind.RESOLVED]),
        ("SOLVED", "OPEN", [Kind.REOPENED]),
        ("SOLVED", "PENDING", [Kind.REOPENED]),
    ],
)
def test_what_changes_of_status_mean(previous: str, current: str, kinds: list[Kind]) -> None:
    body = {**SOLVED, "event": {"previous": previous, "current": current}}
    assert [event.kind for event in told(body)] == kinds


def test_an_agents_public_answer_is_a_reply() -> None:
    (event,) = told(ANSWERED)
    assert (event.kind, event.at) == (Kind.REPLIED, NOW)


@pytest.mark.parametrize(
    "body",
    [
        changed(ANSWERED, "event", "comment", is_public=False),
        changed(ANSWERED, "event", "comment", author={"id": "-1", "is_staff": True}),
        changed(ANSWERED, "event", "comment", author={"id": "-1", "is_staff": False}),
    ],
    ids=["a note", "an automation", "an outsider's automation"],
)
def test_other_comments_are_nothing_to_us(body: dict[str, Any]) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    "author",
    [{"id": "1", "is_staff": False}, {"id": 20978392, "is_staff": True}],
    ids=["a customer", "a colleague who asks"],
)
def test_what_the_customer_writes_is_no_reply_but_a_message(author: dict[str, Any]) -> None:
    body = changed(ANSWERED, "event", "comment", author=author)
    assert [event.kind for event in told(body)] == [Kind.FOLLOWED_UP]
    note = changed(body, "event", "comment", is_public=False)
    assert told(note) == []


def test_a_ticket_may_be_solved_from_the_first_moment() -> None:
    assert [event.kind for event in told(CREATED)] == [Kind.OPENED, Kind.RESOLVED]
    (event,) = told(changed(CREATED, "detail", status="NEW"))
    assert (event.kind, event.at) == (Kind.OPENED, NOW - timedelta(hours=2))


@pytest.mark.parametrize(("actor", "by_rule"), [("-1", True), ("235323", None)])
def test_what_an_automation_solves_is_marked(actor: str, *, by_rule: bool | None) -> None:
    (event,) = told(changed(SOLVED, "detail", actor_id=actor))
    assert event.extra.get(AUTO_RESOLVED) is by_rule


def test_other_events_are_nothing_to_us() -> None:
    assert told({**SOLVED, "type": "zen:event-type:ticket.tags_changed"}) == []
    assert told({**SOLVED, "type": "zen:event-type:user.created"}) == []


def test_a_trigger_tells_whom_to_ask() -> None:
    (event,) = told(TRIGGERED)
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "35436")
    assert (event.team, event.agent) == ("Network", "A. de Vries")
    assert (event.requester_email, event.tags) == ("j.jansen@example.com", ("vpn", "home"))
    assert event.url == "https://acme.zendesk.com/agent/tickets/35436"
    assert [event.kind for event in told({**TRIGGERED, "kompas": "reopened"})] == [Kind.REOPENED]


def test_what_admins_paste_is_the_json_that_is_understood() -> None:
    pasted = json.loads(TRIGGER)
    assert pasted["kompas"] == "resolved"
    assert pasted["ticket"].keys() == TRIGGERED["ticket"].keys()


@each(
    "body",
    [
        {},
        {**SOLVED, "time": None},
        {**SOLVED, "detail": []},
        {**TRIGGERED, "kompas": "closed"},
        {**TRIGGERED, "ticket": {"id": 1}},
    ],
)
def test_what_lacks_something_is_not_understood(body: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        told(body)


@given(spoilt(SOLVED, ANSWERED, CREATED, TRIGGERED))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(ZENDESK, body, {})
