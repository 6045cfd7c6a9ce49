import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.sources import hubspot
from bot.sources.hubspot import HUBSPOT
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import AUTO_RESOLVED, Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
NOW_MS = int(NOW.timestamp() * 1000)
URL = "https://kompas.example.com/hooks/hubspot/h1"
CHANGE: dict[str, Any] = {
    "eventId": 100,
    "subscriptionId": 7,
    "portalId": 62515,
    "appId": 54321,
    "occurredAt": NOW_MS,
    "subscriptionType": "ticket.propertyChange",
    "attemptNumber": 0,
    "objectId": 1245,
    "propertyName": "hs_pipeline_stage",
    "propertyValue": "4",
    "changeSource": "CRM_UI",
}


def told(*changes: Any) -> list[Event]:
    return list(HUBSPOT.translate(Told(body={"events": list(changes)})))


def delivery(
    body: bytes = b"[]", *, url: str = URL, signed_url: str = URL, at: object = NOW_MS
) -> Delivery:
    signed = f"POST{signed_url}".encode() + body + f"{at}".encode()
    digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    headers = {
        "X-HubSpot-Signature-v3": base64.b64encode(digest).decode(),
        "X-HubSpot-Request-Timestamp": f"{at}",
    }
    return Delivery(body=body, headers=headers, url=url)


def test_method_address_body_and_time_are_signed() -> None:
    assert HUBSPOT.is_genuine(delivery(), ["new", SECRET], NOW)
    assert not HUBSPOT.is_genuine(delivery(), ["new"], NOW)
    good = delivery()
    for change in ({"url": URL + "/"}, {"method": "PUT"}, {"body": b"[1]"}):
        parts: dict[str, Any] = {"body": good.body, "headers": good.headers, "url": URL, **change}
        assert not HUBSPOT.is_genuine(Delivery(**parts), [SECRET], NOW)


def test_an_address_is_signed_as_hubspot_decodes_it() -> None:
    encoded = f"{URL}?to=a%3ab%2Fc%20d%26e%40f"
    decoded = f"{URL}?to=a:b/c%20d%26e@f"
    assert HUBSPOT.is_genuine(delivery(url=encoded, signed_url=decoded), [SECRET], NOW)
    assert not HUBSPOT.is_genuine(delivery(url=encoded, signed_url=encoded), [SECRET], NOW)


@each("off", [-300_000, -1, 0, 1, 300_000])
def test_five_minutes_are_allowed_on_either_side(off: int) -> None:
    assert HUBSPOT.is_genuine(delivery(at=NOW_MS + off), [SECRET], NOW)


@each("at", [NOW_MS - 300_001, NOW_MS + 300_001, "", "-1", f"{NOW_MS}.0", "9" * 400, "noon", "٣"])
def test_older_newer_or_odd_times_are_not_genuine(at: object) -> None:
    assert not HUBSPOT.is_genuine(delivery(at=at), [SECRET], NOW)


def test_another_attempt_has_the_same_name() -> None:
    first, again, other = (
        delivery(json.dumps([{**CHANGE, **difference}]).encode())
        for difference in ({}, {"attemptNumber": 3}, {"eventId": 101})
    )
    assert HUBSPOT.delivery_key(first) == HUBSPOT.delivery_key(again)
    assert HUBSPOT.delivery_key(first) != HUBSPOT.delivery_key(other)


@each("body", [b"", b"\xff", b"5", b"[" * 100_000, b'{"a": 1}', b"[5]"])
def test_any_body_has_a_name(body: bytes) -> None:
    assert HUBSPOT.delivery_key(delivery(body)).startswith("sha256:")


def test_the_closed_stage_is_resolved() -> None:
    (event,) = told(CHANGE)
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "1245")
    assert event.url == "https://app.hubspot.com/contacts/62515/record/0-5/1245"
    assert event.extra == {"lookup": {"ticket": "1245", "portal": "62515"}}


@pytest.mark.parametrize(("source", "by_rule"), [("AUTOMATION_PLATFORM", True), ("CRM_UI", None)])
def test_what_a_workflow_moves_is_marked(source: str, *, by_rule: bool | None) -> None:
    (event,) = told({**CHANGE, "changeSource": source})
    assert event.extra.get(AUTO_RESOLVED) is by_rule


def test_any_other_stage_is_open() -> None:
    assert [event.kind for event in told({**CHANGE, "propertyValue": "1"})] == [Kind.REOPENED]


def test_pipelines_may_end_at_other_stages() -> None:
    source = hubspot.source({"938471", "938472"})
    (event,) = source.translate(Told(body={"events": [{**CHANGE, "propertyValue": "938472"}]}))
    assert event.kind is Kind.RESOLVED
    (event,) = source.translate(Told(body={"events": [CHANGE]}))
    assert event.kind is Kind.REOPENED


def test_a_delivery_tells_several_things_in_order() -> None:
    of_any_type = {**CHANGE, "subscriptionType": "object.propertyChange", "objectTypeId": "0-5"}
    found = told({**CHANGE, "subscriptionType": "ticket.creation"}, of_any_type)
    assert [event.kind for event in found] == [Kind.OPENED, Kind.RESOLVED]


def test_properties_tell_of_messages_and_when_they_were_written() -> None:
    earlier = NOW_MS - 60_000
    names = {
        "first_agent_reply_date": Kind.REPLIED,
        "hs_last_message_received_at": Kind.FOLLOWED_UP,
    }
    for name, kind in names.items():
        (event,) = told({**CHANGE, "propertyName": name, "propertyValue": str(earlier)})
        assert (event.kind, event.at) == (kind, NOW - timedelta(minutes=1))
        assert told({**CHANGE, "propertyName": name, "propertyValue": ""}) == []


@each(
    "difference",
    [
        {"subscriptionType": "contact.propertyChange"},
        {"subscriptionType": "ticket.deletion"},
        {"subscriptionType": "object.propertyChange", "objectTypeId": "0-1"},
        {"propertyName": "subject"},
        {"subscriptionType": None},
    ],
)
def test_other_changes_are_nothing_to_us(difference: dict[str, Any]) -> None:
    assert told({**CHANGE, **difference}) == []


@each("name", ["objectId", "occurredAt", "propertyValue"])
def test_what_lacks_something_needed_is_not_understood(name: str) -> None:
    with pytest.raises(NotUnderstood, match=name):
        told({**CHANGE, name: None})
    with pytest.raises(NotUnderstood, match="events"):
        HUBSPOT.translate(Told(body=CHANGE))


@given(spoilt({"events": [CHANGE, {**CHANGE, "subscriptionType": "ticket.creation"}]}))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(HUBSPOT, json.loads(json.dumps(body)), {})


@each(
    ("written", "found"),
    [("", {"4"}), (" , ", {"4"}), ("77", {"77"}), ("4, 77;78  79 ", {"4", "77", "78", "79"})],
)
def test_stages_are_read_as_an_admin_writes_them(written: str, found: set[str]) -> None:
    assert hubspot.stages(written) == found
