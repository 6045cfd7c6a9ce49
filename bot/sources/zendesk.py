"""Zendesk: its own ticket events, and triggers that send the JSON we ask an admin to paste.

Signature: base64 HMAC-SHA256 over the ISO timestamp and then the body. Events name people by id
only, so the trigger, which can send the requester's address, is what the steps set up.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told, Verbatim
from kpi.interaction_event import Event, Kind

NAME = "zendesk"
EVENT = "zen:event-type:ticket."
TIMESTAMP = "X-Zendesk-Webhook-Signature-Timestamp"
SYSTEM = "-1"
"""As whom Zendesk's own automations write and change."""
FINISHED = frozenset({"solved", "closed"})
CHANNELS = {"native_messaging": "chat", "messaging": "chat", "voice": "phone"}
"""Zendesk's names for what the policy calls chat and phone."""

TRIGGER = Verbatim(
    '{"kompas": "resolved", "ticket": {"id": "{{ticket.id}}",'
    ' "updated_at": "{{ticket.updated_at_with_timestamp}}",'
    ' "created_at": "{{ticket.created_at_with_timestamp}}",'
    ' "url": "https://{{ticket.url}}", "tags": "{{ticket.tags}}",'
    ' "team": "{{ticket.group.name}}", "agent": "{{ticket.assignee.name}}",'
    ' "requester_email": "{{ticket.requester.email}}"}}'
)
"""What the trigger's webhook sends; free text stays out, since a quote in it would break JSON."""


def is_genuine(delivery: Delivery, secrets: Sequence[str], now: datetime) -> bool:
    """Tell whether somebody who knows one of the secrets signed time and body around `now`."""
    timestamp = delivery.headers.get(TIMESTAMP, "")
    if not signatures.is_near(fields.moment(timestamp), now):
        return False
    parts = (signatures.raw(timestamp), delivery.body)
    expected = [signatures.base64_hmac(secret, *parts) for secret in secrets]
    return signatures.is_among(delivery.headers.get("X-Zendesk-Webhook-Signature", ""), expected)


def delivery_key(delivery: Delivery) -> str:
    """Return Zendesk's id of the call, which its repetitions keep."""
    return signatures.key_in(delivery.headers, "X-Zendesk-Webhook-Invocation-Id", delivery.body)


def translate(told: Told) -> list[Event]:
    """Return what happened to a ticket. Raises NotUnderstood."""
    body = told.body
    if "kompas" in body:
        return _triggered(body)
    name = fields.required(body, "type")
    if name == f"{EVENT}created":
        return _created(body)
    if name == f"{EVENT}status_changed":
        return _status_changed(body)
    if name == f"{EVENT}comment_added":
        return _commented(body)
    return []


def _commented(body: Any) -> list[Event]:
    if _is_agents_answer(body):
        return [_event(body, Kind.REPLIED, _time(body))]
    return [_event(body, Kind.FOLLOWED_UP, _time(body))] if _is_by_customer(body) else []


def _created(body: Any) -> list[Event]:
    """Return the opening; a ticket may be solved from its first moment, as after a phone call."""
    at = fields.moment(fields.inside(body, "detail", "created_at")) or _time(body)
    opened = _event(body, Kind.OPENED, at)
    if not _is_finished(fields.inside(body, "detail", "status")):
        return [opened]
    return [opened, _event(body, Kind.RESOLVED, at)]


def _status_changed(body: Any) -> list[Event]:
    current, previous = (fields.inside(body, "event", one) for one in ("current", "previous"))
    if current == previous:
        return []
    if _is_finished(current):
        return [_event(body, Kind.RESOLVED, _time(body))]
    return [_event(body, Kind.REOPENED, _time(body))] if _is_finished(previous) else []


def _is_finished(status: Any) -> bool:
    return fields.text(status).lower() in FINISHED


def _is_agents_answer(body: Any) -> bool:
    """Tell whether a comment is public, and by an agent who is a person and not the requester."""
    comment = fields.inside(body, "event", "comment")
    author = fields.text(fields.inside(comment, "author", "id"))
    return (
        fields.inside(comment, "is_public") is True
        and fields.inside(comment, "author", "is_staff") is True
        and author not in {SYSTEM, fields.text(fields.inside(body, "detail", "requester_id"))}
    )


