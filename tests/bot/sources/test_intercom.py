import hashlib
import hmac
import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.sources.intercom import INTERCOM
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import AUTO_RESOLVED, Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

SECOND = int(NOW.timestamp())
ANSWER: dict[str, Any] = {
    "type": "conversation_part",
    "part_type": "comment",
    "body": "<p>Have you tried the other port?</p>",
    "author": {"type": "admin", "id": "8055717", "name": "A. de Vries"},
    "created_at": SECOND - 60,
}
NOTE = {**ANSWER, "part_type": "note"}
CLOSED: dict[str, Any] = {
    "type": "notification_event",
    "app_id": "lk4cyt9t",
    "topic": "conversation.admin.closed",
    "id": "notif_2a8995f8",
    "created_at": SECOND,
    "delivery_attempts": 1,
    "data": {
        "type": "notification_event_data",
        "item": {
            "type": "conversation",
            "id": "137324500000000",
            "created_at": SECOND - 600,
            "updated_at": SECOND - 1,
            "state": "closed",
            "priority": "priority",
            "admin_assignee_id": 8055717,
            "team_assignee_id": "0",
            "source": {
                "type": "conversation",
                "subject": "<p>VPN keeps dropping</p>",
                "author": {
                    "type": "user",
                    "id": "5ee3d479",
                    "name": "J. Jansen",
                    "email": "j.jansen@example.com",
                },
            },
            "contacts": {"contacts": [{"type": "contact", "id": "67a87380"}]},
            "conversation_parts": {"conversation_parts": [ANSWER, {"part_type": "close"}]},
            "tags": {"tags": [{"name": "vpn"}]},
            "links": {"conversation_web": "https://app.intercom.com/a/apps/lk4cyt9t/1"},
        },
    },
}
STATE: dict[str, Any] = {
    **CLOSED,
    "topic": "ticket.state.updated",
    "data": {
        "item": {
            "type": "ticket",
            "id": "137324500000000",
            "category": "Customer",
            "ticket_state": "resolved",
            "ticket_parts": {
                "ticket_parts": [
                    {"previous_ticket_state": "in_progress", "ticket_state": "resolved"},
                    {"part_type": "assignment", "assigned_to": {"id": "8055717"}},
                ]
            },
        }
    },
}


def told(body: dict[str, Any], **values: Any) -> list[Event]:
    return list(INTERCOM.translate(Told(body={**body, **values})))


def changed(body: dict[str, Any], **values: Any) -> dict[str, Any]:
    body = deepcopy(body)
    body["data"]["item"].update(values)
    return body


def said(*parts: dict[str, Any]) -> dict[str, Any]:
    listed = {"conversation_parts": list(parts)}
    return changed({**CLOSED, "topic": "conversation.admin.replied"}, conversation_parts=listed)


def delivery(body: bytes, secret: str = "secret", prefix: str = "sha1=") -> Delivery:
    digest = hmac.digest(secret.encode(), body, hashlib.sha1).hex()
    return Delivery(body=body, headers={"X-Hub-Signature": prefix + digest}, url="")


def test_the_body_is_signed_with_the_apps_secret() -> None:
    assert INTERCOM.is_genuine(delivery(b"{}"), ["secret"], NOW)
    assert INTERCOM.is_genuine(delivery(b"{}"), ["new", "secret"], NOW)
    assert not INTERCOM.is_genuine(delivery(b"{}"), ["new"], NOW)
    assert not INTERCOM.is_genuine(delivery(b"{}", prefix=""), ["secret"], NOW)
    assert not INTERCOM.is_genuine(delivery(b"{}", prefix="sha256="), ["secret"], NOW)


def test_a_repetition_has_the_same_name_though_its_counter_moved() -> None:
    again = {**CLOSED, "delivery_attempts": 2}
    keys = {INTERCOM.delivery_key(delivery(json.dumps(one).encode())) for one in (CLOSED, again)}
    assert keys == {"notif_2a8995f8"}


@each("body", [b"", b"[", b"[]", b'{"id": {}}', b'{"id": "\\u0000"}', b"\xff"])
def test_one_without_a_name_is_called_by_its_body(body: bytes) -> None:
    assert INTERCOM.delivery_key(delivery(body)).startswith("sha256:")


def test_a_closed_conversation_is_resolved_with_all_it_says() -> None:
    (event,) = told(CLOSED)
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "137324500000000")
    assert (event.agent, event.team, event.channel) == ("8055717", "", "chat")
    assert (event.requester_email, event.requester_name) == ("j.jansen@example.com", "J. Jansen")
    assert (event.subject, event.priority, event.tags) == ("VPN keeps dropping", "high", ("vpn",))
    assert event.url == "https://app.intercom.com/a/apps/lk4cyt9t/1"
    assert event.opened_at == NOW - timedelta(minutes=10)
    assert event.extra == {"lookup": {"contact_id": "67a87380"}}


