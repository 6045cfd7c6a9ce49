from datetime import timedelta
from typing import Any

import pytest

from bot.ticket_apis.intercom import INTERCOM, changes, check, look_up, note
from bot.ticket_apis.talk import MOST_PAGES, Found, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.intercom_rows import ticket, turn
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(INTERCOM, region="eu")
CLOSED: dict[str, Any] = {
    "type": "conversation",
    "id": "1122334455",
    "state": "closed",
    "created_at": int((NOW - timedelta(hours=2)).timestamp()),
    "updated_at": int(NOW.timestamp()),
    "source": {"type": "conversation", "author": {"type": "lead", "id": "c1", "email": ""}},
    "contacts": {"contacts": [{"type": "contact", "id": "c1"}]},
    "admin_assignee_id": 814860,
    "team_assignee_id": "5017691",
    "statistics": {"last_close_at": int((NOW - timedelta(minutes=5)).timestamp())},
}


def test_the_token_is_tried_in_its_own_region() -> None:
    _, (call,) = held(check(ACCOUNT), {"type": "admin", "id": "1"})
    assert call.url == "https://api.eu.intercom.io/me"
    assert call.headers["Intercom-Version"]


def test_contact_teammate_and_team_get_their_names() -> None:
    wanted = Wanted(external_id="1", ids={"contact_id": "c1"}, agent="814860", team="5017691")
    found, calls = held(
        look_up(ACCOUNT, wanted),
        {"email": "j.jansen@example.com", "name": "J. Jansen"},
        {"email": "a.devries@example.com", "name": "A. de Vries"},
        {"name": "Network"},
    )
    assert found == Found(
        requester_email="j.jansen@example.com",
        requester_name="J. Jansen",
        agent="a.devries@example.com",
        team="Network",
    )
    assert [call.url.partition(".io/")[2] for call in calls] == [
        "contacts/c1",
        "admins/814860",
        "teams/5017691",
    ]
    old = Wanted(external_id="1", ids={}, agent="A. de Vries")
    assert held(look_up(ACCOUNT, old)) == (Found(), [])


def test_conversations_say_when_they_were_closed() -> None:
    still_open = {**CLOSED, "id": "2", "state": "open"}
    first = {"conversations": [CLOSED], "pages": {"next": {"starting_after": "x"}}}
    second = {"conversations": [still_open, {"id": "3"}], "pages": {}}
    found, calls = held(changes(ACCOUNT, NOW, NOW), first, second, {"tickets": []})
    closed, opened = found.events
    assert (closed.kind, closed.at) == (Kind.RESOLVED, NOW - timedelta(minutes=5))
    assert (closed.agent, closed.team) == ("814860", "5017691")
    assert closed.extra == {"lookup": {"contact_id": "c1"}}
    assert (opened.kind, opened.at, found.until) == (Kind.REOPENED, NOW, None)
    (changed,) = calls[0].body["query"]["value"]
    assert changed == {"field": "updated_at", "operator": ">", "value": int(NOW.timestamp()) - 1}
    assert calls[1].body["pagination"]["starting_after"] == "x"
    assert calls[2].url.endswith("/tickets/search")


def test_a_ticket_says_itself_whether_it_is_open_and_not_its_conversation() -> None:
    as_ticket = {**CLOSED, "state": "open", "ticket": {"type": "ticket", "id": "1122334455"}}
    resolved = ticket(turn("in_progress", "resolved"), ticket_state="resolved")
    told = {"conversations": [as_ticket]}, {"tickets": [resolved]}
    (event,) = held(changes(ACCOUNT, NOW, NOW), *told)[0].events
    assert (event.kind, event.external_id) == (Kind.RESOLVED, "494")


def test_more_than_can_be_read_is_read_on_where_it_came_in_order() -> None:
    def page(minutes: int) -> dict[str, Any]:
        changed = int((NOW + timedelta(minutes=minutes)).timestamp())
        row = {**ticket(), "updated_at": changed}
        return {"tickets": [row], "pages": {"next": {"starting_after": "x"}}}

    pages = [page(minutes) for minutes in range(MOST_PAGES)]
    found, _ = held(changes(ACCOUNT, NOW, NOW), {}, *pages)
    assert found.until == NOW + timedelta(minutes=MOST_PAGES - 1)
    with pytest.raises(ApiTrouble, match="Too many"):
        held(changes(ACCOUNT, NOW, NOW), {}, *reversed(pages))


def test_a_note_is_left_on_the_conversation_or_else_on_the_ticket() -> None:
    _, calls = held(note(ACCOUNT, a_note()), {"id": 991}, {"type": "conversation"})
    assert calls[1].url.endswith("/conversations/7/reply")
    assert calls[1].body == {
        "message_type": "note",
        "type": "admin",
        "admin_id": "991",
        "body": "<p>Gave 4 of 5.</p><blockquote>&lt;b&gt;Fine&lt;/b&gt; @all</blockquote>",
    }
    _, calls = held(note(ACCOUNT, a_note()), {"id": "991"}, None, {})
    assert calls[2].url.endswith("/tickets/7/reply")
