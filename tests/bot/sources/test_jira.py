import hashlib
import hmac
import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.sources.jira import JIRA
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import AUTO_RESOLVED, Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

NOW_MS = int(NOW.timestamp() * 1000)
AGENT = {"accountId": "5b10:agent", "accountType": "atlassian", "displayName": "A. de Vries"}
CUSTOMER = {"accountId": "qm:customer", "accountType": "customer", "displayName": "J. Jansen"}
ISSUE: dict[str, Any] = {
    "id": "10021",
    "self": "https://acme.atlassian.net/rest/api/2/10021",
    "key": "DESK-22",
    "fields": {
        "summary": "VPN keeps dropping",
        "project": {"key": "DESK", "name": "Network desk"},
        "status": {"name": "Klaar", "statusCategory": {"key": "done", "name": "Gereed"}},
        "priority": {"name": "High"},
        "labels": ["vpn"],
        "assignee": AGENT,
        "reporter": CUSTOMER,
        "created": "2026-11-18T14:30:00.000+0530",
    },
}
UPDATED: dict[str, Any] = {
    "timestamp": NOW_MS,
    "webhookEvent": "jira:issue_updated",
    "issue_event_type_name": "issue_generic",
    "issue": ISSUE,
    "changelog": {
        "id": "1",
        "items": [
            {"field": "resolution", "from": None, "to": "10000"},
            {"field": "status", "from": "3", "fromString": "Bezig", "to": "5", "toString": "Klaar"},
        ],
    },
}
COMMENTED: dict[str, Any] = {
    "timestamp": NOW_MS,
    "webhookEvent": "comment_created",
    "issue": ISSUE,
    "comment": {
        "id": "1",
        "author": AGENT,
        "jsdPublic": True,
        "created": "2026-11-18T12:30:00.000+0100",
    },
}


def told(body: dict[str, Any]) -> list[Event]:
    return list(JIRA.translate(Told(body=body)))


def in_status(category: str) -> dict[str, Any]:
    body = deepcopy(UPDATED)
    body["issue"]["fields"]["status"] = {"statusCategory": {"key": category}}
    return body


def commented(**comment: Any) -> dict[str, Any]:
    return {**COMMENTED, "comment": {**COMMENTED["comment"], **comment}}


def test_the_body_is_signed_with_one_of_the_secrets() -> None:
    """The example of Atlassian's page about securing webhooks."""
    given_example = Delivery(
        body=b"Hello World!",
        headers={
            "X-Hub-Signature": "sha256="
            "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
        },
        url="",
    )
    assert JIRA.is_genuine(given_example, ["It's a Secret to Everybody"], NOW)
    assert JIRA.is_genuine(given_example, ["new", "It's a Secret to Everybody"], NOW)
    assert not JIRA.is_genuine(given_example, ["another"], NOW)


@each("prefix", ["sha1=", "", "\udcff"])
def test_other_signatures_are_not_genuine(prefix: str) -> None:
    digest = hmac.new(b"secret", b"{}", hashlib.sha256).hexdigest()
    bad = Delivery(body=b"{}", headers={"X-Hub-Signature": prefix + digest}, url="")
    assert not JIRA.is_genuine(bad, ["secret"], NOW)


def test_the_identifier_is_the_same_when_it_is_sent_again() -> None:
    headers = {"X-Atlassian-Webhook-Identifier": "d5a3"}
    assert JIRA.delivery_key(Delivery(body=b"1", headers=headers, url="")) == "d5a3"
    assert JIRA.delivery_key(Delivery(body=b"1", headers={}, url="")).startswith("sha256:")


