from datetime import timedelta
from typing import Any

from bot.ticket_apis.jira import JIRA, changes, check, look_up, note
from bot.ticket_apis.talk import Found, Wanted
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

ACCOUNT = account(JIRA, site="acme.atlassian.net", email="agent@example.com", projects="IT, HR")
WANTED = Wanted(external_id="IT-7", ids={"issue": "IT-7", "account_id": "qm:1"})


def issue(category: str, **more: Any) -> dict[str, Any]:
    said = {
        "summary": "VPN",
        "status": {"name": "Done", "statusCategory": {"key": category}},
        "project": {"name": "Network"},
        "reporter": {"accountId": "qm:1", "displayName": "J. Jansen"},
        "created": "2026-11-18T10:00:00.000+0000",
        "updated": "2026-11-18T13:00:00.000+0100",
        "statuscategorychangedate": "2026-11-18T11:00:00.000+0000",
    }
    site = "https://acme.atlassian.net/rest/api/3/issue/1"
    return {"key": "IT-7", "self": site, "fields": {**said, **more}}


def test_mail_address_and_token_are_the_user() -> None:
    _, (call,) = held(check(ACCOUNT), {"accountId": "1"})
    assert call.url == "https://acme.atlassian.net/rest/api/3/myself"
    assert call.headers["Authorization"].startswith("Basic ")


def test_the_desk_tells_whose_request_it_is() -> None:
    reporter = {"emailAddress": "j.jansen@example.com", "displayName": "J. Jansen"}
    found, (call,) = held(look_up(ACCOUNT, WANTED), {"reporter": reporter})
    assert found == Found(requester_email="j.jansen@example.com", requester_name="J. Jansen")
    assert call.url.endswith("/rest/servicedeskapi/request/IT-7")


def test_an_issue_that_is_no_request_is_asked_for_by_account() -> None:
    found, calls = held(look_up(ACCOUNT, WANTED), None, {"displayName": "J. Jansen"})
    assert (found.requester_email, found.requester_name) == ("", "J. Jansen")
    assert dict(calls[1].query) == {"accountId": "qm:1"}


def test_issues_say_when_their_category_turned() -> None:
    since = NOW - timedelta(minutes=14, seconds=30)
    first = {"issues": [issue("done")], "nextPageToken": "x"}
    open_again = issue("indeterminate", statuscategorychangedate=None)
    found, calls = held(changes(ACCOUNT, since, NOW), first, {"issues": [open_again, {}]})
    done, reopened = found.events
    assert (done.kind, done.at) == (Kind.RESOLVED, NOW - timedelta(hours=1))
    assert done.extra == {"lookup": {"issue": "IT-7", "account_id": "qm:1"}}
    assert done.url == "https://acme.atlassian.net/browse/IT-7"
    assert (reopened.kind, reopened.at, found.until) == (Kind.REOPENED, NOW, None)
    assert calls[0].body["jql"] == (
        'project in ("IT", "HR") AND updated >= "-15m" ORDER BY updated ASC'
    )
    assert calls[1].body["nextPageToken"] == "x"


def test_a_comment_is_for_agents_only() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("IT-7")), {"id": "1000"})
    assert made == "1000"
    assert call.url.endswith("/rest/servicedeskapi/request/IT-7/comment")
    assert call.body == {
        "body": "Gave 4 of 5.\n\n{noformat}<b>Fine</b> @all{noformat}",
        "public": False,
    }
