import hashlib
import hmac
import json
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given

from bot.sources.shape import Delivery, NotUnderstood, Told
from bot.sources.zammad import ZAMMAD
from kpi.interaction_event import AUTO_RESOLVED, Event, Kind, State, applied
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

TICKET: dict[str, Any] = {
    "id": 81,
    "number": "10081",
    "title": "VPN keeps dropping",
    "state": "closed",
    "priority": {"id": 2, "name": "2 normal"},
    "create_article_type": "phone",
    "group": {"id": 3, "name": "Service Desk"},
    "organization": {"id": 3, "name": "Acme"},
    "owner": {"id": 5, "firstname": "A.", "lastname": "de Vries", "email": "adv@example.com"},
    "customer": {"id": 8, "firstname": "J.", "lastname": "Jansen", "email": "jj@example.com"},
    "created_at": "2026-11-18T09:00:00.282Z",
    "updated_at": "2026-11-18T12:00:00.000Z",
}
ARTICLE: dict[str, Any] = {
    "id": 104,
    "sender": "Agent",
    "internal": False,
    "type": "email",
    "created_at": "2026-11-18T11:00:00.000Z",
}


def told(article: Any = None, **ticket: Any) -> list[Event]:
    body = {"ticket": {**TICKET, **ticket}, "article": article}
    return list(ZAMMAD.translate(Told(body=body)))


def delivery(signature: str, **headers: str) -> Delivery:
    return Delivery(body=b"{}", headers={"X-Hub-Signature": signature, **headers}, url="")


def test_the_body_is_signed_with_one_of_the_secrets() -> None:
    digest = hmac.new(b"secret", b"{}", hashlib.sha1).hexdigest()
    assert ZAMMAD.is_genuine(delivery(f"sha1={digest}"), ["new", "secret"], NOW)
    assert not ZAMMAD.is_genuine(delivery(f"sha1={digest}"), ["new"], NOW)
    for other in (digest, f"sha256={digest}", "", "\udcff"):
        assert not ZAMMAD.is_genuine(delivery(other), ["secret"], NOW)


@pytest.mark.parametrize(("user", "by_rule"), [(1, True), (5, None)])
def test_what_a_scheduler_closes_is_marked(user: int, *, by_rule: bool | None) -> None:
    (event,) = told(updated_by={"id": user})
    assert event.extra.get(AUTO_RESOLVED) is by_rule


def test_a_delivery_has_a_name_of_its_own() -> None:
    assert ZAMMAD.delivery_key(delivery("", **{"X-Zammad-Delivery": "d-1"})) == "d-1"
    assert ZAMMAD.delivery_key(delivery("")).startswith("sha256:")


def test_a_closed_ticket_is_resolved_with_all_it_tells() -> None:
    (event,) = told()
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "10081")
    assert (event.team, event.agent, event.account) == ("Service Desk", "adv@example.com", "Acme")
    assert (event.channel, event.priority) == ("phone", "2 normal")
    assert (event.requester_email, event.requester_name) == ("jj@example.com", "J. Jansen")
    assert (event.subject, event.extra) == ("VPN keeps dropping", {"ticket_id": "81"})


def test_the_last_closing_is_known_better_than_the_last_change() -> None:
    (event,) = told(last_close_at="2026-11-18T10:00:00.000Z")
    assert event.at == NOW - timedelta(hours=2)


@each("state", ["open", "pending reminder", "pending close", {"name": "open"}])
def test_any_other_state_is_open(state: object) -> None:
    assert [event.kind for event in told(state=state)] == [Kind.REOPENED]


def test_a_new_ticket_is_opened_when_it_was_made() -> None:
    (event,) = told(state="new")
    assert (event.kind, event.at) == (Kind.OPENED, event.opened_at)


@pytest.mark.parametrize("state", ["merged", "removed"])
def test_tickets_that_went_elsewhere_are_nothing_to_us(state: str) -> None:
    assert told(ARTICLE, state=state) == []


def test_an_answer_that_closes_is_both() -> None:
    replied, resolved = told(ARTICLE)
    assert (replied.kind, replied.at) == (Kind.REPLIED, NOW - timedelta(hours=1))
    assert resolved.kind is Kind.RESOLVED


@each(
    "difference", [{"internal": True}, {"internal": None}, {"sender": "System"}, {"sender": None}]
)
def test_notes_and_what_writes_itself_are_no_reply(difference: dict[str, Any]) -> None:
    assert [event.kind for event in told({**ARTICLE, **difference})] == [Kind.RESOLVED]


def test_what_the_customer_writes_is_no_reply_but_a_message() -> None:
    wrote, _ = told({**ARTICLE, "sender": "Customer"})
    assert (wrote.kind, wrote.at) == (Kind.FOLLOWED_UP, NOW - timedelta(hours=1))


def test_nobody_is_no_agent() -> None:
    nobody = {"id": 1, "firstname": "-", "lastname": "", "email": ""}
    assert [event.agent for event in told(owner=nobody)] == [""]


def test_in_any_order_a_ticket_closed_reopened_and_closed_counts_twice_or_as_it_stands() -> None:
    states = [
        ("new", "2026-11-18T09:00:00.282Z"),
        ("closed", "2026-11-18T10:00:00Z"),
        ("closed", "2026-11-18T10:05:00Z"),
        ("open", "2026-11-18T11:00:00Z"),
        ("closed", "2026-11-18T12:00:00Z"),
    ]
    for order in permutations(states):
        state = State()
        for name, at in order:
            for event in told(state=name, updated_at=at):
                state = applied(state, event).state
        assert not state.is_reopened
        assert state.closed_at == NOW
        assert 1 <= state.solve_cycle <= 2


@each("name", ["number", "state", "updated_at"])
def test_what_lacks_something_needed_is_not_understood(name: str) -> None:
    with pytest.raises(NotUnderstood, match=name):
        told(**{name: None})
    with pytest.raises(NotUnderstood, match="ticket"):
        ZAMMAD.translate(Told(body={"article": ARTICLE}))


@given(spoilt({"ticket": TICKET, "article": ARTICLE}))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(ZAMMAD, json.loads(json.dumps(body)), {})
