import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.sources import mapped
from bot.sources.mapping import FieldMapping, WrongMapping
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

MAPPING = FieldMapping(
    id="case.nr",
    status="case.state",
    resolved=("done", "true"),
    reopened=("busy",),
    time="/when",
    zone="Europe/Amsterdam",
    subject="case.title",
    url="case.link",
    requester_email="caller.email",
    requester_name="caller.name",
    account="caller.company",
    team="group",
    agent="agent",
    channel="via",
    priority="urgency",
    tags="labels",
    opened_at="begun",
)
SOURCE = mapped.source(MAPPING, title="Our own desk")
BODY: dict[str, Any] = {
    "when": "2026-11-18T13:00:00",
    "begun": 1794999600,
    "case": {"nr": 1042, "state": "Done", "title": "VPN", "link": "https://desk.example.com/1"},
    "caller": {"email": "j.jansen@example.com", "name": "J. Jansen", "company": "Acme"},
    "group": "Network",
    "agent": "A. de Vries",
    "via": "phone",
    "urgency": 2,
    "labels": "vpn, remote",
}


def told(**fields: Any) -> list[Event]:
    return list(SOURCE.translate(Told(body={**BODY, **fields}, received_at=NOW)))


def genuine(header: str, value: str, *secrets: str) -> bool:
    bare = Delivery(body=b'{"a": 1}', headers={header: value}, url="")
    return SOURCE.is_genuine(bare, secrets or ["new", "secret"], NOW)


def basic(user_and_password: str) -> str:
    return "Basic " + base64.b64encode(user_and_password.encode()).decode()


def test_the_secret_may_come_in_our_header_or_as_a_password() -> None:
    assert genuine("X-Kompas-Secret", "secret")
    assert genuine("Authorization", "Bearer secret")
    assert genuine("Authorization", basic("kompas:secret"))
    assert genuine("Authorization", basic("kompas:a:b"), "a:b")


@each(
    ("header", "value"),
    [
        ("X-Kompas-Secret", "Secret"),
        ("X-Kompas-Secret", ""),
        ("X-Kompas-Secret", "\udcff"),
        ("Authorization", "secret"),
        ("Authorization", "Bearer other"),
        ("Authorization", basic("secret:other")),
        ("Authorization", basic("secret")),
        ("Authorization", "Basic secret"),
        ("Authorization", "Basic /////w=="),
        ("Authorization", "Basic \udcff"),
        ("Authorization", "Digest secret"),
        ("Cookie", "secret"),
    ],
)
def test_anything_else_is_not_genuine(header: str, value: str) -> None:
    assert not genuine(header, value)


def test_a_signature_as_autotask_makes_it_is_genuine() -> None:
    digest = base64.b64encode(hmac.new(b"secret", b'{"a": 1}', hashlib.sha1).digest()).decode()
    assert genuine("X-Hook-Signature", f"sha1={digest}")
    assert not genuine("X-Hook-Signature", digest)
    assert not genuine("X-Hook-Signature", f"sha1={digest}", "other")


def test_the_mapping_tells_where_everything_stands() -> None:
    (event,) = told()
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "1042")
    assert (event.source, event.subject) == ("mapped", "VPN")
    assert event.url == "https://desk.example.com/1"
    assert (event.requester_email, event.requester_name) == ("j.jansen@example.com", "J. Jansen")
    assert (event.account, event.team, event.agent) == ("Acme", "Network", "A. de Vries")
    assert (event.channel, event.priority, event.tags) == ("phone", "2", ("vpn", "remote"))
    assert event.opened_at == NOW - timedelta(hours=1)


@each("when", ["2026-11-18T12:00:00Z", 1795003200, 1795003200000])
def test_a_time_with_its_zone_stays_as_it_is(when: object) -> None:
    assert [event.at for event in told(when=when)] == [NOW]


def test_true_and_numbers_are_statuses_too() -> None:
    assert [event.kind for event in told(case={"nr": 1, "state": True})] == [Kind.RESOLVED]
    assert told(case={"nr": 1, "state": 3}) == []


def test_tags_may_be_a_list() -> None:
    assert [event.tags for event in told(labels=["a", {}, "b"])] == [("a", "b")]


def test_a_list_of_events_is_read_one_by_one() -> None:
    reopened = {**BODY, "case": {"nr": 2, "state": "busy"}}
    found = SOURCE.translate(Told(body={"events": [BODY, reopened]}))
    assert [(one.kind, one.external_id) for one in found] == [
        (Kind.RESOLVED, "1042"),
        (Kind.REOPENED, "2"),
    ]


def test_without_a_path_to_a_time_it_is_when_it_came_in() -> None:
    source = mapped.source(MAPPING.model_copy(update={"time": ""}))
    assert [event.at for event in source.translate(Told(body=BODY, received_at=NOW))] == [NOW]
    with pytest.raises(NotUnderstood):
        source.translate(Told(body=BODY))


@each(
    ("difference", "path"),
    [
        ({"case": {"state": "done"}}, "case.nr"),
        ({"case": {"nr": "1" * 256, "state": "done"}}, "case.nr"),
        ({"case": {"nr": 1}}, "case.state"),
        ({"when": "noon"}, "/when"),
        ({"when": "9999-12-31T23:59:59"}, "/when"),
        ({"when": "2000-01-01T05:00:00+06:00"}, "/when"),
        ({"when": None}, "/when"),
    ],
)
def test_what_is_not_where_the_mapping_says_is_named(difference: dict[str, Any], path: str) -> None:
    with pytest.raises(NotUnderstood, match=path):
        told(**difference)


@given(spoilt(BODY))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(SOURCE, json.loads(json.dumps(body)), {})


def test_a_stored_mapping_is_used_and_one_that_is_spoilt_keeps_no_webhook_out() -> None:
    good = mapped.of_row(
        MAPPING.model_dump(mode="json"), title="Our desk", clicks=(), system="mapped"
    )
    assert list(good.translate(Told(body=BODY))) == told()
    spoilt_row = mapped.of_row({"id": ""}, title="Our desk", clicks=(), system="ours")
    assert spoilt_row.is_genuine(
        Delivery(body=b"{}", headers={"X-Kompas-Secret": "s"}, url=""), ["s"], NOW
    )
    with pytest.raises(WrongMapping):
        spoilt_row.translate(Told(body=BODY))


@pytest.mark.parametrize(("path", "keys"), [("/when", 1), ("", 2)])
def test_without_a_time_the_same_body_is_news_an_hour_later(path: str, keys: int) -> None:
    source = mapped.source(MAPPING.model_copy(update={"time": path}))
    moments = (NOW, NOW + timedelta(minutes=30), NOW + timedelta(hours=1))
    found = {
        source.delivery_key(Delivery(body=b"{}", headers={}, url="", received_at=at))
        for at in moments
    }
    assert len(found) == keys
