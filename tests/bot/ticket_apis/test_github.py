from datetime import timedelta
from typing import Any

import pytest

from bot.ticket_apis.github import GITHUB, changes, check, look_up, note
from bot.ticket_apis.talk import Found, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(GITHUB, repository="acme/vpn")
CLOSED: dict[str, Any] = {
    "number": 7,
    "title": "VPN",
    "state": "closed",
    "user": {"login": "octocat", "id": 1},
    "created_at": "2026-11-18T10:00:00Z",
    "closed_at": "2026-11-18T11:00:00Z",
    "updated_at": "2026-11-18T12:00:00Z",
}


def test_the_token_is_tried_on_the_repository() -> None:
    _, (call,) = held(check(ACCOUNT), {"id": 1})
    assert call.url == "https://api.github.com/repos/acme/vpn"


def test_somebody_may_show_their_address() -> None:
    wanted = Wanted(external_id="acme/vpn#7", ids={"login": "octocat"})
    shown = {"login": "octocat", "name": "Mona", "email": "mona@example.com"}
    found, (call,) = held(look_up(ACCOUNT, wanted), shown)
    assert found == Found(requester_email="mona@example.com", requester_name="Mona")
    assert call.url.endswith("/users/octocat")
    assert held(look_up(ACCOUNT, wanted), {**shown, "email": None})[0].requester_email == ""


def test_issues_are_read_and_pull_requests_are_not() -> None:
    reopened = {**CLOSED, "number": 8, "state": "open"}
    pull = {**CLOSED, "number": 9, "pull_request": {"url": "x"}}
    odd = {**CLOSED, "closed_at": None}
    found, (call,) = held(changes(ACCOUNT, NOW, NOW), [CLOSED, reopened, pull, odd])
    first, second = found.events
    assert (first.external_id, first.kind) == ("acme/vpn#7", Kind.RESOLVED)
    assert first.at == NOW - timedelta(hours=1)
    # It keeps the moment of its closing after it was reopened.
    assert (second.external_id, second.kind, second.at) == ("acme/vpn#8", Kind.REOPENED, NOW)
    assert call.query["since"] == "2026-11-18T12:00:00Z"


def test_a_comment_mentions_nobody_and_is_written_anew_where_it_is() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("acme/vpn#7")), {"id": 5})
    assert (made, call.method) == ("5", "POST")
    assert call.url == "https://api.github.com/repos/acme/vpn/issues/7/comments"
    assert call.body["body"].endswith("```text\n<b>Fine</b> @all\n```")
    kept, (call,) = held(note(ACCOUNT, a_note("acme/vpn#7", remote_id="5")), {"id": 5})
    assert (kept, call.method) == ("5", "PATCH")
    assert call.url.endswith("/repos/acme/vpn/issues/comments/5")
    assert GITHUB.note_is_public
    with pytest.raises(ApiTrouble):
        held(note(ACCOUNT, a_note("../../user#7")))
