from datetime import timedelta
from typing import Any

import pytest

from bot.ticket_apis.autotask import AUTOTASK, MOST, PAGE, changes, check, look_up, note
from bot.ticket_apis.talk import MOST_PAGES, Found, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.autotask_rows import FIELDS, TICKET, ZONE
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(AUTOTASK, user="k0mpas@acme.test", tracking_id="ABCDEF123456")
HOME = "https://webservices19.autotask.net/ATServicesRest/V1.0"


def page(*ids: int) -> dict[str, Any]:
    return {"items": [{**TICKET, "id": number} for number in ids], "pageDetails": {}}


def test_the_token_is_tried_on_tickets() -> None:
    _, calls = held(check(ACCOUNT), ZONE, page())
    assert (calls[1].url, calls[1].body["MaxRecords"]) == (f"{HOME}/Tickets/query", 1)


def test_tickets_are_read_by_their_ids_with_the_labels_of_lists() -> None:
    found, calls = held(changes(ACCOUNT, NOW, NOW), ZONE, page(41), FIELDS)
    (event,) = found.events
    assert (event.kind, event.at) == (Kind.RESOLVED, NOW - timedelta(hours=1))
    assert (event.source, event.external_id) == ("autotask", "41")
    assert (event.team, event.priority) == ("Level I", "High")
    assert event.extra == {"lookup": {"ticket": "41"}}
    since, after = calls[1].body["filter"]
    assert since == {"op": "gte", "field": "lastActivityDate", "value": "2026-11-18T12:00:00.00"}
    assert after == {"op": "gt", "field": "id", "value": 0}
    assert (calls[2].url, found.until) == (f"{HOME}/Tickets/entityInformation/fields", None)


def test_pages_are_turned_by_the_last_id() -> None:
    full = page(*range(1, PAGE + 1))
    found, calls = held(changes(ACCOUNT, NOW, NOW), ZONE, full, FIELDS, page(900))
    assert (len(found.events), found.until) == (PAGE + 1, None)
    assert calls[3].body["filter"][-1]["value"] == PAGE


def test_after_a_long_silence_too_many_are_read_in_halves() -> None:
    since = NOW - timedelta(days=4)
    # As many as fill all pages do not show that they are all there are.
    counts = {"queryCount": MOST}, {"queryCount": MOST - 1}
    found, calls = held(changes(ACCOUNT, since, NOW), ZONE, *counts, page(900), FIELDS)
    assert (len(found.events), found.until) == (1, since + timedelta(days=2))
    assert calls[1].url == f"{HOME}/Tickets/query/count"
    _, until, _ = calls[3].body["filter"]
    assert (until["op"], until["value"]) == ("lte", "2026-11-16T12:00:00.00")


def test_more_than_can_be_read_is_said_and_so_is_another_order() -> None:
    full = {"items": [{"id": 7}] * PAGE}
    with pytest.raises(ApiTrouble, match="Too many"):
        held(changes(ACCOUNT, NOW, NOW), ZONE, full, FIELDS, *[full] * (MOST_PAGES - 1))
    with pytest.raises(ApiTrouble, match="Too many"):
        held(changes(ACCOUNT, NOW, NOW), ZONE, page(*range(PAGE, 0, -1)), FIELDS)


def test_a_ticket_is_followed_to_its_people() -> None:
    contact = {"firstName": "J.", "lastName": "Jansen", "emailAddress": "j.jansen@example.com"}
    wanted = Wanted(external_id="41", ids={"ticket": "41"}, team="29682833")
    found, calls = held(
        look_up(ACCOUNT, wanted),
        *(ZONE, {"item": TICKET}, FIELDS, {"item": contact}),
        *({"item": {"companyName": "Acme"}}, {"item": {"firstName": "A.", "lastName": "Vries"}}),
    )
    assert found == Found(
        requester_email="j.jansen@example.com",
        requester_name="J. Jansen",
        subject="VPN keeps dropping",
        team="Level I",
        agent="A. Vries",
        account="Acme",
        priority="High",
        channel="E-mail",
    )
    assert [call.url.removeprefix(f"{HOME}/") for call in calls[1:]] == [
        *("Tickets/41", "Tickets/entityInformation/fields"),
        *("Contacts/30684646", "Companies/175", "Resources/29682886"),
    ]


def test_names_that_the_webhook_gave_stay() -> None:
    named = Wanted(external_id="41", ids={}, team="Support", agent="Vries, A.", account="Acme BV")
    found, _ = held(look_up(ACCOUNT, named), ZONE, {"item": TICKET}, FIELDS, None)
    assert (found.team, found.agent, found.account) == ("", "", "")
    assert held(look_up(ACCOUNT, named), ZONE, None, None)[0] == Found()


def test_a_note_is_for_colleagues_and_written_anew_where_it_is() -> None:
    made, (_, call) = held(note(ACCOUNT, a_note("41")), ZONE, {"itemId": 29926287})
    assert (made, call.method, call.url) == ("29926287", "POST", f"{HOME}/Tickets/41/Notes")
    text = {"title": "Kompas", "description": "Gave 4 of 5.\n\n<b>Fine</b> @all"}
    assert call.body == {**text, "noteType": 1, "publish": 2}
    kept, (_, call) = held(note(ACCOUNT, a_note("41", remote_id="9")), ZONE, {"itemId": 9})
    assert (kept, call.method, call.body) == ("9", "PATCH", {"id": 9, **text})
    new, _ = held(note(ACCOUNT, a_note("41", remote_id="9")), ZONE, None, {"itemId": 10})
    assert new == "10"
