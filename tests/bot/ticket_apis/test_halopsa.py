import pytest

from bot.ticket_apis import access
from bot.ticket_apis.halopsa import HALOPSA, changes, check, look_up, note
from bot.ticket_apis.talk import Found, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.halopsa_rows import TICKET
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

OPTIONS = {"address": "https://desk.acme.test", "client_id": "9a1f-44c2-be03"}
ACCOUNT = account(HALOPSA, **OPTIONS)
TOKEN = {"access_token": "e.y.J", "token_type": "Bearer", "expires_in": 3600}


def test_each_talk_begins_by_signing_in() -> None:
    _, (signing_in, asking) = held(check(ACCOUNT), TOKEN, {"record_count": 1, "tickets": []})
    assert signing_in.url == "https://desk.acme.test/auth/token"
    assert signing_in.form == {
        "grant_type": "client_credentials",
        "client_id": "9a1f-44c2-be03",
        "client_secret": "t0ken",
        "scope": "all",
    }
    assert signing_in.query == {}
    assert asking.url == "https://desk.acme.test/api/Tickets"
    assert asking.headers == {"Authorization": "Bearer e.y.J"}


def test_a_tenant_is_named_and_a_private_address_is_asked_where_that_was_allowed() -> None:
    hosted = account(HALOPSA, **OPTIONS, tenant="acme", **{access.PRIVATE: OPTIONS["address"]})
    _, calls = held(check(hosted), TOKEN, {})
    assert calls[0].query == {"tenant": "acme"}
    assert [call.may_be_private for call in calls] == [True, True]


def test_what_changed_is_read_by_the_tickets_numbers() -> None:
    rows = [TICKET, {"id": 9}, "odd"]
    found, (_, call) = held(changes(ACCOUNT, NOW, NOW), TOKEN, {"tickets": rows})
    (event,) = found.events
    assert (event.kind, event.external_id, found.until) == (Kind.RESOLVED, "2042", None)
    assert call.query["lastupdatefromdate"] == "2026-11-18T12:00:00Z"
    assert "lastupdatetodate" not in call.query
    assert (call.query["order"], call.query["page_no"]) == ("id", "1")


def test_a_ticket_is_read_with_its_names_and_its_user() -> None:
    whole = {**TICKET, "user_email": "", "priority": {"name": "High"}}
    user = {"id": 31, "name": "J. Jansen", "emailaddress": "j.jansen@example.com"}
    wanted = Wanted(external_id="2042", ids={"ticket": "2042"})
    found, calls = held(look_up(ACCOUNT, wanted), TOKEN, whole, user)
    assert found == Found(
        requester_email="j.jansen@example.com",
        requester_name="J. Jansen",
        subject="VPN keeps dropping",
        team="Network",
        agent="A. de Vries",
        account="Acme",
        priority="High",
    )
    assert [call.url.partition("/api/")[2] for call in calls[1:]] == ["Tickets/2042", "Users/31"]
    assert held(look_up(ACCOUNT, wanted), TOKEN, None)[0] == Found()


def test_a_note_is_hidden_from_the_user_and_mails_nobody() -> None:
    made, (_, call) = held(note(ACCOUNT, a_note("2042")), TOKEN, [{"id": 7, "ticket_id": 2042}])
    assert (made, call.method, call.url) == ("7", "POST", "https://desk.acme.test/api/Actions")
    assert call.body == [
        {
            "ticket_id": 2042,
            "outcome": "Private Note",
            "note_html": "<p>Gave 4 of 5.</p><blockquote>&lt;b&gt;Fine&lt;/b&gt; @all</blockquote>",
            "hiddenfromuser": True,
            "sendemail": False,
        }
    ]
    assert held(note(ACCOUNT, a_note("2042")), TOKEN, {"id": 8})[0] == "8"
    with pytest.raises(ApiTrouble, match="no id"):
        held(note(ACCOUNT, a_note("INC-1")))