def _is_by_customer(body: Any) -> bool:
    """Tell whether a comment is by the requester, or by somebody else who is no agent."""
    comment = fields.inside(body, "event", "comment")
    author = fields.text(fields.inside(comment, "author", "id"))
    is_requester = author == fields.text(fields.inside(body, "detail", "requester_id"))
    is_outsider = fields.inside(comment, "author", "is_staff") is False and author != SYSTEM
    is_public = fields.inside(comment, "is_public") is True
    return is_public and bool(author) and (is_requester or is_outsider)


def _time(body: Any) -> datetime:
    return fields.required_moment(body.get("time"), name="time")


def _event(body: Any, kind: Kind, at: datetime) -> Event:
    ticket = body.get("detail")
    via = fields.text(fields.inside(ticket, "via", "channel")).lower()
    requester, organization = (
        fields.inside(ticket, name) for name in ("requester_id", "organization_id")
    )
    return Event(
        kind=kind,
        at=at,
        source=NAME,
        external_id=fields.required(body, "detail", "id"),
        subject=fields.subject(fields.inside(ticket, "subject")),
        team=_id(fields.inside(ticket, "group_id")),
        agent=_id(fields.inside(ticket, "assignee_id")),
        channel=CHANNELS.get(via, via),
        account=_id(organization),
        priority=fields.text(fields.inside(ticket, "priority")).lower(),
        tags=fields.tags(fields.items(fields.inside(ticket, "tags"))),
        opened_at=fields.moment(fields.inside(ticket, "created_at")),
        extra=fields.lookup(requester_id=_id(requester))
        | fields.by_rule(fields.text(fields.inside(ticket, "actor_id")) == SYSTEM),
    )


def _id(value: Any) -> str:
    """Return an id as text; zero is Zendesk's way to say that there is nobody."""
    found = fields.text(value)
    return "" if found == "0" else found


def _triggered(body: Any) -> list[Event]:
    """Return what the JSON of a trigger says."""
    said = fields.text(body.get("kompas"))
    if said not in set(Kind):
        raise fields.missing("kompas")
    ticket = body.get("ticket")
    tags = fields.text(fields.inside(ticket, "tags"), fields.LONGEST_SUBJECT)
    moment = fields.inside(ticket, "updated_at")
    event = Event(
        kind=Kind(said),
        at=fields.required_moment(moment, name="ticket.updated_at"),
        source=NAME,
        external_id=fields.required(body, "ticket", "id"),
        subject=fields.subject(fields.inside(ticket, "subject")),
        url=fields.link(fields.inside(ticket, "url")),
        team=fields.text(fields.inside(ticket, "team")),
        agent=fields.text(fields.inside(ticket, "agent")),
        channel=fields.text(fields.inside(ticket, "channel")),
        account=fields.text(fields.inside(ticket, "account")),
        requester_email=fields.email(fields.inside(ticket, "requester_email")),
        requester_name=fields.text(fields.inside(ticket, "requester_name")),
        tags=fields.tags(tags.split()),
        opened_at=fields.moment(fields.inside(ticket, "created_at")),
    )
    return [event]


ZENDESK = Source(
    name=NAME,
    title="Zendesk",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    secret_from_there=True,
    clicks=(
        "Admin Center > Apps and integrations > Webhooks > Create webhook > Trigger or automation.",
        "Endpoint URL: {url}  Method: POST. Format: JSON. Authentication: none. Create.",
        "Open the webhook, Reveal secret, and copy it.",
        (
            "Objects and rules > Triggers > Create trigger: Ticket status changed to Solved; action"
            " Notify active webhook with this JSON:"
        ),
        TRIGGER,
        (
            'A second trigger, Ticket status changed from Solved, sends the same with "reopened" in'
            ' the place of "resolved".'
        ),
        (
            "A third, Comment is public and the current user is an agent, sends it with"
            ' "replied"; a fourth, for end users, with "followed_up".'
        ),
    ),
)
