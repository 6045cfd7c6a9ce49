from datetime import timedelta
from typing import Any

from bot.ticket_apis.freshdesk import FRESHDESK, PAGE, changes, check, look_up, note
from bot.ticket_apis.talk import Found, Wanted
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(FRESHDESK, subdomain="acme")
TICKET: dict[str, Any] = {
    "id": 20,
    "subject": "VPN",
    "status": 4,
    "priority": 3,
    "source": 3,
    "group_id": 11,
    "responder_id": 12,
    "company_id": None,
    "tags": ["vpn"],
    "requester": {"id": 1, "name": "J. Jansen", "email": "j.jansen@example.com"},
    "stats": {
        "resolved_at": "2026-11-18T11:00:00Z",
        "first_responded_at": "2026-11-18T10:05:00Z",
    },
    "created_at": "2026-11-18T10:00:00Z",
    "updated_at": "2026-11-18T12:00:00Z",
}


def test_the_key_is_the_user() -> None:
    _, (call,) = held(check(ACCOUNT), {"id": 1})
    assert call.url == "https://acme.freshdesk.com/api/v2/agents/me"
    assert call.headers["Authorization"] == "Basic dDBrZW46WA=="


def test_tickets_come_with_requester_and_statistics() -> None:
    found, (call,) = held(changes(ACCOUNT, NOW, NOW), [TICKET, {**TICKET, "status": 2}, {}])
    solved, opened = found.events
    assert (solved.kind, solved.at) == (Kind.RESOLVED, NOW - timedelta(hours=1))
    assert solved.first_replied_at == NOW - timedelta(hours=1, minutes=55)
    assert (solved.channel, solved.priority) == ("phone", "High")
    assert solved.requester_email == "j.jansen@example.com"
    assert solved.url == "https://acme.freshdesk.com/a/tickets/20"
    assert solved.extra == {"lookup": {"group_id": "11", "responder_id": "12"}}
    assert (opened.kind, opened.at, found.until) == (Kind.REOPENED, NOW, None)
    assert call.query["updated_since"] == "2026-11-18T12:00:00Z"


def test_full_pages_are_turned() -> None:
    found, calls = held(changes(ACCOUNT, NOW, NOW), [TICKET] * PAGE, [TICKET])
    assert len(found.events) == PAGE + 1
    assert [call.query["page"] for call in calls] == ["1", "2"]


def test_only_what_has_no_name_is_looked_up() -> None:
    ids = {"group_id": "11", "responder_id": "12", "company_id": "13"}
    found, calls = held(
        look_up(ACCOUNT, Wanted(external_id="20", ids=ids, account="Acme")),
        {"contact": {"name": "A. de Vries", "email": "a.devries@example.com"}},
        {"name": "Network"},
    )
    assert found == Found(agent="a.devries@example.com", team="Network")
    assert [call.url.partition("/v2/")[2] for call in calls] == ["agents/12", "groups/11"]


def test_a_note_is_private_and_is_written_anew_where_it_is() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("20")), {"id": 99})
    assert (made, call.method, call.body["private"]) == ("99", "POST", True)
    assert call.url.endswith("/tickets/20/notes")
    kept, (call,) = held(note(ACCOUNT, a_note("20", remote_id="99")), {"id": 99})
    assert (kept, call.method) == ("99", "PUT")
    assert call.url.endswith("/conversations/99")
    new, calls = held(note(ACCOUNT, a_note("20", remote_id="99")), None, {"id": 100})
    assert (new, len(calls)) == ("100", 2)
