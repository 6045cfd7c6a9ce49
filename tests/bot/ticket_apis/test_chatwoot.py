from datetime import timedelta
from typing import Any

import pytest

from bot.ticket_apis import talk as talks
from bot.ticket_apis.chatwoot import CHATWOOT, changes, check, note
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(CHATWOOT, account="3")
RESOLVED: dict[str, Any] = {
    "id": 12,
    "status": "resolved",
    "labels": ["vpn"],
    "created_at": int((NOW - timedelta(hours=1)).timestamp()),
    "updated_at": NOW.timestamp(),
    "last_activity_at": int(NOW.timestamp()),
    "meta": {
        "sender": {"id": 1, "name": "J. Jansen", "email": "j.jansen@example.com"},
        "channel": "Channel::WebWidget",
        "assignee": {"name": "A. de Vries", "email": "a.devries@example.com"},
        "team": {"name": "Network"},
    },
}


def listed(*conversations: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"meta": {}, "payload": list(conversations)}}


def test_the_token_is_tried_in_the_account() -> None:
    _, (call,) = held(check(ACCOUNT), {})
    assert call.url == "https://app.chatwoot.com/api/v1/accounts/3/conversations/meta"
    assert call.headers == {"api_access_token": "t0ken"}


def test_conversations_are_read_back_to_the_moment() -> None:
    older = {**RESOLVED, "id": 13, "last_activity_at": int(NOW.timestamp()) - 3600}
    reopened = {**RESOLVED, "id": 14, "status": "open", "updated_at": None}
    found, calls = held(
        changes(ACCOUNT, NOW - timedelta(minutes=15), NOW),
        listed(RESOLVED),
        listed(reopened, older),
    )
    first, second = found.events
    assert (first.external_id, first.kind, first.at) == ("12", Kind.RESOLVED, NOW)
    assert (first.channel, first.team) == ("chat", "Network")
    assert (second.external_id, second.kind) == ("14", Kind.REOPENED)
    assert [call.query["page"] for call in calls] == ["1", "2"]


def test_too_many_to_read_is_said() -> None:
    pages = [listed(RESOLVED)] * talks.MOST_PAGES
    with pytest.raises(ApiTrouble, match="Too many"):
        held(changes(ACCOUNT, NOW, NOW), *pages)


def test_a_note_is_private() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("12")), {"id": 77})
    assert made == "77"
    assert call.url.endswith("/accounts/3/conversations/12/messages")
    assert call.body["private"] is True
