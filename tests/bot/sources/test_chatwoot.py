import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.sources.chatwoot import CHATWOOT
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

SECOND = int(NOW.timestamp())
CONVERSATION: dict[str, Any] = {
    "id": 42,
    "inbox_id": 3,
    "status": "resolved",
    "channel": "Channel::WebWidget",
    "priority": "high",
    "labels": ["vpn"],
    "created_at": SECOND - 3600,
    "updated_at": SECOND + 0.25,
    "first_reply_created_at": "2026-11-18T11:10:00.000Z",
    "meta": {
        "sender": {
            "id": 8,
            "name": "J. Jansen",
            "email": "j.jansen@example.com",
            "type": "contact",
            "additional_attributes": {"company_name": "Acme"},
        },
        "assignee": {"id": 5, "name": "A. de Vries", "type": "user"},
        "assignee_type": "User",
        "team": {"id": 2, "name": "network"},
    },
}
TURNED: dict[str, Any] = {
    **CONVERSATION,
    "event": "conversation_status_changed",
    "changed_attributes": [{"status": {"previous_value": "open", "current_value": "resolved"}}],
}
MESSAGE: dict[str, Any] = {
    "event": "message_created",
    "id": 9001,
    "message_type": "outgoing",
    "private": False,
    "content_attributes": {},
    "created_at": "2026-11-18T11:10:00.000Z",
    "sender": {"id": 5, "name": "A. de Vries", "type": "user"},
    "conversation": CONVERSATION,
}


def told(body: dict[str, Any] = TURNED, /, **fields: Any) -> list[Event]:
    return list(CHATWOOT.translate(Told(body={**body, **fields})))


def delivery(headers: dict[str, str] | None = None, *, at: object = SECOND) -> Delivery:
    digest = hmac.new(b"secret", f"{at}.".encode() + b"{}", hashlib.sha256).hexdigest()
    signed = {"X-Chatwoot-Signature": f"sha256={digest}", "X-Chatwoot-Timestamp": f"{at}"}
    return Delivery(body=b"{}", headers={**signed, **(headers or {})}, url="")


def test_time_and_body_are_signed_with_one_of_the_secrets() -> None:
    assert CHATWOOT.is_genuine(delivery(), ["new", "secret"], NOW)
    assert not CHATWOOT.is_genuine(delivery(), ["new"], NOW)
    assert not CHATWOOT.is_genuine(
        Delivery(body=b"[]", headers=delivery().headers, url=""), ["secret"], NOW
    )
    for name, value in {
        "X-Chatwoot-Timestamp": f"{SECOND + 1}",
        "X-Chatwoot-Signature": "sha256=",
    }.items():
        assert not CHATWOOT.is_genuine(delivery({name: value}), ["secret"], NOW)


@each("at", [SECOND - 301, SECOND + 301, "", "noon", SECOND * 1000])
def test_older_newer_or_odd_times_are_not_genuine(at: object) -> None:
    assert not CHATWOOT.is_genuine(delivery(at=at), ["secret"], NOW)


def test_a_delivery_has_a_name_of_its_own() -> None:
    assert CHATWOOT.delivery_key(delivery({"X-Chatwoot-Delivery": "d-1"})) == "d-1"
    assert CHATWOOT.delivery_key(delivery()).startswith("sha256:")


def test_a_resolved_conversation_tells_all_it_has() -> None:
    (event,) = told()
    assert (event.kind, event.external_id) == (Kind.RESOLVED, "42")
    assert event.at == NOW + timedelta(milliseconds=250)
    assert (event.team, event.agent, event.account) == ("network", "A. de Vries", "Acme")
    assert (event.channel, event.priority, event.tags) == ("chat", "high", ("vpn",))
    assert (event.requester_email, event.requester_name) == ("j.jansen@example.com", "J. Jansen")
    assert event.opened_at == NOW - timedelta(hours=1)
    assert event.first_replied_at == NOW - timedelta(minutes=50)


@each("status", ["open", "pending", "snoozed"])
def test_any_other_status_is_open(status: str) -> None:
    change = {"status": {"previous_value": "resolved", "current_value": status}}
    (event,) = told(status=status, changed_attributes=[change])
    assert event.kind is Kind.REOPENED


def test_a_status_that_did_not_change_is_nothing() -> None:
    same = {"status": {"previous_value": "resolved", "current_value": "resolved"}}
    assert told(changed_attributes=[{"assignee_id": {}}, same]) == []


def test_an_older_version_does_not_say_what_it_was() -> None:
    assert [event.kind for event in told(changed_attributes=None)] == [Kind.RESOLVED]


def test_a_new_conversation_is_opened() -> None:
    (event,) = told(CONVERSATION, event="conversation_created")
    assert (event.kind, event.at) == (Kind.OPENED, event.opened_at)


@pytest.mark.parametrize("written", ["2026-11-18T11:10:00.000Z", "2026-11-18 11:10:00 UTC"])
def test_an_agents_message_is_a_reply_in_its_conversation(written: str) -> None:
    (event,) = told(MESSAGE, created_at=written)
    assert (event.kind, event.external_id) == (Kind.REPLIED, "42")
    assert event.at == NOW - timedelta(minutes=50)


@pytest.mark.parametrize(
    "difference",
    [
        {"private": True},
        {"message_type": "template"},
        {"sender": {"id": 1, "type": "agent_bot"}},
        {"sender": None},
        {"content_attributes": {"automation_rule_id": 3}},
    ],
    ids=["a note", "a template", "a bot's", "nobody's", "a rule's"],
)
def test_other_messages_are_no_reply(difference: dict[str, Any]) -> None:
    assert told(MESSAGE, **difference) == []


def test_what_the_customer_writes_is_no_reply_but_a_message() -> None:
    (event,) = told(MESSAGE, message_type="incoming")
    assert (event.kind, event.external_id) == (Kind.FOLLOWED_UP, "42")
    assert told(MESSAGE, message_type="incoming", private=True) == []


def test_a_bot_is_no_agent() -> None:
    meta = {"assignee": {"name": "Botty"}, "assignee_type": "AgentBot"}
    assert [event.agent for event in told(meta=meta)] == [""]


def test_other_events_are_nothing_to_us() -> None:
    assert told({"event": "contact_updated", "id": 1}) == []


@each("name", ["event", "id", "status", "updated_at"])
def test_what_lacks_something_needed_is_not_understood(name: str) -> None:
    with pytest.raises(NotUnderstood, match=name):
        told({**TURNED, name: None})


@given(spoilt(TURNED, MESSAGE, {**CONVERSATION, "event": "conversation_created"}))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(CHATWOOT, json.loads(json.dumps(body)), {})
