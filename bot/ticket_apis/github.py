"""GitHub issues: addresses that people show, issues that changed, and comments.

Comments can be read by everybody who sees the repository, so they are written only where an admin
said yes to just that. A comment can be changed, so an edited answer replaces it.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.sources import fields, github
from bot.sources.shape import Told
from bot.ticket_apis import access, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Event

PAGE = 100
CLOSED = "closed"
REPOSITORY = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}"


def check(account: Account) -> Talk[None]:
    yield _call(account, f"repos/{account.options['repository']}")


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Find the address that somebody shows on their page, if they do."""
    login = fields.text(wanted.ids.get("login"))
    answer = yield _call(account, f"users/{access.id_in_path(login)}", missing_ok=True)
    return Found(
        requester_email=fields.email(fields.inside(answer.body, "email")),
        requester_name=fields.text(fields.inside(answer.body, "name")),
    )


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """List the issues that changed, the oldest change first."""
    repository = account.options["repository"]
    events: list[Event] = []
    until, page = since, 1
    for _ in range(talk.MOST_PAGES):
        query = {
            "state": "all",
            "sort": "updated",
            "direction": "asc",
            "since": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "per_page": str(PAGE),
            "page": str(page),
        }
        answer = yield _call(account, f"repos/{repository}/issues", query=query)
        issues = fields.items(answer.body)
        events += reading.events(issues, partial(_events, repository))
        until = reading.newest(issues, "updated_at", since=until)
        if len(issues) < PAGE:
            return Changes(events=events)
        since, page = reading.onward(since, until, page)
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Comment on the issue, or write the comment that is there anew.

    Raises:
        ApiTrouble: the ticket is not named as an issue is.
    """
    repository, _, number = note.external_id.rpartition("#")
    if not re.fullmatch(REPOSITORY, repository):
        raise ApiTrouble("That is no issue of GitHub.", reason="no_issue", is_final=True)
    path = f"repos/{repository}/issues"
    body = {"body": markup.fenced(note)}
    if note.remote_id:
        there = f"{path}/comments/{access.id_in_path(note.remote_id)}"
        replaced = yield _call(account, there, method="PATCH", body=body, missing_ok=True)
        if replaced.body is not None:
            return note.remote_id
    new = f"{path}/{access.id_in_path(number)}/comments"
    answer = yield _call(account, new, method="POST", body=body)
    return fields.text(fields.inside(answer.body, "id"))


def _events(repository: str, issue: Any) -> list[Event]:
    """Read an issue as the webhook would have told its last turn; a pull request is none."""
    if fields.inside(issue, "pull_request") is not None:
        return []
    action = "closed" if fields.inside(issue, "state") == CLOSED else "reopened"
    body = {"action": action, "issue": issue, "repository": {"full_name": repository}}
    return github.translate(Told(body=body, headers={github.EVENT: "issues"}))


def _call(account: Account, path: str, **how: Any) -> Call:
    headers: Mapping[str, str] = {
        **access.bearer(account.token),
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return Call(url=f"https://api.github.com/{path}", headers=headers, **how)


GITHUB = TicketApi(
    source=github.NAME,
    token="Fine-grained token, Issues read and write: Settings > Developer settings.",  # noqa: S106 - says where
    options=(Option(name="repository", what="its name, such as acme/vpn", pattern=REPOSITORY),),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
    note_is_public=True,
)