def test_a_status_of_the_category_done_is_resolved_whatever_its_name() -> None:
    (event,) = told(UPDATED)
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "DESK-22")
    assert (event.team, event.agent, event.priority) == ("Network desk", "A. de Vries", "High")
    assert (event.subject, event.tags) == ("VPN keeps dropping", ("vpn",))
    assert event.url == "https://acme.atlassian.net/browse/DESK-22"
    assert event.opened_at == NOW - timedelta(hours=3)
    assert event.requester_name == "J. Jansen"
    assert event.extra == {"lookup": {"issue": "DESK-22", "account_id": "qm:customer"}}


@each("category", ["new", "indeterminate", "undefined"])
def test_a_status_of_another_category_is_open(category: str) -> None:
    assert [event.kind for event in told(in_status(category))] == [Kind.REOPENED]


@pytest.mark.parametrize(("kind", "by_rule"), [("app", True), ("atlassian", None)])
def test_what_an_app_moves_is_marked(kind: str, *, by_rule: bool | None) -> None:
    (event,) = told({**in_status("done"), "user": {"accountType": kind}})
    assert event.extra.get(AUTO_RESOLVED) is by_rule


def test_an_address_that_is_not_hidden_is_used() -> None:
    body = deepcopy(UPDATED)
    body["issue"]["fields"]["reporter"]["emailAddress"] = "j.jansen@example.com"
    (event,) = told(body)
    assert (event.requester_email, event.extra) == ("j.jansen@example.com", {})


@each(
    "changes",
    [
        [],
        [{"field": "resolution", "from": None, "to": "10000"}],
        [{"field": "status", "from": "5", "to": "5"}],
    ],
)
def test_an_update_that_leaves_the_status_is_nothing(changes: list[Any]) -> None:
    assert told({**UPDATED, "changelog": {"items": changes}}) == []


def test_a_new_issue_is_opened() -> None:
    (event,) = told({"webhookEvent": "jira:issue_created", "timestamp": NOW_MS, "issue": ISSUE})
    assert (event.kind, event.at) == (Kind.OPENED, NOW)


def test_a_public_comment_of_staff_is_a_reply_at_its_own_time() -> None:
    (event,) = told(COMMENTED)
    assert (event.kind, event.at) == (Kind.REPLIED, NOW - timedelta(minutes=30))


@pytest.mark.parametrize(
    "comment",
    [
        {"jsdPublic": False},
        {"visibility": {"type": "role", "value": "Service Desk Team"}},
        {"author": {**AGENT, "accountType": "app"}},
        {"author": None},
    ],
    ids=["internal", "for a role", "an app", "nobody"],
)
def test_other_comments_are_no_reply(comment: dict[str, Any]) -> None:
    assert told(commented(**comment)) == []


@pytest.mark.parametrize(
    "author",
    [CUSTOMER, {**AGENT, "accountId": "qm:customer"}],
    ids=["a customer", "the reporter"],
)
def test_what_the_customer_writes_is_no_reply_but_a_message(author: dict[str, Any]) -> None:
    assert [event.kind for event in told(commented(author=author))] == [Kind.FOLLOWED_UP]
    assert told(commented(author=author, jsdPublic=False)) == []


def test_other_webhooks_are_nothing_to_us() -> None:
    assert told({"webhookEvent": "jira:issue_deleted"}) == []
    assert told({"webhookEvent": "sprint_started"}) == []


@each(
    "lacking",
    [
        {"webhookEvent": None},
        {"issue": {"fields": ISSUE["fields"]}},
        {"timestamp": None},
        {"issue": {"key": "DESK-22"}},
    ],
)
def test_what_lacks_something_needed_is_not_understood(lacking: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        told({**UPDATED, **lacking})


@each("address", ["http://[", "https:///rest", "ftp://acme/rest", 5, None])
def test_an_odd_address_gives_no_link(address: object) -> None:
    (event,) = told({**UPDATED, "issue": {**ISSUE, "self": address}})
    assert event.url == ""


@given(spoilt(UPDATED, COMMENTED, {**UPDATED, "webhookEvent": "jira:issue_created"}))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    events(JIRA, json.loads(json.dumps(body)), {})
