"""Intercom: conversations and tickets, which share their ids.

Signature: `X-Hub-Signature`, hexadecimal HMAC-SHA1 over the body with the app's client secret; no
time is signed. A repetition differs in its counters, so the notification's own id is its name.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told
from kpi.interaction_event import Event, Kind

NAME = "intercom"
KINDS = {
    "conversation.user.created": Kind.OPENED,
    "ticket.created": Kind.OPENED,
    "conversation.admin.replied": Kind.REPLIED,
    "ticket.admin.replied": Kind.REPLIED,
    "conversation.admin.closed": Kind.RESOLVED,
    "ticket.closed": Kind.RESOLVED,
    "conversation.admin.opened": Kind.REOPENED,
    # A customer who writes opens the conversation again; in an open one this changes nothing.
    "conversation.user.replied": Kind.REOPENED,
    "ticket.contact.replied": Kind.FOLLOWED_UP,
}
STATE_UPDATED = "ticket.state.updated"
RESOLVED = "resolved"
"""The category of states in which a ticket is done."""
CHANNELS = {"conversation": "chat", "phone_call": "phone"}
INTERNAL = ("Back-office", "Tracker")
"""Categories of tickets that no customer sees."""
CUSTOMERS = frozenset({"user", "lead", "contact"})

_MARKUP = re.compile(r"<[^<>]*>")


def is_genuine(delivery: Delivery, secrets: Sequence[str], _now: datetime) -> bool:
    """Tell whether somebody who knows one of the secrets signed the body."""
    given = delivery.headers.get("X-Hub-Signature", "")
    digests = (signatures.hex_hmac(one, delivery.body, algorithm="sha1") for one in secrets)
    return signatures.is_among(given, [f"sha1={digest}" for digest in digests])


def delivery_key(delivery: Delivery) -> str:
    """Return the id of the notification, or the body's hash when it has none."""
    try:
        key = fields.text(fields.inside(json.loads(delivery.body), "id"), signatures.LONGEST_KEY)
    except (ValueError, RecursionError):
        key = ""
    return key if signatures.is_usable(key) else signatures.hash_of(delivery.body)


def translate(told: Told) -> list[Event]:
    """Return what happened to a conversation or ticket. Raises NotUnderstood."""
    topic = fields.required(told.body, "topic")
    item = fields.inside(told.body, "data", "item")
    kind = _of_state(item) if topic == STATE_UPDATED else KINDS.get(topic)
    if kind is None or fields.inside(item, "category") in INTERNAL:
        return []
    if kind is Kind.REPLIED and not _is_persons_answer(item):
        return []
    wrote = (Kind.FOLLOWED_UP,) if topic.endswith("user.replied") else ()
    return [_event(told.body, one) for one in (*wrote, kind)]


def _of_state(item: Any) -> Kind | None:
    """Return what a ticket's state means; None when it is the one it had."""
    state = state_of(item)
    if not state:
        raise fields.missing("data.item.ticket_state")
    turns = [part for part in parts(item) if fields.inside(part, "previous_ticket_state")]
    if turns and turns[-1]["previous_ticket_state"] == fields.inside(turns[-1], "ticket_state"):
        return None
    return Kind.RESOLVED if state == RESOLVED else Kind.REOPENED


def state_of(item: Any, name: str = "ticket_state") -> str:
    """Return a state's category; older versions of Intercom's API give it as a mere text."""
    value = fields.inside(item, name)
    return fields.text(fields.inside(value, "category") or value).lower()


def _is_persons_answer(item: Any) -> bool:
    """Tell whether the last that was said is by a teammate; notes are not said to the customer."""
    said = [part for part in parts(item) if fields.text(fields.inside(part, "body"))]
    public = [part for part in said if fields.inside(part, "part_type") != "note"]
    author = fields.inside(public[-1], "author") if public else None
    return (
        fields.inside(author, "type") == "admin"
        and fields.inside(author, "from_ai_agent") is not True
    )


