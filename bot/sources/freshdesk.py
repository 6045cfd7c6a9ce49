"""Freshdesk: automation rules that post a ticket's fields, with a secret header of ours.

Freshdesk signs nothing and names no deliveries. What set the rule off comes as a text such as
`{status:{from:2,to:4}}`, which looks like JSON and is not.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told, Verbatim
from kpi.interaction_event import Event, Kind

NAME = "freshdesk"
CLOSED = frozenset({"4", "5", "resolved", "closed"})
"""Statuses by number, as triggers tell them, and by name, as tickets do."""
ACTIONS = {
    "ticket_action:created": Kind.OPENED,
    "reply_sent:sent": Kind.REPLIED,
    "note_type:public": Kind.REPLIED,
}
CUSTOMER_WROTE = Verbatim(
    '{"kompas": "followed_up", "ticket_id": "{{ticket.id}}", "updated_at": "{{ticket.updated_at}}"}'
)
"""What a rule for requesters sends: the trigger is the same as when an agent replies."""
_STATUS_CHANGE = re.compile(r"(?<!\w)status:\{from:([^,{}]*),to:([^,{}]*)\}")
_ACTION = re.compile(r"\w+:\w+")


def is_genuine(delivery: Delivery, secrets: Sequence[str], _now: datetime) -> bool:
    """Tell whether our own header holds one of the secrets."""
    return signatures.is_among(delivery.headers.get(signatures.OUR_HEADER, ""), secrets)


def delivery_key(delivery: Delivery) -> str:
    """Return a hash of the body, and of the hour unless the rule tells a time.

    Without either, a ticket that is solved a second time would say what was said before.
    """
    if _tells_time(delivery.body):
        return signatures.hash_of(delivery.body)
    return signatures.hash_of_hour(delivery.body, delivery.received_at)


def _tells_time(body: bytes) -> bool:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and fields.moment(_ticket(told).get("updated_at")) is not None


def translate(told: Told) -> Sequence[Event]:
    """Return what a rule's webhook tells of.

    Raises:
        NotUnderstood: the ticket's id, the trigger or any time is missing.
    """
    ticket = _ticket(told.body)
    return tuple(_event(ticket, kind, told) for kind in _kinds(ticket))


def _ticket(body: Mapping[str, Any]) -> Mapping[str, Any]:
    wrapped = body.get("freshdesk_webhook")
    return wrapped if isinstance(wrapped, dict) else body


def _kinds(ticket: Mapping[str, Any]) -> list[Kind]:
    if ticket.get("kompas") == Kind.FOLLOWED_UP:
        return [Kind.FOLLOWED_UP]
    trigger = "".join(fields.text(ticket.get("triggered_event")).split()).lower()
    if not trigger:
        return [_of_status(fields.required(ticket, "ticket_status").lower())]
    changes = [_of_change(*one.groups()) for one in _STATUS_CHANGE.finditer(trigger)]
    actions = [ACTIONS.get(action) for action in _ACTION.findall(trigger)]
    return [kind for kind in (*actions, *changes) if kind is not None]


def _of_status(status: str) -> Kind:
    return Kind.RESOLVED if status in CLOSED else Kind.REOPENED


def _of_change(before: str, after: str) -> Kind | None:
    """Tell what going from one status to the other means; moving among open ones is nothing."""
    if before == after or {before, after}.isdisjoint(CLOSED):
        return None
    return _of_status(after)


def _event(ticket: Mapping[str, Any], kind: Kind, told: Told) -> Event:
    at = fields.moment(ticket.get("updated_at")) or told.received_at
    if at is None:
        raise fields.missing("updated_at")
    return Event(
        kind=kind,
        at=at,
        source=NAME,
        external_id=fields.required(ticket, "ticket_id"),
        subject=fields.subject(ticket.get("ticket_subject")),
        url=fields.link(ticket.get("ticket_url")),
        team=fields.text(ticket.get("ticket_group_name")),
        agent=_agent(ticket),
        channel=fields.text(ticket.get("ticket_source")),
        account=fields.text(ticket.get("requester_company_name")),
        priority=fields.text(ticket.get("ticket_priority")),
        requester_email=fields.email(ticket.get("requester_email")),
        requester_name=fields.text(ticket.get("requester_name")),
        tags=fields.tags(fields.text(ticket.get("ticket_tags")).split(",")),
        opened_at=fields.moment(ticket.get("created_at")),
    )


def _agent(ticket: Mapping[str, Any]) -> str:
    name = fields.text(ticket.get("ticket_agent_name"))
    return fields.email(ticket.get("ticket_agent_email")) or name


FRESHDESK = Source(
    name=NAME,
    title="Freshdesk",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    clicks=(
        "Admin > Workflows > Automations > Ticket updates > New rule.",
        "When an action is performed by agent, requester or system: Status is changed, any to any.",
        "Action: Trigger webhook. Request type: POST. URL: {url}",
        "Custom headers: X-Kompas-Secret: {secret}",
        "Encoding: JSON. Content: Simple. Tick Triggered event, Ticket ID, Requester email, more.",
        "A second rule, for actions by agent: Reply is sent. The same webhook.",
        "A third rule, for actions by requester: Reply is sent. The same, but Content: Advanced:",
        CUSTOMER_WROTE,
    ),
)
