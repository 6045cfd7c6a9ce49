"""Zammad: triggers that send the ticket as it stands, and the article that set them off.

A webhook tells no change, so each says how the ticket stands at its own time, and the newest
time wins.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told
from kpi.interaction_event import Event, Kind

NAME = "zammad"
NO_HELP = frozenset({"merged", "removed"})
"""States of tickets that went elsewhere."""
WRITERS = {"Agent": Kind.REPLIED, "Customer": Kind.FOLLOWED_UP}
"""What an article means, by who sent it."""
SYSTEM = "1"
"""The id of the user as whom Zammad's own schedulers and triggers act."""
NOBODY = "-"
"""How Zammad names the owner of a ticket that has none."""


def is_genuine(delivery: Delivery, secrets: Sequence[str], _now: datetime) -> bool:
    """Tell whether the body was signed with one of the secrets; Zammad signs no time."""
    expected = [
        f"sha1={signatures.hex_hmac(secret, delivery.body, algorithm='sha1')}" for secret in secrets
    ]
    return signatures.is_among(delivery.headers.get("X-Hub-Signature", ""), expected)


def delivery_key(delivery: Delivery) -> str:
    return signatures.key_in(delivery.headers, "X-Zammad-Delivery", delivery.body)


def translate(told: Told) -> Sequence[Event]:
    """Return how a ticket stands, and what was written along with it, if anything.

    Raises:
        NotUnderstood: the ticket's number, state or time is missing.
    """
    ticket, article = told.body.get("ticket"), told.body.get("article")
    if not isinstance(ticket, dict):
        raise fields.missing("ticket")
    state = _name_of(ticket.get("state")).lower()
    if not state:
        raise fields.missing("ticket.state")
    if state in NO_HELP:
        return ()
    return (*_said(ticket, article), _event(ticket, *_standing(ticket, state)))


def _standing(ticket: Mapping[str, Any], state: str) -> tuple[Kind, datetime]:
    """Return what the state means and since when at the latest."""
    if state == "new":
        created = ticket.get("created_at")
        return Kind.OPENED, fields.required_moment(created, name="ticket.created_at")
    updated = fields.required_moment(ticket.get("updated_at"), name="ticket.updated_at")
    if state != "closed":
        return Kind.REOPENED, updated
    return Kind.RESOLVED, fields.moment(ticket.get("last_close_at")) or updated


def _said(ticket: Mapping[str, Any], article: Any) -> Sequence[Event]:
    """Return what somebody wrote for the other side to read; triggers write as System."""
    kind = WRITERS.get(_name_of(fields.inside(article, "sender")))
    if kind is None or fields.inside(article, "internal") is not False:
        return ()
    written = fields.inside(article, "created_at")
    at = fields.required_moment(written, name="article.created_at")
    return (_event(ticket, kind, at),)


def _event(ticket: Mapping[str, Any], kind: Kind, at: datetime) -> Event:
    customer = ticket.get("customer")
    return Event(
        kind=kind,
        at=at,
        source=NAME,
        external_id=fields.required(ticket, "number"),
        subject=fields.subject(ticket.get("title")),
        team=_name_of(ticket.get("group")),
        agent=_agent(ticket.get("owner")),
        channel=_name_of(ticket.get("create_article_type")),
        account=_name_of(ticket.get("organization")),
        priority=_name_of(ticket.get("priority")),
        requester_email=fields.email(fields.inside(customer, "email")),
        requester_name=_full_name(customer),
        tags=fields.tags(fields.items(ticket.get("tags"))),
        opened_at=fields.moment(ticket.get("created_at")),
        extra={"ticket_id": fields.text(ticket.get("id"))}
        | fields.by_rule(fields.text(fields.inside(ticket, "updated_by", "id")) == SYSTEM),
    )


def _name_of(value: Any) -> str:
    """Return a name that stands there as such or, in other versions, inside an object."""
    return fields.text(fields.inside(value, "name") if isinstance(value, dict) else value)


def _agent(owner: Any) -> str:
    name = _full_name(owner)
    return fields.email(fields.inside(owner, "email")) or ("" if name == NOBODY else name)


def _full_name(person: Any) -> str:
    names = (fields.text(fields.inside(person, part)) for part in ("firstname", "lastname"))
    return fields.text(" ".join(names))


ZAMMAD = Source(
    name=NAME,
    title="Zammad",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    clicks=(
        "Admin > Manage > Webhook > New webhook. Endpoint: {url}",
        "HMAC SHA1 signature token: {secret}",
        "Manage > Trigger > New trigger, activated by action, selective.",
        "Conditions, any of them: ticket created, state has changed, article created.",
        "Action: Webhook, and choose the new one.",
    ),
)