def _is_bots_doing(item: Any) -> bool:
    """Tell whether a workflow or an assistant did the last that happened."""
    author = fields.inside(parts(item)[-1], "author") if parts(item) else None
    return fields.inside(author, "type") == "bot" or fields.inside(author, "from_ai_agent") is True


def parts(item: Any) -> list[Any]:
    """Return what happened in a conversation or ticket, the newest last."""
    names = ("conversation_parts", "ticket_parts")
    return [part for name in names for part in fields.items(fields.inside(item, name, name))]


def _event(body: Any, kind: Kind) -> Event:
    item = fields.inside(body, "data", "item")
    contact, email, name = _customer(item)
    through = fields.text(fields.inside(item, "source", "type"))
    return Event(
        kind=kind,
        at=_time(body, item, kind),
        source=NAME,
        external_id=fields.required(body, "data", "item", "id"),
        subject=_subject(item),
        url=fields.link(fields.inside(item, "links", "conversation_web")),
        team=_id(item, "team_assignee_id"),
        agent=_id(item, "admin_assignee_id") or _assignee(item),
        channel=CHANNELS.get(through, through),
        priority=_priority(item),
        requester_email=email,
        requester_name=name,
        tags=_tags(item),
        opened_at=fields.moment(fields.inside(item, "created_at")),
        extra=fields.lookup(contact_id=contact) | fields.by_rule(_is_bots_doing(item)),
    )


def _time(body: Any, item: Any, kind: Kind) -> datetime:
    """Return when it happened; the notification itself is made at that moment."""
    begun = fields.inside(item, "created_at") if kind is Kind.OPENED else None
    return fields.required_moment(begun, body.get("created_at"), name="created_at")


def _customer(item: Any) -> tuple[str, str, str]:
    """Return id, address and name of who was helped, as far as they are told."""
    author = fields.inside(item, "source", "author")
    if fields.text(fields.inside(author, "type")) not in CUSTOMERS:
        author = fields.inside(item, "user")
    contacts = fields.items(fields.inside(item, "contacts", "contacts"))
    contact = fields.inside(contacts[0], "id") if contacts else None
    return (
        fields.text(contact or fields.inside(author, "id")),
        fields.email(fields.inside(author, "email")),
        fields.text(fields.inside(author, "name")),
    )


def _subject(item: Any) -> str:
    titles = (("title",), ("source", "subject"), ("ticket_attributes", "_default_title_"))
    said = (fields.subject(fields.inside(item, *path)) for path in titles)
    return fields.subject(_MARKUP.sub("", next(filter(None, said), "")))


def _id(item: Any, name: str) -> str:
    found = fields.text(fields.inside(item, name))
    return "" if found == "0" else found


def _assignee(item: Any) -> str:
    """Return who is assigned, as older versions of Intercom's API tell it."""
    assignee = fields.inside(item, "assignee")
    return fields.text(fields.inside(assignee, "name") or fields.inside(assignee, "id"))


def _priority(item: Any) -> str:
    said = fields.inside(item, "priority")
    return "high" if said == "priority" or said is True else ""


def _tags(item: Any) -> tuple[str, ...]:
    found = fields.items(fields.inside(item, "tags", "tags"))
    return fields.tags(fields.inside(tag, "name") for tag in found)


INTERCOM = Source(
    name=NAME,
    title="Intercom",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    secret_from_there=True,
    clicks=(
        (
            "Developer Hub > Your apps > New app (or yours) > Basic information: copy the client"
            " secret."
        ),
        "Authentication: allow Read conversations, Read tickets and Read one user and one company.",
        "Webhooks > Endpoint URL: {url}",
        (
            "Topics: conversation.user.created, conversation.user.replied,"
            " conversation.admin.replied, conversation.admin.closed, conversation.admin.opened,"
            " ticket.created, ticket.admin.replied, ticket.contact.replied, ticket.state.updated."
        ),
    ),
)
