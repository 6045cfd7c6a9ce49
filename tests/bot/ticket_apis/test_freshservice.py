from datetime import timedelta
from typing import Any

from bot.ticket_apis.freshservice import FRESHSERVICE, PAGE, changes, check, look_up, note
from bot.ticket_apis.talk import MOST_PAGES, Found, Wanted
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(FRESHSERVICE, subdomain="acme")
TICKET: dict[str, Any] = {
    "id": 20,
    "subject": "VPN",
    "type": "Incident",
    "status": 4,
    "priority": 3,
    "source": 3,
    "requester_id": 1,
    "responder_id": 12,
    "group_id": 11,
    "department_id": 13,
    "stats": {"resolved_at": "2026-11-18T11:00:00Z", "closed_at": None},
    "created_at": "2026-11-18T10:00:00Z",
    "updated_at": "2026-11-18T12:00:00Z",
}


def test_the_key_is_the_user() -> None:
    _, (call,) = held(check(ACCOUNT), {"tickets": []})
    assert call.url == "https://acme.freshservice.com/api/v2/tickets"
    assert call.headers["Authorization"] == "Basic dDBrZW46WA=="


def test_tickets_of_all_workspaces_are_caught_up() -> None:
    answer = {"tickets": [TICKET, {**TICKET, "status": 2}, {}, "odd"]}
    found, (call,) = held(changes(ACCOUNT, NOW, NOW), answer)
    solved, opened = found.events
    assert (solved.source, solved.external_id) == ("freshservice", "20")
    assert (solved.kind, solved.at) == (Kind.RESOLVED, NOW - timedelta(hours=1))
    assert (solved.channel, solved.priority, solved.subject) == ("phone", "High", "VPN")
    assert solved.url == "https://acme.freshservice.com/a/tickets/20"
    assert solved.extra == {"lookup": {"ticket": "20"}}
    assert (opened.kind, opened.at, found.until) == (Kind.REOPENED, NOW, None)
    assert call.query["updated_since"] == "2026-11-18T12:00:00Z"
    assert (call.query["workspace_id"], call.query["include"]) == ("0", "stats")


def test_full_pages_are_turned_and_at_some_time_left() -> None:
    full = {"tickets": [TICKET] * PAGE}
    found, calls = held(changes(ACCOUNT, NOW, NOW), full, {"tickets": []})
    assert (len(found.events), [call.query["page"] for call in calls]) == (PAGE, ["1", "2"])
    _, calls = held(changes(ACCOUNT, NOW, NOW), *[full] * MOST_PAGES)
    assert len(calls) == MOST_PAGES


def test_only_what_has_no_name_is_looked_up() -> None:
    requester = {"name": "J. Jansen", "email": "j.jansen@example.com"}
    found, calls = held(
        look_up(ACCOUNT, Wanted(external_id="20", ids={"ticket": "20"}, account="Acme")),
        {"ticket": {**TICKET, "requester": requester}},
        {"agent": {"first_name": "A.", "last_name": "de Vries", "email": None}},
        {"group": {"name": "Network"}},
    )
    assert found == Found(
        requester_email="j.jansen@example.com",
        requester_name="J. Jansen",
        subject="VPN",
        agent="A. de Vries",
        team="Network",
    )
    paths = [call.url.partition("/v2/")[2] for call in calls]
    assert paths == ["tickets/20", "agents/12", "groups/11"]
    gone, _ = held(look_up(ACCOUNT, Wanted(external_id="20", ids={})), None)
    assert gone == Found()


def test_a_note_is_private_and_is_written_anew_where_it_is() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("20")), {"conversation": {"id": 99}})
    assert (made, call.method, call.body["private"]) == ("99", "POST", True)
    assert call.url.endswith("/tickets/20/notes")
    kept, (call,) = held(note(ACCOUNT, a_note("20", remote_id="99")), {"conversation": {"id": 99}})
    assert (kept, call.method) == ("99", "PUT")
    assert call.url.endswith("/conversations/99")
    new, calls = held(
        note(ACCOUNT, a_note("20", remote_id="99")), None, {"conversation": {"id": 100}}
    )
    assert (new, len(calls)) == ("100", 2)
