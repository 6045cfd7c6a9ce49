import hashlib
import hmac
import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from bot.sources.github import GITHUB
from bot.sources.shape import Delivery, NotUnderstood, Told
from kpi.interaction_event import AUTO_RESOLVED, Event, Kind
from tests.bot.sources.odd import events, spoilt
from tests.each import each
from tests.moments import NOW

ISSUE: dict[str, Any] = {
    "number": 7,
    "title": "VPN keeps dropping",
    "html_url": "https://github.com/acme/vpn/issues/7",
    "user": {"id": 11, "login": "jjansen", "type": "User"},
    "state": "closed",
    "state_reason": "completed",
    "assignees": [{"id": 12, "login": "adevries"}],
    "labels": [{"name": "bug"}, {"name": "network"}],
    "created_at": "2026-11-17T09:00:00Z",
    "updated_at": "2026-11-18T12:00:00Z",
    "closed_at": "2026-11-18T12:00:00Z",
}
CLOSED: dict[str, Any] = {
    "action": "closed",
    "issue": ISSUE,
    "repository": {"full_name": "acme/vpn"},
    "sender": {"login": "adevries", "type": "User"},
}
COMMENTED: dict[str, Any] = {
    **CLOSED,
    "action": "created",
    "comment": {
        "user": {"id": 12, "login": "adevries", "type": "User"},
        "author_association": "MEMBER",
        "created_at": "2026-11-17T10:00:00Z",
    },
}


def told(body: dict[str, Any], event: str = "issues") -> list[Event]:
    return list(GITHUB.translate(Told(body=body, headers={"X-GitHub-Event": event})))


def changed(body: dict[str, Any], part: str, **values: Any) -> dict[str, Any]:
    body = deepcopy(body)
    body[part].update(values)
    return body


def delivery(body: bytes, signature: str, **headers: str) -> Delivery:
    return Delivery(body=body, headers={"X-Hub-Signature-256": signature, **headers}, url="")


@pytest.mark.parametrize(("kind", "by_rule"), [("Bot", True), ("User", None)])
def test_what_a_bot_closes_is_marked(kind: str, *, by_rule: bool | None) -> None:
    (event,) = told(changed(CLOSED, "sender", type=kind))
    assert event.extra.get(AUTO_RESOLVED) is by_rule


def test_the_example_of_its_documentation_is_genuine() -> None:
    """The values that docs.github.com gives for testing an implementation."""
    signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    good = delivery(b"Hello, World!", signature)
    assert GITHUB.is_genuine(good, ["It's a Secret to Everybody"], NOW)
    assert GITHUB.is_genuine(good, ["new", "It's a Secret to Everybody"], NOW)
    assert not GITHUB.is_genuine(good, ["another"], NOW)


@each("prefix", ["sha1=", "sha256=0", "", "SHA256=", "\udcff"])
def test_other_signatures_are_not(prefix: str) -> None:
    digest = hmac.new(b"secret", b"{}", hashlib.sha256).hexdigest()
    assert GITHUB.is_genuine(delivery(b"{}", f"sha256={digest}"), ["secret"], NOW)
    assert not GITHUB.is_genuine(delivery(b"{}", prefix + digest), ["secret"], NOW)
    assert not GITHUB.is_genuine(delivery(b"{} ", f"sha256={digest}"), ["secret"], NOW)


def test_a_redelivery_has_the_same_name() -> None:
    assert GITHUB.delivery_key(delivery(b"{}", "", **{"X-GitHub-Delivery": "72d3"})) == "72d3"
    assert GITHUB.delivery_key(delivery(b"{}", "")).startswith("sha256:")


def test_a_closed_issue_is_resolved_with_all_it_says() -> None:
    (event,) = told(CLOSED)
    assert (event.kind, event.at, event.external_id) == (Kind.RESOLVED, NOW, "acme/vpn#7")
    assert (event.team, event.agent, event.requester_name) == ("acme/vpn", "adevries", "jjansen")
    assert (event.subject, event.tags) == ("VPN keeps dropping", ("bug", "network"))
    assert event.url == "https://github.com/acme/vpn/issues/7"
    assert event.extra == {"lookup": {"login": "jjansen"}}


def test_a_refusal_counts_and_a_duplicate_does_not() -> None:
    refused = changed(CLOSED, "issue", state_reason="not_planned")
    assert [event.kind for event in told(refused)] == [Kind.RESOLVED]
    assert told(changed(CLOSED, "issue", state_reason="duplicate")) == []


def test_a_reopening_is_dated_by_its_own_moment_not_by_the_closing_left_over() -> None:
    reopened = changed(CLOSED, "issue", updated_at="2026-11-19T08:00:00Z", state="open")
    (event,) = told({**reopened, "action": "reopened"})
    assert (event.kind, event.at.day) == (Kind.REOPENED, 19)


def test_an_opening_is_dated_by_its_creation() -> None:
    (event,) = told({**CLOSED, "action": "opened"})
    assert (event.kind, event.at) == (Kind.OPENED, event.opened_at)


def test_staffs_first_answer_is_a_reply() -> None:
    (event,) = told(COMMENTED, "issue_comment")
    assert (event.kind, event.at.hour) == (Kind.REPLIED, 10)


@pytest.mark.parametrize(
    "body",
    [
        {**COMMENTED, "action": "edited"},
        changed(COMMENTED, "comment", author_association="CONTRIBUTOR"),
        changed(COMMENTED, "comment", user={"id": 9, "type": "Bot"}),
        changed(COMMENTED, "issue", pull_request={"url": "https://github.com"}),
    ],
    ids=["edited", "a passer-by", "a bot", "a pull request"],
)
def test_other_comments_are_no_reply(body: dict[str, Any]) -> None:
    assert told(body, "issue_comment") == []


def test_who_asked_may_write_again() -> None:
    body = changed(COMMENTED, "comment", user={"id": 11, "type": "User"})
    assert [event.kind for event in told(body, "issue_comment")] == [Kind.FOLLOWED_UP]
    assert told({**body, "action": "edited"}, "issue_comment") == []


@each("event", ["ping", "pull_request", "push"])
def test_other_events_are_nothing_to_us(event: str) -> None:
    assert told({"zen": "Keep it simple.", "action": "closed"}, event) == []
    assert told({**CLOSED, "action": "labeled"}) == []


@each("spoiling", [{"issue": None}, {"repository": {}}, {"issue": {"number": 7}}])
def test_what_lacks_its_issue_is_not_understood(spoiling: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        told({**CLOSED, **spoiling})


@given(spoilt(CLOSED, COMMENTED, {**CLOSED, "action": "reopened"}))
def test_anything_odd_in_it_is_understood_or_named(body: dict[str, Any]) -> None:
    for event in ("issues", "issue_comment"):
        events(GITHUB, json.loads(json.dumps(body)), {"X-GitHub-Event": event})
