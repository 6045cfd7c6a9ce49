from datetime import timedelta
from typing import Any

import pytest

from bot.ticket_apis.trouble import ApiTrouble
from bot.ticket_apis.zammad import PAGE, ZAMMAD, changes, check, note
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(ZAMMAD, address="https://desk.example.com")
CLOSED: dict[str, Any] = {
    "id": 81,
    "number": "10081",
    "title": "VPN",
    "state": "closed",
    "group": "Network",
    "owner": "a.devries@example.com",
    "customer": "j.jansen@example.com",
    "organization": "Acme",
    "created_at": "2026-11-18T10:00:00.000Z",
    "last_close_at": "2026-11-18T11:00:00.000Z",
    "updated_at": "2026-11-18T12:00:00.000Z",
}


def test_the_token_is_zammad_s_own_kind() -> None:
    _, (call,) = held(check(ACCOUNT), {"id": 3})
    assert call.url == "https://desk.example.com/api/v1/users/me"
    assert call.headers == {"Authorization": "Token token=t0ken"}


def test_tickets_come_expanded() -> None:
    others = [{**CLOSED, "state": "open"}, {**CLOSED, "state": "merged"}, {}, "odd"]
    found, (call,) = held(changes(ACCOUNT, NOW, NOW), [CLOSED, *others])
    closed, opened = found.events
    assert (closed.external_id, closed.kind) == ("10081", Kind.RESOLVED)
    assert closed.at == NOW - timedelta(hours=1)
    assert (closed.requester_email, closed.agent) == (CLOSED["customer"], CLOSED["owner"])
    assert (closed.team, closed.account, closed.extra) == ("Network", "Acme", {"ticket_id": "81"})
    assert (opened.kind, opened.at, found.until) == (Kind.REOPENED, NOW, None)
    assert call.query["query"] == "updated_at:[2026-11-18T12:00:00Z TO *]"


def test_nobody_owns_what_the_minus_owns() -> None:
    (event,) = held(changes(ACCOUNT, NOW, NOW), [{**CLOSED, "owner": "-"}])[0].events
    assert event.agent == ""


def test_full_pages_are_turned() -> None:
    _, calls = held(changes(ACCOUNT, NOW, NOW), [CLOSED] * PAGE, [])
    assert [call.query["page"] for call in calls] == ["1", "2"]


def test_a_note_is_an_internal_article() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("10081", extra={"ticket_id": "81"})), {"id": 5})
    assert made == "5"
    assert call.url.endswith("/ticket_articles")
    assert (call.body["ticket_id"], call.body["internal"]) == (81, True)
    with pytest.raises(ApiTrouble):
        held(note(ACCOUNT, a_note("10081")))
