from datetime import timedelta
from typing import Any

from bot.ticket_apis.hubspot import HUBSPOT, changes, check, look_up, note
from bot.ticket_apis.talk import Found, Wanted
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(HUBSPOT)
TICKET: dict[str, Any] = {
    "id": "501",
    "properties": {
        "subject": "VPN",
        "hubspot_owner_id": "31",
        "hs_ticket_priority": "HIGH",
        "source_type": "CHAT",
    },
    "associations": {
        "contacts": {"results": [{"id": "201", "type": "ticket_to_contact"}]},
        "companies": {"results": [{"id": "301", "type": "ticket_to_company"}]},
    },
}


def row(stage: str, **more: Any) -> dict[str, Any]:
    said = {"hs_pipeline_stage": stage, "hs_lastmodifieddate": "2026-11-18T12:00:00Z", **more}
    return {"id": "501", "properties": said}


def test_the_token_is_tried_on_tickets() -> None:
    _, (call,) = held(check(ACCOUNT), {"results": []})
    assert call.url == "https://api.hubapi.com/crm/v3/objects/tickets"
    assert call.headers["Authorization"] == "Bearer t0ken"


def test_a_ticket_is_followed_to_its_people() -> None:
    owner = {"email": "a.devries@example.com", "teams": [{"name": "X"}]}
    owner["teams"] = [{"name": "Sales"}, {"name": "Network", "primary": True}]
    found, calls = held(
        look_up(ACCOUNT, Wanted(external_id="501", ids={"ticket": "501"})),
        TICKET,
        {"properties": {"email": "j.jansen@example.com", "firstname": "J.", "lastname": "Jansen"}},
        {"properties": {"name": "Acme"}},
        owner,
    )
    assert found == Found(
        requester_email="j.jansen@example.com",
        requester_name="J. Jansen",
        agent="a.devries@example.com",
        team="Network",
        account="Acme",
        subject="VPN",
        priority="high",
        channel="chat",
    )
    assert [call.url.partition("/v3/")[2] for call in calls] == [
        "objects/tickets/501",
        "objects/contacts/201",
        "objects/companies/301",
        "owners/31",
    ]
    assert calls[0].query["associations"] == "contacts,companies"


def test_a_ticket_of_nobody_is_of_nobody() -> None:
    found, _ = held(look_up(ACCOUNT, Wanted(external_id="501", ids={})), {"properties": {}})
    assert found == Found()


def test_stages_say_what_happened_and_the_closing_has_its_date() -> None:
    closed = row("4", closed_date="2026-11-18T11:00:00Z")
    first = {"results": [closed], "paging": {"next": {"after": "100"}}}
    found, calls = held(changes(ACCOUNT, NOW, NOW), first, {"results": [row("1"), row("")]})
    solved, opened = found.events
    assert (solved.kind, solved.at) == (Kind.RESOLVED, NOW - timedelta(hours=1))
    assert (opened.kind, opened.at, found.until) == (Kind.REOPENED, NOW, None)
    assert solved.extra["lookup"]["ticket"] == "501"
    ((changed,),) = [group["filters"] for group in calls[0].body["filterGroups"]]
    assert changed["value"] == str(int(NOW.timestamp() * 1000))
    assert calls[1].body["after"] == "100"


def test_a_pipeline_of_one_s_own_has_its_stages() -> None:
    mine = account(HUBSPOT, closed_stages="77, 78")
    found, _ = held(changes(mine, NOW, NOW), {"results": [row("78"), row("4")]})
    assert [event.kind for event in found.events] == [Kind.RESOLVED, Kind.REOPENED]


def test_a_note_is_tied_to_the_ticket_and_written_anew_where_it_is() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("501")), {"id": "9"})
    assert (made, call.method) == ("9", "POST")
    (tie,) = call.body["associations"]
    assert (tie["to"], tie["types"][0]["associationTypeId"]) == ({"id": "501"}, 228)
    assert call.body["properties"]["hs_timestamp"] == "2026-11-18T12:00:00Z"
    kept, (call,) = held(note(ACCOUNT, a_note("501", remote_id="9")), {"id": "9"})
    assert (kept, call.method, "associations" in call.body) == ("9", "PATCH", False)
    new, _ = held(note(ACCOUNT, a_note("501", remote_id="9")), None, {"id": "10"})
    assert new == "10"
