"""TOPdesk: whom and what an incident is about, incidents that changed, and invisible actions.

Webhooks are the JSON that an administrator wrote, read by the hook's mapping, and so is what is
caught up. An action cannot be changed, so an edited answer is another one, and it has no id.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.sources import fields
from bot.ticket_apis import access, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.reading import Seen
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted

PAGE = 100
FIELDS = (
    *("id", "number", "briefDescription", "completed", "completedDate", "closedDate"),
    *("modificationDate", "creationDate", "caller", "callerBranch"),
    *("operator", "operatorGroup", "priority", "entryType"),
)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""Incidents have an id beside their number, which an admin may have mapped."""


def check(account: Account) -> Talk[None]:
    yield _call(account, "incidents", query={"pageSize": "1", "fields": "number"})


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Read the incident: webhooks leave free text out, and what their administrator did."""
    number = fields.text(wanted.ids.get("number")) or wanted.external_id
    answer = yield _call(account, _incident(number), missing_ok=True)
    caller = fields.inside(answer.body, "caller")
    return Found(
        requester_email=fields.email(fields.inside(caller, "email")),
        requester_name=fields.text(fields.inside(caller, "dynamicName")),
        subject=fields.subject(fields.inside(answer.body, "briefDescription")),
        account="" if wanted.account else fields.text(fields.inside(caller, "branch", "name")),
        team="" if wanted.team else _name(answer.body, "operatorGroup"),
        agent="" if wanted.agent else _name(answer.body, "operator"),
    )


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Read the incidents that changed, the oldest first."""
    read = reading.ByMapping(account)
    until, page = since, 1
    for _ in range(talk.MOST_PAGES):
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = {
            "query": f"modificationDate=ge={moment}",
            "sort": "modificationDate:asc",
            "fields": ",".join(FIELDS),
            "pageStart": str((page - 1) * PAGE),
            "pageSize": str(PAGE),
        }
        answer = yield _call(account, "incidents", query=query)
        incidents = fields.items(answer.body)
        read.take(map(_seen, incidents))
        until = reading.newest(incidents, "modificationDate", since=until)
        if len(incidents) < PAGE:
            return read.changes()
        since, page = reading.onward(since, until, page)
    return read.changes(until)


def note(account: Account, note: Note) -> Talk[str]:
    """Add an action that the caller does not see."""
    body = {"action": markup.lines(note), "actionInvisibleForCaller": True}
    yield _call(account, _incident(note.external_id), method="PATCH", body=body)
    return ""


def _seen(incident: Any) -> Seen | None:
    """Read an incident as the webhook names its fields, which are the API's own."""
    changed_at = fields.moment(fields.inside(incident, "modificationDate"))
    if changed_at is None:
        return None
    solved = (fields.inside(incident, name) for name in ("completedDate", "closedDate"))
    moments = (fields.moment(value) for value in solved)
    solved_at = next((moment for moment in moments if moment is not None), None)
    return Seen(body=incident, changed_at=changed_at, solved_at=solved_at)


def _incident(external_id: str) -> str:
    kind = "id" if _ID.fullmatch(external_id) else "number"
    return f"incidents/{kind}/{access.id_in_path(external_id)}"


def _name(incident: Any, field: str) -> str:
    return fields.text(fields.inside(incident, field, "name"))


def _call(account: Account, path: str, **how: Any) -> Call:
    headers: Mapping[str, str] = access.basic(account.options["login"], account.token)
    url = f"{account.options[access.ADDRESS]}/tas/api/{path}"
    return Call(url=url, headers=headers, may_be_private=account.may_be_private, **how)


TOPDESK = TicketApi(
    source="topdesk",
    token="Application password: an operator's User settings > Application passwords > Add.",  # noqa: S106 - says where
    options=(
        Option(
            name=access.ADDRESS,
            what="its web address, such as https://acme.topdesk.net",
            pattern=access.ORIGIN,
        ),
        Option(
            name="login",
            what="the login name of that operator, whose permissions have: API access > REST API"
            " and Use application passwords, and calls to read and write",
            pattern=r"[^:\r\n]{1,200}",
        ),
    ),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
