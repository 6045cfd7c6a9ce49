"""HubSpot: whom a ticket is associated with, tickets that changed, and notes.

A ticket is closed in the stages that its webhooks know as well. A note can be changed, so an
edited answer replaces it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.sources import fields, hubspot
from bot.sources.shape import Told
from bot.ticket_apis import access, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from kpi.interaction_event import Event

TICKETS, NOTES = "crm/v3/objects/tickets", "crm/v3/objects/notes"
MODIFIED = "hs_lastmodifieddate"
CHANGED = ("hs_pipeline_stage", "createdate", "closed_date", MODIFIED)
DETAILS = ("subject", "hubspot_owner_id", "hs_ticket_priority", "source_type")
NOTE_TO_TICKET = 228
"""HubSpot's number for what ties a note to a ticket."""
PAGE = 100


def check(account: Account) -> Talk[None]:
    yield _call(account, TICKETS, query={"limit": "1"})


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Read the ticket, its first contact and company, and its owner with their team."""
    ticket = access.id_in_path(wanted.external_id)
    query = {"properties": ",".join(DETAILS), "associations": "contacts,companies"}
    answer = yield _call(account, f"{TICKETS}/{ticket}", query=query)
    said = fields.inside(answer.body, "properties")
    names = "email,firstname,lastname"
    contact = yield from _object(account, "contacts", _associated(answer.body, "contacts"), names)
    company = yield from _object(
        account, "companies", _associated(answer.body, "companies"), "name"
    )
    owner = yield from _owner(account, fields.text(fields.inside(said, "hubspot_owner_id")))
    return Found(
        requester_email=fields.email(fields.inside(contact, "email")),
        requester_name=_full_name(contact, "firstname", "lastname"),
        agent=fields.email(fields.inside(owner, "email"))
        or _full_name(owner, "firstName", "lastName"),
        team=_team(owner),
        account=fields.text(fields.inside(company, "name")),
        subject=fields.subject(fields.inside(said, "subject")),
        priority=fields.text(fields.inside(said, "hs_ticket_priority")).lower(),
        channel=fields.text(fields.inside(said, "source_type")).lower(),
    )


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Search for tickets by the time of their last change, the oldest first."""
    events: list[Event] = []
    until, after = since, ""
    for _ in range(talk.MOST_PAGES):
        body = {**_search(since), **({"after": after} if after else {})}
        answer = yield _call(account, f"{TICKETS}/search", method="POST", body=body)
        tickets = fields.items(fields.inside(answer.body, "results"))
        events += reading.events(tickets, partial(_events, account))
        until = reading.newest(tickets, "properties", MODIFIED, since=until)
        after = fields.text(fields.inside(answer.body, "paging", "next", "after"))
        if not after:
            return Changes(events=events)
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Write a note on the ticket, or write the one that is there anew."""
    moment = note.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body: dict[str, Any] = {
        "properties": {"hs_timestamp": moment, "hs_note_body": markup.html(note)}
    }
    if note.remote_id:
        path = f"{NOTES}/{access.id_in_path(note.remote_id)}"
        replaced = yield _call(account, path, method="PATCH", body=body, missing_ok=True)
        if replaced.body is not None:
            return note.remote_id
    kind = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": NOTE_TO_TICKET}
    tied = [{"to": {"id": note.external_id}, "types": [kind]}]
    answer = yield _call(account, NOTES, method="POST", body={**body, "associations": tied})
    return fields.text(fields.inside(answer.body, "id"))


def _events(account: Account, ticket: Any) -> list[Event]:
    """Read a ticket as the webhook would have told that it came into its stage."""
    stage = fields.text(_property(ticket, "hs_pipeline_stage"))
    closed = hubspot.stages(account.options["closed_stages"])
    closed_at = fields.moment(_property(ticket, "closed_date")) if stage in closed else None
    at = closed_at or fields.moment(_property(ticket, MODIFIED))
    if not stage or at is None:
        return []
    change = {
        "subscriptionType": "ticket.propertyChange",
        "propertyName": hubspot.STAGE,
        "propertyValue": stage,
        "objectId": fields.inside(ticket, "id"),
        "occurredAt": at.timestamp() * 1000,
    }
    return list(hubspot.translate(Told(body={"events": [change]}), closed_stages=closed))


def _search(since: datetime) -> Mapping[str, Any]:
    moment = str(int(since.timestamp() * 1000))
    changed = {"propertyName": MODIFIED, "operator": "GTE", "value": moment}
    return {
        "filterGroups": [{"filters": [changed]}],
        "sorts": [{"propertyName": MODIFIED, "direction": "ASCENDING"}],
        "properties": list(CHANGED),
        "limit": PAGE,
    }


def _property(row: Any, name: str) -> Any:
    return fields.inside(row, "properties", name)


def _associated(ticket: Any, kind: str) -> str:
    found = fields.items(fields.inside(ticket, "associations", kind, "results"))
    return fields.text(fields.inside(found[0], "id")) if found else ""


def _object(account: Account, kind: str, row_id: str, properties: str) -> Talk[Any]:
    if not row_id:
        return None
    path = f"crm/v3/objects/{kind}/{access.id_in_path(row_id)}"
    query = {"properties": properties}
    answer = yield _call(account, path, query=query, missing_ok=True)
    return fields.inside(answer.body, "properties")


def _owner(account: Account, owner_id: str) -> Talk[Any]:
    if not owner_id:
        return None
    path = f"crm/v3/owners/{access.id_in_path(owner_id)}"
    answer = yield _call(account, path, missing_ok=True)
    return answer.body


def _team(owner: Any) -> str:
    teams = fields.items(fields.inside(owner, "teams"))
    first = [team for team in teams if fields.inside(team, "primary") is True] or teams
    return fields.text(fields.inside(first[0], "name")) if first else ""


def _full_name(person: Any, *parts: str) -> str:
    return fields.text(" ".join(fields.text(fields.inside(person, part)) for part in parts))


def _call(account: Account, path: str, **how: Any) -> Call:
    url = f"https://api.hubapi.com/{path}"
    return Call(url=url, headers=access.bearer(account.token), **how)


HUBSPOT = TicketApi(
    source=hubspot.NAME,
    token="Access token: Development > Legacy apps > the private app > Auth.",  # noqa: S106 - says where
    options=(
        Option(
            name="closed_stages",
            what="ids of stages in which a ticket is closed, such as 4",
            pattern=r"[\w,;\s-]*",
            default="",
        ),
    ),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
