"""Jira Service Management on Jira Cloud: reporters, requests that changed, internal comments.

Whose address it is, the service desk tells its agents, where profiles hide it. Only requests of a
service desk have internal comments; a comment on any other issue could be read by whoever sees it,
so it gets none. An edited answer is another comment.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.sources import fields, jira
from bot.sources.shape import Told
from bot.ticket_apis import access, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from kpi.interaction_event import Event

TURNED = "statuscategorychangedate"
"""The field that holds when the category of the status changed last."""
FIELDS = (
    *("summary", "status", "project", "reporter", "assignee", "priority", "labels"),
    *("created", "updated", TURNED),
)
PAGE = 100


def check(account: Account) -> Talk[None]:
    yield _call(account, "rest/api/3/myself")


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Name the reporter, by the request and, for issues that are none, by the account."""
    issue = access.id_in_path(fields.text(wanted.ids.get("issue")) or wanted.external_id)
    request = yield _call(account, f"rest/servicedeskapi/request/{issue}", missing_ok=True)
    found = person(fields.inside(request.body, "reporter"))
    account_id = fields.text(wanted.ids.get("account_id"))
    if found.requester_email or not account_id:
        return found
    query = {"accountId": account_id}
    user = yield _call(account, "rest/api/3/user", query=query, missing_ok=True)
    return person(user.body)


def changes(account: Account, since: datetime, now: datetime) -> Talk[Changes]:
    """Search by the time of the last change, the oldest first.

    The search takes minutes before now, since dates in it are read in the time zone of a user.
    """
    minutes = math.ceil((now - since).total_seconds() / 60)
    jql = f'project in ({_projects(account)}) AND updated >= "-{minutes}m" ORDER BY updated ASC'
    events: list[Event] = []
    page: dict[str, Any] = {}
    until = since
    for _ in range(talk.MOST_PAGES):
        body = {"jql": jql, "fields": list(FIELDS), "maxResults": PAGE, **page}
        answer = yield _call(account, "rest/api/3/search/jql", method="POST", body=body)
        issues = fields.items(fields.inside(answer.body, "issues"))
        events += reading.events(issues, _events)
        until = reading.newest(issues, "fields", "updated", since=until)
        token = fields.inside(answer.body, "nextPageToken")
        if not token:
            return Changes(events=events)
        page = {"nextPageToken": token}
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Comment on a request, for agents only."""
    answer = yield _call(account, **comment(note))
    return fields.text(fields.inside(answer.body, "id"))


def comment(note: Note) -> dict[str, Any]:
    """Give path, method and body of what comments on a request, in the cloud or not."""
    path = f"rest/servicedeskapi/request/{access.id_in_path(note.external_id)}/comment"
    return {
        "path": path,
        "method": "POST",
        "body": {"body": markup.unformatted(note), "public": False},
    }


def _events(issue: Any) -> list[Event]:
    """Read an issue as the webhook would have told its last turn."""
    turned = fields.inside(issue, "fields", TURNED) or fields.inside(issue, "fields", "updated")
    moment = fields.moment(turned)
    if moment is None:
        return []
    changed = {"items": [{"field": "status", "from": "", "to": "now"}]}
    told = {"webhookEvent": "jira:issue_updated", "changelog": changed, "issue": issue}
    return list(jira.translate(Told(body={**told, "timestamp": moment.timestamp() * 1000})))


def person(user: Any) -> Found:
    """Read whom a user of Jira is, in the cloud or not."""
    return Found(
        requester_email=fields.email(fields.inside(user, "emailAddress")),
        requester_name=fields.text(fields.inside(user, "displayName")),
    )


def _projects(account: Account) -> str:
    return ", ".join(f'"{key.strip()}"' for key in account.options["projects"].split(","))


def _call(account: Account, path: str, **how: Any) -> Call:
    headers: Mapping[str, str] = access.basic(account.options["email"], account.token)
    return Call(url=f"https://{account.options['site']}/{path}", headers=headers, **how)


JIRA = TicketApi(
    source=jira.NAME,
    token="API token: id.atlassian.com > Security > API tokens.",  # noqa: S106 - says where
    options=(
        Option(
            name="site",
            what="acme.atlassian.net, without https",
            pattern=rf"{access.LABEL}\.atlassian\.net",
        ),
        Option(
            name="email", what="the mail address of the agent it belongs to", pattern=access.EMAIL
        ),
        Option(
            name="projects",
            what="the keys of the desk's projects, such as ITSM,HR",
            pattern=r"[A-Za-z][A-Za-z0-9_]*(\s*,\s*[A-Za-z][A-Za-z0-9_]*)*",
        ),
    ),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
