"""Jira Data Center: reporters, issues whose status changed, internal comments on requests.

Its REST API is the older one of Jira Cloud, at an address of its own, with a personal access
token. Only requests of a service desk have internal comments; a comment on any other issue could
be read by whoever sees it, so it gets none. An edited answer is another comment.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot.sources import fields, jiradc
from bot.sources.shape import Told
from bot.ticket_apis import access, jira, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from kpi.interaction_event import Event

PLACE = rf"{access.ORIGIN}(/[A-Za-z0-9._~-]+)*"
"""Jira may stand below a path of its server."""
FIELDS = (
    *("summary", "status", "project", "reporter", "assignee", "priority", "labels"),
    *("created", "updated"),
)
PAGE = 50
"""Issues come with all that ever happened to them."""


def check(account: Account) -> Talk[None]:
    yield _call(account, "rest/api/2/myself")


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Name the reporter, by the issue and, where profiles hide it, by the request."""
    issue = access.id_in_path(fields.text(wanted.ids.get("issue")) or wanted.external_id)
    known = yield _call(
        account, f"rest/api/2/issue/{issue}", query={"fields": "reporter"}, missing_ok=True
    )
    found = jira.person(fields.inside(known.body, "fields", "reporter"))
    if found.requester_email:
        return found
    request = yield _call(account, f"rest/servicedeskapi/request/{issue}", missing_ok=True)
    told = jira.person(fields.inside(request.body, "reporter"))
    return told if told.requester_email else found


def changes(account: Account, since: datetime, now: datetime) -> Talk[Changes]:
    """Search by the time of the last change, the oldest first.

    The search takes minutes before now, since dates in it are read in the time zone of a user.
    What changed within one minute is therefore read by pages; the next minute begins anew.
    """
    events: list[Event] = []
    until, start = since, 0
    for _ in range(talk.MOST_PAGES):
        query = {"jql": _jql(account, since, now), "startAt": start, "maxResults": PAGE}
        body = {**query, "fields": list(FIELDS), "expand": ["changelog"]}
        answer = yield _call(account, "rest/api/2/search", method="POST", body=body)
        issues = fields.items(fields.inside(answer.body, "issues"))
        events += reading.events(issues, _events)
        until = reading.newest(issues, "fields", "updated", since=until)
        if not issues or start + len(issues) >= _total(answer.body):
            return Changes(events=events)
        since, start = _onward(since, until, start + len(issues))
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Comment on a request, for agents only."""
    answer = yield _call(account, **jira.comment(note))
    return fields.text(fields.inside(answer.body, "id"))


def _jql(account: Account, since: datetime, now: datetime) -> str:
    keys = ", ".join(f'"{key.strip()}"' for key in account.options["projects"].split(","))
    # A talk may take two minutes, by which its later searches look back too short.
    # Nor may it look ahead, where Jira's clock is ahead of ours.
    minutes = max(math.ceil((now - since).total_seconds() / 60), 0) + 2
    return f'project in ({keys}) AND updated >= "-{minutes}m" ORDER BY updated ASC, key ASC'


def _onward(since: datetime, until: datetime, start: int) -> tuple[datetime, int]:
    """Return from when, and at which issue then, to read on: issues shift while they change."""
    minute = partial(datetime.replace, second=0, microsecond=0)
    return (until, 0) if minute(until) > minute(since) else (since, start)


def _total(body: Any) -> int:
    total = fields.inside(body, "total")
    return total if isinstance(total, int) else 0


def _events(issue: Any) -> list[Event]:
    """Read an issue as the webhook would have told the last turn of its status."""
    moment = _turned_at(issue)
    if moment is None:
        return []
    changed = {"items": [{"field": "status", "from": "", "to": "now"}]}
    told = {"webhookEvent": "jira:issue_updated", "changelog": changed, "issue": issue}
    return list(jiradc.translate(Told(body={**told, "timestamp": moment.timestamp() * 1000})))


def _turned_at(issue: Any) -> datetime | None:
    """Return when the status changed last, or the issue was made where it never did."""
    turns = (
        fields.moment(fields.inside(history, "created"))
        for history in fields.items(fields.inside(issue, "changelog", "histories"))
        if any(
            fields.inside(item, "field") == "status"
            for item in fields.items(fields.inside(history, "items"))
        )
    )
    made = fields.moment(fields.inside(issue, "fields", "created"))
    return max((turn for turn in turns if turn is not None), default=made)


def _call(account: Account, path: str, **how: Any) -> Call:
    headers: Mapping[str, str] = access.bearer(account.token)
    url = f"{account.options[access.ADDRESS]}/{path}"
    return Call(url=url, headers=headers, may_be_private=account.may_be_private, **how)


JIRADC = TicketApi(
    source=jiradc.NAME,
    token="Personal access token of an agent: Profile > Personal Access Tokens > Create token.",  # noqa: S106 - says where
    options=(
        Option(
            name=access.ADDRESS,
            what="its web address, such as https://jira.example.com or https://example.com/jira",
            pattern=PLACE,
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