def test_older_versions_name_the_customer_and_the_assignee_elsewhere() -> None:
    older = changed(
        CLOSED,
        source=None,
        contacts=None,
        admin_assignee_id=None,
        user={"id": "5ee3d479", "name": "J. Jansen", "email": "j.jansen@example.com"},
        assignee={"type": "admin", "id": "8055717", "name": "A. de Vries"},
    )
    (event,) = told(older)
    assert (event.requester_email, event.agent) == ("j.jansen@example.com", "A. de Vries")
    assert event.extra == {"lookup": {"contact_id": "5ee3d479"}}


@each(
    ("topic", "kinds"),
    [
        ("conversation.user.created", [Kind.OPENED]),
        ("conversation.user.replied", [Kind.FOLLOWED_UP, Kind.REOPENED]),
        ("ticket.contact.replied", [Kind.FOLLOWED_UP]),
        ("conversation.admin.opened", [Kind.REOPENED]),
        ("conversation.admin.snoozed", []),
        ("conversation.admin.noted", []),
        ("ping", []),
    ],
)
def test_what_topics_mean(topic: str, kinds: list[Kind]) -> None:
    assert [event.kind for event in told(CLOSED, topic=topic)] == kinds


@pytest.mark.parametrize(
    ("author", "by_rule"),
    [({"type": "bot"}, True), ({"type": "admin", "from_ai_agent": True}, True), ({}, None)],
)
def test_what_a_bot_closes_is_marked(author: dict[str, Any], *, by_rule: bool | None) -> None:
    parts = {"conversation_parts": [ANSWER, {"part_type": "close", "author": author}]}
    (event,) = told(changed(CLOSED, conversation_parts=parts))
    assert event.extra.get(AUTO_RESOLVED) is by_rule


def test_an_opening_is_dated_by_the_conversation() -> None:
    (event,) = told(CLOSED, topic="conversation.user.created")
    assert event.at == NOW - timedelta(minutes=10)


def test_a_teammates_answer_is_a_reply_and_a_note_after_it_changes_nothing() -> None:
    assert [event.kind for event in told(said(ANSWER))] == [Kind.REPLIED]
    assert [event.kind for event in told(said(ANSWER, NOTE))] == [Kind.REPLIED]


@pytest.mark.parametrize(
    "parts",
    [
        [NOTE],
        [{**ANSWER, "author": {"type": "bot", "id": "1"}}],
        [{**ANSWER, "author": {"type": "admin", "id": "1", "from_ai_agent": True}}],
        [ANSWER, {**ANSWER, "author": {"type": "user"}}],
        [],
    ],
    ids=["a note", "a bot", "an agent that is none", "the customer", "nothing"],
)
def test_other_parts_are_no_reply(parts: list[dict[str, Any]]) -> None:
    assert told(said(*parts)) == []


@each(
    ("state", "kind"),
    [
        ("resolved", Kind.RESOLVED),
        ({"type": "ticket_state", "category": "resolved"}, Kind.RESOLVED),
        ("in_progress", Kind.REOPENED),
        ({"category": "waiting_on_customer"}, Kind.REOPENED),
    ],
)
def test_a_tickets_state_comes_as_text_or_with_a_category(state: object, kind: Kind) -> None:
    assert [event.kind for event in told(changed(STATE, ticket_state=state))] == [kind]


def test_a_state_that_did_not_change_is_nothing_to_us() -> None:
    parts = [{"previous_ticket_state": "resolved", "ticket_state": "resolved"}]
    assert told(changed(STATE, ticket_parts={"ticket_parts": parts})) == []


@pytest.mark.parametrize("category", ["Back-office", "Tracker"])
def test_tickets_that_no_customer_sees_are_nothing_to_us(category: str) -> None:
    assert told(changed(STATE, category=category)) == []


@each(
    "body",
    [
        {},
        {**CLOSED, "data": None},
        {**CLOSED, "created_at": "soon"},
        changed(STATE, ticket_state=[]),
    ],
)
def test_what_lacks_something_is_not_understood(body: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        told(body)


def test_an_author_of_no_known_kind_is_not_taken_for_the_customer() -> None:
    odd = deepcopy(CLOSED)
    odd["data"]["item"]["source"]["author"]["type"] = []
    (event,) = events(INTERCOM, odd, {})
    assert event.requester_email == ""


@given(spoilt(CLOSED, STATE, said(ANSWER, NOTE)))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(INTERCOM, body, {})
