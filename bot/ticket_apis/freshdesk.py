"""Freshdesk: groups and agents by their ids, tickets that changed, and private notes.

Automation rules tell names, so only what was caught up has ids to look up. A private note can be
changed, so an edited answer replaces it.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.sources import fields, freshdesk
from bot.ticket_apis import access, freshworks, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.freshworks import PRIORITIES, number
from bot.ticket_apis.talk import Changes, Found, Note, Talk, TicketApi, Wanted
from kpi.interaction_event import Event, Kind

_DESK = freshworks.Desk("freshdesk.com")
PAGE = 100
CHANNELS = {1: "email", 2: "portal", 3: "phone", 7: "chat", 9: "feedback widget"}


def check(account: Account) -> Talk[None]:
    yield _DESK.call(account, "agents/me")


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Name the agent, the group and the company of a ticket that was caught up."""
    ids = wanted.ids
    agent = yield from _DESK.one(account, "agents", "" if wanted.agent else ids.get("responder_id"))
    team = yield from _DESK.one(account, "groups", "" if wanted.team else ids.get("group_id"))
    company = yield from _DESK.one(
        account, "companies", "" if wanted.account else ids.get("company_id")
    )
    contact = fields.inside(agent, "contact")
    name = fields.text(fields.inside(contact, "name"))
    return Found(
        agent=fields.email(fields.inside(contact, "email")) or name,
        team=fields.text(fields.inside(team, "name")),
        account=fields.text(fields.inside(company, "name")),
    )


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Read the tickets that changed, the oldest first."""
    events: list[Event] = []
    until, page = since, 1
    for _ in range(talk.MOST_PAGES):
        query = {
            "updated_since": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "include": "requester,stats",
            "order_by": "updated_at",
            "order_type": "asc",
        }
        more = {"per_page": str(PAGE), "page": str(page)}
        answer = yield _DESK.call(account, "tickets", query={**query, **more})
        tickets = fields.items(answer.body)
        events += reading.events(tickets, partial(_events, account))
        until = reading.newest(tickets, "updated_at", since=until)
        if len(tickets) < PAGE:
            return Changes(events=events)
        since, page = reading.onward(since, until, page)
    return Changes(events=events, until=until)


def note(account: Account, note: Note) -> Talk[str]:
    """Write a private note, or write the one that is there anew."""
    made = yield from _DESK.note(account, note)
    return note.remote_id if made is None else fields.text(fields.inside(made, "id"))


def _events(account: Account, ticket: Any) -> list[Event]:
    """Read a ticket: solved when its statistics say, or open as of its last change."""
    ticket_id = fields.text(fields.inside(ticket, "id"))
    is_solved = fields.text(fields.inside(ticket, "status")) in freshdesk.CLOSED
    at = _solved_at(ticket) if is_solved else fields.moment(fields.inside(ticket, "updated_at"))
    if not ticket_id or at is None:
        return []
    requester = fields.inside(ticket, "requester")
    event = Event(
        kind=Kind.RESOLVED if is_solved else Kind.REOPENED,
        at=at,
        source=freshdesk.NAME,
        external_id=ticket_id,
        subject=fields.subject(fields.inside(ticket, "subject")),
        url=_DESK.page(account, ticket_id),
        channel=CHANNELS.get(number(ticket, "source"), ""),
        priority=PRIORITIES.get(number(ticket, "priority"), ""),
        requester_email=fields.email(fields.inside(requester, "email")),
        requester_name=fields.text(fields.inside(requester, "name")),
        tags=fields.tags(fields.items(fields.inside(ticket, "tags"))),
        opened_at=fields.moment(fields.inside(ticket, "created_at")),
        first_replied_at=fields.moment(fields.inside(ticket, "stats", "first_responded_at")),
        extra=fields.lookup(
            **{name: fields.inside(ticket, name) for name in ("responder_id", "group_id")},
            company_id=fields.inside(ticket, "company_id"),
        ),
    )
    return [event]


def _solved_at(ticket: Any) -> datetime | None:
    names = (("stats", "resolved_at"), ("stats", "closed_at"), ("updated_at",))
    moments = (fields.moment(fields.inside(ticket, *path)) for path in names)
    return next((moment for moment in moments if moment is not None), None)


FRESHDESK = TicketApi(
    source=freshdesk.NAME,
    token="API key: Profile settings > View API key.",  # noqa: S106 - says where
    options=(Option(name="subdomain", what="acme of acme.freshdesk.com", pattern=access.LABEL),),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
