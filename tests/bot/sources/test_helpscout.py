import base64
import hashlib
import hmac
import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.sources.helpscout import HELPSCOUT
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

STATUS, REPLY, CREATED = "convo.status", "convo.agent.reply.created", "convo.created"
AGENT = {"id": 99, "type": "user", "first": "A.", "last": "de Vries", "email": "adv@example.com"}
CUSTOMER = {"id": 2, "type": "customer", "email": "j.jansen@example.com"}
CONVERSATION: dict[str, Any] = {
    "id": 123,
    "number": 349,
    "threads": 2,
    "type": "chat",
    "status": "closed",
    "state": "published",
    "subject": "VPN keeps dropping",
    "mailboxId": 13,
    "assignee": AGENT,
    "createdAt": "2026-11-18T09:00:00Z",
    "closedAt": "2026-11-18T12:00:00Z",
    "userUpdatedAt": "2026-11-18T12:30:00Z",
    "customerWaitingSince": {"time": "2026-11-18T09:00:00Z", "friendly": "3 hours ago"},
    "tags": [{"id": 9150, "color": "#929499", "tag": "vpn"}],
    "primaryCustomer": {**CUSTOMER, "first": "J.", "last": "Jansen"},
    "_embedded": {
        "threads": [
            {"type": "customer", "createdBy": CUSTOMER, "createdAt": "2026-11-18T09:00:00Z"},
            {"type": "note", "createdBy": AGENT, "createdAt": "2026-11-18T09:05:00Z"},
            {
                "type": "message",
                "state": "draft",
                "createdBy": AGENT,
                "createdAt": "2026-11-18T09:06:00Z",
            },
            {
                "type": "message",
                "state": "published",
                "createdBy": {"type": "system_user"},
                "createdAt": "2026-11-18T09:07:00Z",
            },
            {
                "type": "message",
                "state": "published",
                "createdBy": AGENT,
                "createdAt": "2026-11-18T10:00:00Z",
            },
            {
                "type": "message",
                "state": "published",
                "createdBy": AGENT,
                "createdAt": "2026-11-18T11:00:00Z",
            },
        ]
    },
    "_links": {"web": {"href": "https://secure.helpscout.net/conversation/123/349"}},
}
OLDER: dict[str, Any] = {
    "id": 123,
    "type": "email",
    "isDraft": False,
    "owner": {"firstName": "A.", "lastName": "de Vries", "type": "user"},
    "mailbox": {"id": 13, "name": "Support"},
    "customer": {"firstName": "J.", "lastName": "Jansen", "email": "j.jansen@example.com"},
    "status": "active",
    "createdAt": "2026-11-18T09:00:00Z",
    "userModifiedAt": "2026-11-18T12:00:00Z",
    "tags": ["vpn"],
}


def told(event: str = STATUS, body: dict[str, Any] = CONVERSATION, **fields: Any) -> list[Event]:
    headers = {"X-HelpScout-Event": event}
    return list(HELPSCOUT.translate(Told(body={**body, **fields}, headers=headers)))


def delivery(body: bytes, signature: str, event: str = STATUS) -> Delivery:
    headers = {"X-HelpScout-Signature": signature, "X-HelpScout-Event": event}
    return Delivery(body=body, headers=headers, url="")


def signed(body: bytes, secret: bytes) -> str:
    return base64.b64encode(hmac.new(secret, body, hashlib.sha1).digest()).decode()


def test_the_body_is_signed_with_one_of_the_secrets() -> None:
    good = delivery(b'{"firstName":"Jackie"}', signed(b'{"firstName":"Jackie"}', b"secret"))
    assert HELPSCOUT.is_genuine(good, ["new", "secret"], NOW)
    assert not HELPSCOUT.is_genuine(good, ["new"], NOW)
    assert not HELPSCOUT.is_genuine(
        delivery(b'{"firstName":"Jackie"} ', good.headers["X-HelpScout-Signature"]), ["secret"], NOW
    )
    assert not HELPSCOUT.is_genuine(delivery(b"{}", "\udcff"), ["secret"], NOW)


