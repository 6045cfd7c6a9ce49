"""Freshservice: who and what ids stand for, tickets that changed, and private notes.

A ticket list names nobody and costs more of the account's allowance for all that it takes along,
so people are looked up for what is news. The list cannot be ordered by the last change: after a
long silence it is read from the newest ticket on, and what is beyond 2,000 tickets is left out.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.sources import fields
from bot.ticket_apis import access, freshworks, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.freshworks import PRIORITIES, number
from bot.ticket_apis.reading import Seen
from bot.ticket_apis.talk import Changes, Found, Note, Talk, TicketApi, Wanted

_DESK = freshworks.Desk("freshservice.com")
PAGE = 100
CHANNELS = {1: "email", 2: "portal", 3: "phone", 4: "chat", 5: "feedback widget"}
IDS = {"agent": "responder_id", "team": "group_id", "account": "department_id"}
KINDS = {"agent": "agents", "team": "groups", "account": "departments"}
"""Where each of these is to be had, by its id in a ticket."""


def check(account: Account) -> Talk[None]:
    yield _DESK.call(account, "tickets", query={"per_page": "1"})


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Read the ticket with its requester, and name what it gives only ids of."""
    ticket_id = fields.text(wanted.ids.get("ticket")) or wanted.external_id
    path = f"tickets/{access.id_in_path(ticket_id)}"
    answer = yield _DESK.call(account, path, query={"include": "requester"}, missing_ok=True)
    ticket = fields.inside(answer.body, "ticket")
    missing = {name for name in IDS if not getattr(wanted, name)}
    named: dict[str, Any] = {}
    for name in sorted(missing):
        named[name] = yield from _DESK.one(account, KINDS[name], fields.inside(ticket, IDS[name]))
    requester = fields.inside(ticket, "requester")
    return Found(
        requester_email=fields.email(fields.inside(requester, "email")),
        requester_name=fields.text(fields.inside(requester, "name")),
        subject=fields.subject(fields.inside(ticket, "subject")),
        agent=_agent(fields.inside(named.get("agent"), "agent")),
        team=fields.text(fields.inside(named.get("team"), "group", "name")),
        account=fields.text(fields.inside(named.get("account"), "department", "name")),
    )


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Read the tickets of all workspaces that changed, the newest ticket first.

    Pages shift only backwards while tickets are made and change, so none is passed over.
    """
    read = reading.ByMapping(account)
    for page in range(1, talk.MOST_PAGES + 1):
        query = {
            "updated_since": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "include": "stats",
            "workspace_id": "0",
            "order_type": "desc",
        }
        more = {"per_page": str(PAGE), "page": str(page)}
        answer = yield _DESK.call(account, "tickets", query={**query, **more})
        tickets = fields.items(fields.inside(answer.body, "tickets"))
        read.take(map(partial(_seen, account), tickets))
        if len(tickets) < PAGE:
            break
    return read.changes()


def note(account: Account, note: Note) -> Talk[str]:
    """Write a private note, or write the one that is there anew."""
    made = yield from _DESK.note(account, note)
    if made is None:
        return note.remote_id
    return fields.text(fields.inside(made, "conversation", "id"))


def _seen(account: Account, ticket: Any) -> Seen | None:
    """Read a ticket as our instructions name the fields of its webhook."""
    ticket_id = fields.text(fields.inside(ticket, "id"))
    changed_at = fields.moment(fields.inside(ticket, "updated_at"))
    if not ticket_id or changed_at is None:
        return None
    same = ("id", "status", "updated_at", "subject", "created_at")
    body = {
        **{name: fields.inside(ticket, name) for name in same},
        "url": _DESK.page(account, ticket_id),
        "source": CHANNELS.get(number(ticket, "source"), ""),
        "priority": PRIORITIES.get(number(ticket, "priority"), ""),
    }
    return Seen(body=body, changed_at=changed_at, solved_at=_solved_at(ticket))


def _solved_at(ticket: Any) -> datetime | None:
    names = ("resolved_at", "closed_at")
    moments = (fields.moment(fields.inside(ticket, "stats", name)) for name in names)
    return next((moment for moment in moments if moment is not None), None)


def _agent(agent: Any) -> str:
    names = (fields.text(fields.inside(agent, name)) for name in ("first_name", "last_name"))
    return fields.email(fields.inside(agent, "email")) or " ".join(filter(None, names))


FRESHSERVICE = TicketApi(
    source="freshservice",
    token="API key of an agent: profile picture > Profile settings > API key.",  # noqa: S106 - says where
    options=(Option(name="subdomain", what="acme of acme.freshservice.com", pattern=access.LABEL),),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
