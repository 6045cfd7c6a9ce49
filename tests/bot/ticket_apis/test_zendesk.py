from datetime import timedelta
from typing import Any

import pytest

from bot.ticket_apis.talk import Found, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from bot.ticket_apis.zendesk import MOST_PAGES, ZENDESK, changes, check, look_up, note
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(ZENDESK, subdomain="acme", email="admin@example.com")
USERS = {
    "users": [
        {"id": 20978392, "name": "J. Jansen", "email": "j.jansen@example.com"},
        {"id": 235323, "name": "A. de Vries", "email": "a.devries@example.com"},
    ]
}
WANTED = Wanted(
    external_id="35436",
    ids={"requester_id": "20978392"},
    team="98738",
    agent="235323",
    account="509974",
)


def ticket(status: str, **more: Any) -> dict[str, Any]:
    """Give a ticket as the incremental export has it."""
    return {
        "id": 35436,
        "subject": "VPN",
        "status": status,
        "requester_id": 20978392,
        "assignee_id": 235323,
        "group_id": 98738,
        "created_at": "2026-11-18T10:00:00Z",
        "updated_at": "2026-11-18T12:00:00Z",
        "generated_timestamp": 1795003200,
        **more,
    }


def page(*tickets: dict[str, Any], more: bool = False, **about: Any) -> dict[str, Any]:
    return {"tickets": list(tickets), "after_cursor": "c==", "end_of_stream": not more, **about}


def test_a_token_that_nobody_has_is_refused() -> None:
    _, (call,) = held(check(ACCOUNT), {"user": {"id": 1, "role": "admin"}})
    assert call.url == "https://acme.zendesk.com/api/v2/users/me.json"
    # Zendesk takes a wrong token for none at all.
    with pytest.raises(ApiTrouble):
        held(check(ACCOUNT), {"user": {"id": None, "role": "end-user"}})


def test_ids_get_their_names() -> None:
    found, calls = held(
        look_up(ACCOUNT, WANTED),
        USERS,
        {"group": {"id": 98738, "name": "Network"}},
        {"organization": {"id": 509974, "name": "Acme"}},
    )
    assert found == Found(
        requester_email="j.jansen@example.com",
        requester_name="J. Jansen",
        agent="A. de Vries",
        team="Network",
        account="Acme",
        url="https://acme.zendesk.com/agent/tickets/35436",
    )
    assert dict(calls[0].query) == {"ids": "20978392,235323"}
    assert [call.url.rpartition("/v2/")[2] for call in calls] == [
        "users/show_many.json",
        "groups/98738.json",
        "organizations/509974.json",
    ]


def test_names_that_a_trigger_sent_stay_and_what_is_gone_is_nothing() -> None:
    wanted = Wanted(external_id="7", ids={"requester_id": "1"}, team="Network", agent="A. de Vries")
    found, calls = held(look_up(ACCOUNT, wanted), {"users": []})
    assert (found.requester_email, found.team, found.agent, len(calls)) == ("", "", "", 1)
    gone, _ = held(look_up(ACCOUNT, Wanted(external_id="7", ids={}, team="5")), None)
    assert gone.team == ""


def test_tickets_say_when_they_were_solved() -> None:
    solved = [{"ticket_id": 35436, "solved_at": "2026-11-18T11:00:00Z"}]
    exported = page(ticket("solved"), metric_sets=solved)
    found, (call,) = held(changes(ACCOUNT, NOW, NOW), exported)
    (event,) = found.events
    assert (event.kind, event.at, found.until) == (Kind.RESOLVED, NOW - timedelta(hours=1), None)
    assert event.extra["lookup"]["requester_id"] == "20978392"
    assert call.query["start_time"] == str(int(NOW.timestamp()))
    assert call.query["include"] == "metric_sets"

    inside = ticket("closed", metric_set={"solved_at": "2026-11-18T11:30:00Z"})
    (event,) = held(changes(ACCOUNT, NOW, NOW), page(inside))[0].events
    assert event.at == NOW - timedelta(minutes=30)
    (event,) = held(changes(ACCOUNT, NOW, NOW), page(ticket("open")))[0].events
    assert (event.kind, event.at) == (Kind.REOPENED, NOW)


def test_deleted_and_odd_tickets_are_passed_over() -> None:
    odd = [ticket("deleted"), ticket("solved", id=None), ticket("open", updated_at=None)]
    assert held(changes(ACCOUNT, NOW, NOW), page(*odd))[0].events == []


def test_pages_are_turned_so_often_and_then_it_is_known_how_far() -> None:
    found, calls = held(
        changes(ACCOUNT, NOW - timedelta(days=9), NOW),
        *[page(ticket("open"), more=True)] * MOST_PAGES,
    )
    assert dict(calls[1].query)["cursor"] == "c=="
    assert "start_time" not in calls[1].query
    assert found.until == NOW


def test_a_note_is_internal() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("35436")), {"ticket": {"id": 35436}})
    assert (made, call.method) == ("", "PUT")
    assert call.url == "https://acme.zendesk.com/api/v2/tickets/35436.json"
    assert call.body == {
        "ticket": {"comment": {"body": "Gave 4 of 5.\n\n<b>Fine</b> @all", "public": False}}
    }
