"""Intercom: who ids stand for, conversations and tickets that changed, and notes of admins.

A conversation tells when it was closed last, a ticket by its parts when its state turned. Notes
cannot be changed, so an edit is another one. An account is not looked up.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, intercom
from bot.sources.shape import Told
from bot.ticket_apis import access, intercom_tickets, markup, reading, talk
from bot.ticket_apis.access import Account, Option
from bot.ticket_apis.talk import Call, Changes, Found, Note, Talk, TicketApi, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from kpi.interaction_event import Event

HOSTS = {
    "us": "https://api.intercom.io",
    "eu": "https://api.eu.intercom.io",
    "au": "https://api.au.intercom.io",
}
VERSION = "2.11"
PAGE = 100
CLOSED = "closed"


def check(account: Account) -> Talk[None]:
    yield _call(account, "me")


def look_up(account: Account, wanted: Wanted) -> Talk[Found]:
    """Name the contact, the teammate and the team."""
    contact = yield from _one(account, "contacts", fields.text(wanted.ids.get("contact_id")))
    admin = yield from _one(account, "admins", _id(wanted.agent))
    team = yield from _one(account, "teams", _id(wanted.team))
    name = fields.text(fields.inside(admin, "name"))
    return Found(
        requester_email=fields.email(fields.inside(contact, "email")),
        requester_name=fields.text(fields.inside(contact, "name")),
        agent=fields.email(fields.inside(admin, "email")) or name,
        team=fields.text(fields.inside(team, "name")),
    )


def changes(account: Account, since: datetime, _now: datetime) -> Talk[Changes]:
    """Search for conversations and for tickets by the time of their last change."""
    conversations = yield from _searched(account, "conversations", since, _events)
    tickets = yield from _searched(account, "tickets", since, intercom_tickets.events)
    unread = [found.until for found in (conversations, tickets) if found.until is not None]
    events = [*conversations.events, *tickets.events]
    return Changes(events=events, until=min(unread, default=None))


def note(account: Account, note: Note) -> Talk[str]:
    """Leave a note on the conversation, or the ticket, in the name of the token's admin."""
    me = yield _call(account, "me")
    body = {
        "message_type": "note",
        "type": "admin",
        "admin_id": fields.text(fields.inside(me.body, "id")),
        "body": markup.html(note),
    }
    path = f"{access.id_in_path(note.external_id)}/reply"
    left = yield _call(account, f"conversations/{path}", method="POST", body=body, missing_ok=True)
    if left.body is None:
        yield _call(account, f"tickets/{path}", method="POST", body=body)
    return ""


def _searched(
    account: Account, kind: str, since: datetime, read: Callable[[Any], Sequence[Event]]
) -> Talk[Changes]:
    """Search for what changed, the oldest change first.

    Raises:
        ApiTrouble: there is more than can be read at once, and it came in another order.
    """
    events: list[Event] = []
    until, after, found = since, "", []
    for _ in range(talk.MOST_PAGES):
        answer = yield _call(account, f"{kind}/search", method="POST", body=_search(since, after))
        found = fields.items(fields.inside(answer.body, kind))
        events += reading.events(found, read)
        until = reading.newest(found, "updated_at", since=until)
        after = fields.text(fields.inside(answer.body, "pages", "next", "starting_after"))
        if not after:
            return Changes(events=events)
    if reading.newest(found, "updated_at", since=since) < until:
        raise ApiTrouble("Too many conversations changed to be read at once.", reason="too_many")
    return Changes(events=events, until=until)


def _events(conversation: Any) -> list[Event]:
    """Read a conversation as the webhook would have told how it stands.

    One that is a ticket too may be open when that is resolved, so then the ticket tells.
    """
    is_closed = fields.inside(conversation, "state") == CLOSED
    if not is_closed and fields.inside(conversation, "ticket"):
        return []
    updated = fields.inside(conversation, "updated_at")
    closed_at = fields.inside(conversation, "statistics", "last_close_at")
    topic = "conversation.admin.closed" if is_closed else "conversation.admin.opened"
    at = (closed_at or updated) if is_closed else updated
    if fields.moment(at) is None:
        return []
    body = {"topic": topic, "created_at": at, "data": {"item": conversation}}
    return intercom.translate(Told(body=body))


def _search(since: datetime, after: str) -> Mapping[str, Any]:
    # Intercom knows no "or at": what changed in that very second may be unread yet.
    moment = int(since.timestamp()) - 1
    changed = {"field": "updated_at", "operator": ">", "value": moment}
    page = {"per_page": PAGE, **({"starting_after": after} if after else {})}
    order = {"field": "updated_at", "order": "ascending"}
    query = {"operator": "AND", "value": [changed]}
    return {"query": query, "pagination": page, "sort": order}


def _one(account: Account, kind: str, row_id: str) -> Talk[Any]:
    if not row_id:
        return None
    answer = yield _call(account, f"{kind}/{access.id_in_path(row_id)}", missing_ok=True)
    return answer.body


def _id(value: str) -> str:
    """Return an id, and nothing for a name that older versions tell."""
    return value if value.isascii() and value.isdigit() else ""


def _call(account: Account, path: str, **how: Any) -> Call:
    headers = {**access.bearer(account.token), "Intercom-Version": VERSION}
    return Call(url=f"{HOSTS[account.options['region']]}/{path}", headers=headers, **how)


INTERCOM = TicketApi(
    source=intercom.NAME,
    token="Access token: Developer Hub > Your apps > the app > Authentication.",  # noqa: S106 - says where
    options=(Option(name="region", what="us, eu or au", pattern="us|eu|au", default="us"),),
    check=check,
    look_up=look_up,
    changes=changes,
    note=note,
)
