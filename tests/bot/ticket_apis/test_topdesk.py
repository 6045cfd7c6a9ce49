from datetime import timedelta
from typing import Any

import pytest

from bot.sources.catalog import SYSTEMS
from bot.sources.shape import Told
from bot.ticket_apis import access
from bot.ticket_apis.talk import Found, Wanted
from bot.ticket_apis.topdesk import PAGE, TOPDESK, changes, check, look_up, note
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

OPTIONS = {"address": "https://desk.acme.test", "login": "kompas"}
ACCOUNT = account(TOPDESK, **OPTIONS)
INCIDENT: dict[str, Any] = {
    "id": "0d1b2d3e-6f8c-4f1a-9d0a-3a2b1c0d9e8f",
    "number": "I 2611 042",
    "briefDescription": "VPN keeps dropping",
    "completed": True,
    "completedDate": "2026-11-18T11:00:00.000+0000",
    "closedDate": None,
    "creationDate": "2026-11-18T10:00:00.000+0000",
    "modificationDate": "2026-11-18T12:00:00.000+0000",
    "caller": {
        "dynamicName": "Jansen, J.",
        "email": "j.jansen@example.com",
        "branch": {"id": "b", "name": "Utrecht"},
    },
    "operator": {"id": "o", "name": "Vries, A. de"},
    "operatorGroup": {"id": "g", "name": "Network"},
    "priority": {"id": "p", "name": "P2"},
    "entryType": {"id": "e", "name": "Phone"},
}
OPEN = {**INCIDENT, "completed": False, "completedDate": None}


def test_the_application_password_is_that_of_the_login() -> None:
    _, (call,) = held(check(ACCOUNT), [])
    assert call.url == "https://desk.acme.test/tas/api/incidents"
    assert call.headers["Authorization"] == "Basic a29tcGFzOnQwa2Vu"
    assert not call.may_be_private


def test_on_premises_it_may_be_private_once_an_operator_allowed_that_address() -> None:
    allowed = {**OPTIONS, access.PRIVATE: OPTIONS["address"]}
    moved = {**allowed, "address": "https://other.acme.test"}
    private = [next(check(account(TOPDESK, **one))).may_be_private for one in (allowed, moved)]
    assert private == [True, False]


def test_what_is_caught_up_is_what_the_webhook_would_have_told() -> None:
    found, (call,) = held(changes(ACCOUNT, NOW, NOW), [INCIDENT, OPEN, {}, "odd"])
    solved, opened = found.events
    (told,) = SYSTEMS["topdesk"].source.translate(Told(body=INCIDENT))
    assert (solved.source, solved.external_id) == (told.source, told.external_id)
    assert (solved.kind, solved.at) == (Kind.RESOLVED, NOW - timedelta(hours=1))
    assert (solved.team, solved.agent, solved.account) == ("Network", "Vries, A. de", "Utrecht")
    assert (solved.requester_email, solved.subject) == ("j.jansen@example.com", told.subject)
    assert (solved.extra, opened.kind, opened.at) == ({}, Kind.REOPENED, NOW)
    assert call.query["query"] == "modificationDate=ge=2026-11-18T12:00:00Z"
    assert (call.query["sort"], found.until) == ("modificationDate:asc", None)


def test_nothing_changed_is_no_body_at_all() -> None:
    found, _ = held(changes(ACCOUNT, NOW, NOW), None)
    assert found.events == []


def test_full_pages_are_turned() -> None:
    found, calls = held(changes(ACCOUNT, NOW, NOW), [INCIDENT] * PAGE, [INCIDENT])
    assert len(found.events) == PAGE + 1
    assert [call.query["pageStart"] for call in calls] == ["0", str(PAGE)]


def test_a_page_of_which_nothing_is_understood_does_not_hide_the_others() -> None:
    odd = {**INCIDENT, "completed": None}
    found, _ = held(changes(ACCOUNT, NOW, NOW), [INCIDENT] * PAGE, [odd])
    assert len(found.events) == PAGE


def test_an_admins_own_json_cannot_be_caught_up_and_that_is_said() -> None:
    odd = [{"modificationDate": INCIDENT["modificationDate"], "nummer": "I 2611 042"}]
    with pytest.raises(ApiTrouble, match="does not fit the mapping"):
        held(changes(ACCOUNT, NOW, NOW), odd)


def test_what_the_webhook_left_out_is_looked_up_by_the_number() -> None:
    (event,) = SYSTEMS["topdesk"].source.translate(
        Told(body={name: INCIDENT[name] for name in ("number", "completed", "modificationDate")})
    )
    assert event.extra == {"lookup": {"number": "I 2611 042"}}
    wanted = Wanted(external_id="I 2611 042", ids=event.extra["lookup"], team="Netwerk")
    found, (call,) = held(look_up(ACCOUNT, wanted), INCIDENT)
    assert call.url.endswith("/tas/api/incidents/number/I%202611%20042")
    assert found == Found(
        requester_email="j.jansen@example.com",
        requester_name="Jansen, J.",
        subject="VPN keeps dropping",
        agent="Vries, A. de",
        account="Utrecht",
    )
    assert held(look_up(ACCOUNT, wanted), None)[0] == Found()


def test_a_note_is_an_action_that_the_caller_does_not_see() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("I 2611 042")), INCIDENT)
    assert (made, call.method) == ("", "PATCH")
    assert call.url.endswith("/incidents/number/I%202611%20042")
    assert call.body["actionInvisibleForCaller"] is True
    assert call.body["action"] == "Gave 4 of 5.<br><br>&lt;b&gt;Fine&lt;/b&gt; @all"
    _, (call,) = held(note(ACCOUNT, a_note(INCIDENT["id"])), INCIDENT)
    assert call.url.endswith(f"/incidents/id/{INCIDENT['id']}")