def test_the_event_is_part_of_a_deliverys_name() -> None:
    names = {
        HELPSCOUT.delivery_key(delivery(body, "", event))
        for body in (b"{}", b"{} ")
        for event in (STATUS, REPLY, STATUS)
    }
    assert len(names) == 4


def test_a_closed_conversation_is_resolved_with_all_it_tells() -> None:
    (event,) = told()
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "123")
    assert (event.team, event.agent, event.channel) == ("13", "adv@example.com", "chat")
    assert (event.requester_email, event.requester_name) == ("j.jansen@example.com", "J. Jansen")
    assert (event.subject, event.tags) == ("VPN keeps dropping", ("vpn",))
    assert event.url == "https://secure.helpscout.net/conversation/123/349"
    assert event.opened_at == NOW - timedelta(hours=3)


@pytest.mark.parametrize("status", ["active", "pending"])
def test_another_status_is_open_again_at_the_newest_time_there_is(status: str) -> None:
    (event,) = told(status=status, customerWaitingSince={"time": "2026-11-18T13:00:00Z"})
    assert (event.kind, event.at) == (Kind.REOPENED, NOW + timedelta(hours=1))


def test_spam_was_no_help() -> None:
    assert told(status="spam") == []


def test_the_first_published_message_of_a_person_is_the_reply() -> None:
    (event,) = told(REPLY)
    assert (event.kind, event.at) == (Kind.REPLIED, NOW - timedelta(hours=2))


def test_the_customers_newest_message_is_told() -> None:
    wrote = [
        {"createdBy": {"type": "customer"}, "createdAt": f"2026-11-18T{hour}:00:00Z"}
        for hour in (10, 12)
    ]
    (event,) = told("convo.customer.reply.created", _embedded={"threads": wrote})
    assert (event.kind, event.at) == (Kind.FOLLOWED_UP, NOW)


def test_threads_without_a_person_are_no_reply() -> None:
    threads = deepcopy(CONVERSATION["_embedded"]["threads"][:4])
    assert told(REPLY, _embedded={"threads": threads}) == []


def test_without_threads_the_events_time_is_the_replys() -> None:
    (event,) = told(REPLY, _embedded={})
    assert event.at == NOW + timedelta(minutes=30)


def test_a_new_conversation_is_opened() -> None:
    (event,) = told(CREATED)
    assert (event.kind, event.at) == (Kind.OPENED, NOW - timedelta(hours=3))


def test_the_first_version_of_the_payload_is_read_too() -> None:
    (event,) = told(STATUS, OLDER)
    assert (event.kind, event.at) == (Kind.REOPENED, NOW)
    assert (event.team, event.agent, event.tags) == ("Support", "A. de Vries", ("vpn",))
    assert (event.requester_email, event.requester_name) == ("j.jansen@example.com", "J. Jansen")


@pytest.mark.parametrize("unfinished", [{"isDraft": True}, {"state": "draft"}])
def test_drafts_are_nothing_to_us(unfinished: dict[str, Any]) -> None:
    assert told(CREATED, **unfinished) == []


@each("event", ["convo.tags", "convo.note.created", "satisfaction.ratings", ""])
def test_other_events_are_nothing_to_us(event: str) -> None:
    assert told(event, {"id": 1}) == []


def test_what_lacks_something_needed_is_not_understood() -> None:
    with pytest.raises(NotUnderstood, match="X-HelpScout-Event"):
        HELPSCOUT.translate(Told(body=CONVERSATION))
    with pytest.raises(NotUnderstood, match="status"):
        told(status=None)
    with pytest.raises(NotUnderstood, match="id"):
        told(id=None)
    with pytest.raises(NotUnderstood, match="userUpdatedAt"):
        told(STATUS, {"id": 1, "status": "closed"})


@given(spoilt(CONVERSATION, OLDER))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    for event in (STATUS, REPLY, CREATED):
        events(HELPSCOUT, json.loads(json.dumps(body)), {"X-HelpScout-Event": event})
