from datetime import timedelta
from typing import Any

from bot.ticket_apis import access
from bot.ticket_apis.jiradc import JIRADC, PAGE, changes, check, look_up, note
from bot.ticket_apis.talk import Found, Wanted
from kpi.interaction_event import Kind
from tests.bot.ticket_apis.talks import account, held
from tests.bot.ticket_apis.talks import note as a_note
from tests.moments import NOW

OPTIONS = {"address": "https://acme.test/jira", "projects": "IT, HR"}
ACCOUNT = account(JIRADC, **OPTIONS)
REPORTER = {"name": "jjansen", "displayName": "J. Jansen", "emailAddress": "j.jansen@example.com"}


def turned(at: str, field: str = "status") -> dict[str, Any]:
    return {"created": at, "items": [{"field": field, "from": "3", "to": "5"}]}


def issue(category: str = "done", updated: str = "2026-11-18T12:00:00.000+0000") -> dict[str, Any]:
    return {
        "key": "IT-7",
        "self": "https://acme.test/jira/rest/api/2/issue/10021",
        "fields": {
            "summary": "VPN",
            "status": {"name": "Done", "statusCategory": {"key": category}},
            "project": {"key": "IT", "name": "IT desk"},
            "reporter": REPORTER,
            "created": "2026-11-18T09:00:00.000+0000",
            "updated": updated,
        },
        "changelog": {
            "histories": [
                turned("2026-11-18T10:00:00.000+0000"),
                turned("2026-11-18T11:00:00.000+0000"),
                turned("2026-11-18T11:30:00.000+0000", field="labels"),
            ]
        },
    }


def page(*issues: Any, total: int | None = None) -> dict[str, Any]:
    return {"issues": list(issues), "total": len(issues) if total is None else total}


def test_the_token_is_a_bearers_and_jira_may_stand_below_a_path() -> None:
    _, (call,) = held(check(ACCOUNT), {"name": "kompas"})
    assert call.url == "https://acme.test/jira/rest/api/2/myself"
    assert (call.headers["Authorization"], call.may_be_private) == ("Bearer t0ken", False)
    allowed = account(JIRADC, **OPTIONS, **{access.PRIVATE: OPTIONS["address"]})
    assert next(check(allowed)).may_be_private


def test_an_issue_is_as_of_the_last_turn_of_its_status() -> None:
    found, (call,) = held(
        changes(ACCOUNT, NOW - timedelta(minutes=15), NOW),
        page(issue(), issue("indeterminate"), {}, "odd"),
    )
    done, reopened = found.events
    assert (done.source, done.external_id, done.kind) == ("jiradc", "IT-7", Kind.RESOLVED)
    assert (done.at, done.team) == (NOW - timedelta(hours=1), "IT desk")
    assert (done.requester_email, done.extra) == ("j.jansen@example.com", {})
    assert done.url == "https://acme.test/jira/browse/IT-7"
    assert (reopened.kind, reopened.at, found.until) == (Kind.REOPENED, done.at, None)
    assert call.body["jql"].startswith('project in ("IT", "HR") AND updated >= "-17m" ORDER BY')
    assert call.body["expand"] == ["changelog"]


def test_an_issue_that_never_turned_is_as_it_was_made() -> None:
    found, _ = held(changes(ACCOUNT, NOW, NOW), page({**issue("new"), "changelog": None}))
    assert [event.at for event in found.events] == [NOW - timedelta(hours=3)]


def test_a_jira_whose_clock_is_ahead_is_asked_for_what_was_not_for_what_comes() -> None:
    ahead = (NOW + timedelta(minutes=9)).isoformat()
    _, calls = held(
        changes(ACCOUNT, NOW - timedelta(minutes=5), NOW),
        page(*[issue(updated=ahead)] * PAGE, total=PAGE + 1),
        page(total=0),
    )
    assert 'updated >= "-2m"' in calls[1].body["jql"]


def test_pages_begin_anew_at_the_newest_minute_and_go_on_within_one() -> None:
    since = NOW - timedelta(hours=1)
    same, later = "2026-11-18T11:00:30.000+0000", "2026-11-18T11:59:00.000+0000"
    _, calls = held(
        changes(ACCOUNT, since, NOW),
        page(*[issue(updated=same)] * PAGE, total=120),
        page(*[issue(updated=later)] * PAGE, total=120),
        page(issue(updated=later)),
    )
    assert [call.body["startAt"] for call in calls] == [0, PAGE, 0]
    assert [call.body["jql"].partition('"-')[2].partition("m")[0] for call in calls] == [
        *("62", "62", "3"),
    ]


def test_the_reporter_is_named_by_the_issue_or_else_by_the_request() -> None:
    wanted = Wanted(external_id="IT-7", ids={"issue": "IT-7"})
    named = Found(requester_email="j.jansen@example.com", requester_name="J. Jansen")
    found, (call,) = held(look_up(ACCOUNT, wanted), {"fields": {"reporter": REPORTER}})
    assert (found, call.url) == (named, "https://acme.test/jira/rest/api/2/issue/IT-7")
    hidden = {"fields": {"reporter": {"displayName": "J. Jansen"}}}
    found, (_, call) = held(look_up(ACCOUNT, wanted), hidden, {"reporter": REPORTER})
    assert (found, call.url) == (
        named,
        "https://acme.test/jira/rest/servicedeskapi/request/IT-7",
    )
    found, _ = held(look_up(ACCOUNT, wanted), hidden, None)
    assert found == Found(requester_name="J. Jansen")


def test_a_note_is_for_agents_only() -> None:
    made, (call,) = held(note(ACCOUNT, a_note("IT-7")), {"id": "31"})
    assert (made, call.method, call.body["public"]) == ("31", "POST", False)
    assert call.url.endswith("/rest/servicedeskapi/request/IT-7/comment")
    assert call.body["body"] == "Gave 4 of 5.\n\n{noformat}<b>Fine</b> @all{noformat}"
