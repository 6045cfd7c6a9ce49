"""Autotask: people and names that ids stand for, tickets that changed, and internal notes.

Tickets are read by their ids. A note can be changed, so an edited answer replaces it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.sources import fields
from bot.ticket_apis import access, autotask_tickets, autotask_zone, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.autotask_tickets import Labels
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from bot.ticket_apis.trouble import ApiTrouble

PAGE = 200
MOST = talk.MOST_PAGES * PAGE
HALVINGS = 16
"""How often less time is asked for, where more tickets changed than that."""
SHORT = timedelta(hours=1)
"""A time in which that many hardly ever change, so that nobody counts them."""
SUMMARY = 1
"""A kind of note that every account has."""
INTERNAL = 2
"""To whom a note is published: to colleagues."""


def check(account: Account) -> Talk[None]:
    zone = yield from autotask_zone.find(account)
    yield _query(account, zone, {"op": "gt", "field": "id", "value": 0}, most=1)


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Read the ticket, and name what its webhook gave no name of."""
    zone = yield from autotask_zone.find(account)
    number = fields.text(wanted.ids.get("ticket")) or wanted.external_id
    ticket = yield from autotask_zone.one(account, zone, "Tickets", number)
    labels = yield from _labels(account, zone)
    contact = yield from autotask_zone.one(
        account, zone, "Contacts", fields.inside(ticket, "contactID")
    )
    company_id = fields.inside(ticket, "companyID") if _is_nameless(wanted.account) else None
    company = yield from autotask_zone.one(account, zone, "Companies", company_id)
    agent_id = fields.inside(ticket, "assignedResourceID") if _is_nameless(wanted.agent) else None
    agent = yield from autotask_zone.one(account, zone, "Resources", agent_id)
    named = autotask_tickets.named(ticket, labels)
    return Found(
        requester_email=fields.email(fields.inside(contact, "emailAddress")),
        requester_name=_full_name(contact),
        subject=fields.subject(fields.inside(ticket, "title")),
        team=fields.text(named.get("queueID")) if _is_nameless(wanted.team) else "",
        agent=_full_name(agent),
        account=fields.text(fields.inside(company, "companyName")),
        priority=fields.text(named.get("priority")),
        channel=fields.text(named.get("source")),
    )


def changes(account: Account, since: datetime, now: datetime) -> Talk[Changes]:
    """Read the tickets in which something happened; in less time, where these are too many.

    Raises:
        ApiTrouble: more than can be read in one talk, or not by their ids.
    """
    zone = yield from autotask_zone.find(account)
    until = yield from _readable(account, zone, since, now)
    labels: Labels | None = None
    read = reading.ByMapping(account)
    last_id = 0
    for _ in range(talk.MOST_PAGES):
        answer = yield _query(account, zone, *_between(since, until), _beyond(last_id))
        tickets = fields.items(fields.inside(answer.body, "items"))
        if tickets and labels is None:
            labels = yield from _labels(account, zone)
        read.take(map(partial(autotask_tickets.seen, account, labels or {}), tickets))
        if len(tickets) < PAGE:
            return read.changes(until)
        last_id = autotask_tickets.last_of(tickets)
    raise ApiTrouble("Too many tickets changed to be read at once.", reason="too_many")


def _readable(account: Account, zone: str, since: datetime, now: datetime) -> Talk[datetime | None]:
    """Return up to when there are not too many tickets; None for up to now."""
    until: datetime | None = None
    for _ in range(HALVINGS if now - since > SHORT else 0):
        body = {"filter": _between(since, until)}
        answer = yield autotask_zone.call(
            account, zone, "Tickets/query/count", method="POST", body=body
        )
        count = fields.inside(answer.body, "queryCount")
        if not isinstance(count, int) or count < MOST:
            break
        until = reading.sooner(since, until or now)
    return until


def note(account: Account, note: Note) -> Talk[str]:
    """Write a note that only colleagues read, or write the one that is there anew."""
    zone = yield from autotask_zone.find(account)
    path = f"Tickets/{access.id_in_path(note.external_id)}/Notes"
    text = {"title": "Kompas", "description": markup.plain(note)}
    if note.remote_id.isdecimal():
        body = {"id": int(note.remote_id), **text}
        replaced = yield autotask_zone.call(
            account, zone, path, method="PATCH", body=body, missing_ok=True
        )
        if replaced.body is not None:
            return note.remote_id
    body = {**text, "noteType": SUMMARY, "publish": INTERNAL}
    answer = yield autotask_zone.call(account, zone, path, method="POST", body=body)
    return fields.text(fields.inside(answer.body, "itemId"))


def _labels(account: Account, zone: str) -> Talk[Labels]:
    answer = yield autotask_zone.call(account, zone, "Tickets/entityInformation/fields")
    return autotask_tickets.labels_of(answer.body)


def _between(since: datetime, until: datetime | None) -> list[Mapping[str, Any]]:
    bounds = {"gte": since, "lte": until}
    return [
        {
            "op": op,
            "field": "lastActivityDate",
            "value": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.00"),
        }
        for op, moment in bounds.items()
        if moment is not None
    ]


def _beyond(last_id: int) -> Mapping[str, Any]:
    return {"op": "gt", "field": "id", "value": last_id}


def _is_nameless(value: str) -> bool:
    """Tell whether a webhook gave nothing, or an id."""
    return not value or value.isdecimal()


def _full_name(person: Any) -> str:
    names = (fields.text(fields.inside(person, name)) for name in ("firstName", "lastName"))
    return " ".join(filter(None, names))


def _query(account: Account, zone: str, *filters: Mapping[str, Any], most: int = PAGE) -> Call:
    asked = {"MaxRecords": most, "IncludeFields": list(autotask_tickets.FIELDS)}
    body = {**asked, "filter": list(filters)}
    return autotask_zone.call(account, zone, "Tickets/query", method="POST", body=body)


AUTOTASK = TicketApi(
    source="autotask",
    token=(  # noqa: S106 - says where
        "Password (secret) of an API user: Admin > Organization Settings & Users > Resources/Users"
        " (HR) > Resources/Users > New > New API User. Security level: API User (system)."
    ),
    options=(
        Option(
            name="user",
            what="the user name (key) of that API user, which looks like a mail address",
            pattern=access.EMAIL,
        ),
        Option(
            name="tracking_id",
            what="its API tracking identifier, of the kind Custom (Internal Integration)",
            pattern=r"[A-Za-z0-9]{8,64}",
        ),
    ),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
