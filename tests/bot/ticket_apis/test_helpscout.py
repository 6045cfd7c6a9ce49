from datetime import timedelta
from typing import Any

from bot.ticket_apis.helpscout import HELPSCOUT, changes, check, look_up, note
from bot.ticket_apis.talk import Found, Wanted
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(HELPSCOUT, token="s3cret", app_id="abcdef1234")
SIGNED_IN = {"token_type": "bearer", "access_token": "b34rer", "expires_in": 172800}
CLOSED: dict[str, Any] = {
    "id": 42,
    "status": "closed",
    "state": "published",
    "subject": "VPN",
    "mailboxId": 5,
    "primaryCustomer": {"email": "j.jansen@example.com", "first": "J.", "last": "Jansen"},
    "createdAt": "2026-11-18T10:00:00Z",
    "closedAt": "2026-11-18T11:00:00Z",
    "userUpdatedAt": "2026-11-18T12:00:00Z",
}


def test_each_talk_signs_in_first() -> None:
    _, (sign_in, me) = held(check(ACCOUNT), SIGNED_IN, {"id": 1})
    assert sign_in.url == "https://api.helpscout.net/v2/oauth2/token"
    assert sign_in.form == {
        "grant_type": "client_credentials",
        "client_id": "abcdef1234",
        "client_secret": "s3cret",
    }
    assert me.headers["Authorization"] == "Bearer b34rer"


def test_a_mailbox_gets_its_name() -> None:
    wanted = Wanted(external_id="42", ids={"mailbox_id": "5"}, team="5")
    found, calls = held(look_up(ACCOUNT, wanted), SIGNED_IN, {"id": 5, "name": "Network"})
    assert found == Found(team="Network")
    assert calls[1].url.endswith("/v2/mailboxes/5")


def test_conversations_are_read_as_their_webhooks_tell_them() -> None:
    first = {"_embedded": {"conversations": [CLOSED]}, "page": {"totalPages": 2}}
    others = [{**CLOSED, "status": "active"}, {**CLOSED, "status": "spam"}, "odd"]
    second = {"_embedded": {"conversations": others}, "page": {"totalPages": 2}}
    found, calls = held(changes(ACCOUNT, NOW, NOW), SIGNED_IN, first, second)
    closed, active = found.events
    assert (closed.kind, closed.at) == (Kind.RESOLVED, NOW - timedelta(hours=1))
    assert closed.extra == {"lookup": {"mailbox_id": "5"}}
    assert (active.kind, active.at, found.until) == (Kind.REOPENED, NOW, None)
    assert calls[1].query["modifiedSince"] == "2026-11-18T12:00:00Z"
    assert [call.query["page"] for call in calls[1:]] == ["1", "2"]


def test_a_note_is_a_note() -> None:
    made, calls = held(note(ACCOUNT, a_note("42")), SIGNED_IN, None, Resource_ID="88")
    assert made == "88"
    assert calls[1].url.endswith("/v2/conversations/42/notes")
    assert calls[1].body["text"].startswith("<p>Gave 4 of 5.</p>")
