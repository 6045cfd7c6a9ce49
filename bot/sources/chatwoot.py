"""Chatwoot, from version 4.11.2 on, which is the first that signs its webhooks.

`id` is the conversation in events about conversations and the message in events about messages.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told
from kpi.interaction_event import Event, Kind

NAME = "chatwoot"
RESOLVED = "resolved"
CHANNELS = {"webwidget": "chat", "twiliosms": "sms", "facebookpage": "facebook"}
"""Channels that people call otherwise than Chatwoot's code does."""


def is_genuine(delivery: Delivery, secrets: Sequence[str], now: datetime) -> bool:
    """Tell whether time and body were signed with one of the secrets, just now."""
    timestamp = delivery.headers.get("X-Chatwoot-Timestamp", "")
    if not signatures.is_recent(timestamp, now):
        return False
    start = f"{timestamp}.".encode()
    expected = [f"sha256={signatures.hex_hmac(one, start, delivery.body)}" for one in secrets]
    return signatures.is_among(delivery.headers.get("X-Chatwoot-Signature", ""), expected)


def delivery_key(delivery: Delivery) -> str:
    return signatures.key_in(delivery.headers, "X-Chatwoot-Delivery", delivery.body)


def translate(told: Told) -> Sequence[Event]:
    """Return what happened to a conversation, if anything that matters.

    Raises:
        NotUnderstood: the kind of event, the conversation's id, status or time is missing.
    """
    name = fields.required(told.body, "event")
    if name == "conversation_created":
        at = fields.required_moment(told.body.get("created_at"), name="created_at")
        return (_event(told.body, Kind.OPENED, at),)
    if name == "conversation_status_changed" and _changed(told.body):
        at = fields.required_moment(told.body.get("updated_at"), name="updated_at")
        return (_event(told.body, _kind_of_status(told.body), at),)
    if name == "message_created":
        return _said(told.body)
    return ()


def _said(message: Mapping[str, Any]) -> Sequence[Event]:
    """Return what a message means, if it is one between agent and customer."""
    kind = Kind.REPLIED if _is_staff_reply(message) else Kind.FOLLOWED_UP
    if kind is Kind.FOLLOWED_UP and not _is_by_customer(message):
        return ()
    at = fields.required_moment(_iso(message.get("created_at")), name="created_at")
    conversation = message.get("conversation")
    return (_event(conversation if isinstance(conversation, dict) else {}, kind, at),)


def _changed(conversation: Mapping[str, Any]) -> bool:
    """Tell whether the status is another than before; older versions do not say what it was."""
    for change in fields.items(conversation.get("changed_attributes")):
        status = fields.inside(change, "status")
        if isinstance(status, dict):
            return bool(status.get("previous_value") != status.get("current_value"))
    return True


def _kind_of_status(conversation: Mapping[str, Any]) -> Kind:
    status = fields.required(conversation, "status")
    return Kind.RESOLVED if status == RESOLVED else Kind.REOPENED


def _is_staff_reply(message: Mapping[str, Any]) -> bool:
    """Tell whether an agent wrote this to the customer: no note, no bot, no automation rule."""
    return (
        message.get("message_type") in ("outgoing", 1)
        and message.get("private") is not True
        and fields.inside(message.get("sender"), "type") in ("user", None)
        and bool(fields.inside(message.get("sender"), "id"))
        and not fields.inside(message.get("content_attributes"), "automation_rule_id")
    )


def _is_by_customer(message: Mapping[str, Any]) -> bool:
    return message.get("message_type") in ("incoming", 0) and message.get("private") is not True


def _iso(value: Any) -> Any:
    """Read "2026-11-18 12:00:00 UTC" too, which is how some versions write the time."""
    return value.replace(" UTC", "+00:00") if isinstance(value, str) else value


def _event(conversation: Mapping[str, Any], kind: Kind, at: datetime) -> Event:
    meta = conversation.get("meta")
    sender = fields.inside(meta, "sender")
    return Event(
        kind=kind,
        at=at,
        source=NAME,
        external_id=fields.required(conversation, "id"),
        team=fields.text(fields.inside(meta, "team", "name")),
        agent=_agent(meta),
        channel=_channel(conversation),
        account=fields.text(fields.inside(sender, "additional_attributes", "company_name")),
        priority=fields.text(conversation.get("priority")),
        requester_email=fields.email(fields.inside(sender, "email")),
        requester_name=fields.text(fields.inside(sender, "name")),
        tags=fields.tags(fields.items(conversation.get("labels"))),
        opened_at=fields.moment(conversation.get("created_at")),
        first_replied_at=fields.moment(_iso(conversation.get("first_reply_created_at"))),
    )


def _agent(meta: Any) -> str:
    if fields.inside(meta, "assignee_type") == "AgentBot":
        return ""
    assignee = fields.inside(meta, "assignee")
    address = fields.email(fields.inside(assignee, "email"))
    return address or fields.text(fields.inside(assignee, "name"))


def _channel(conversation: Mapping[str, Any]) -> str:
    name = fields.text(conversation.get("channel")).removeprefix("Channel::").lower()
    return CHANNELS.get(name, name)


CHATWOOT = Source(
    name=NAME,
    title="Chatwoot",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    secret_from_there=True,
    clicks=(
        "Settings > Integrations > Webhooks > Add new webhook.",
        "Webhook URL: {url}",
        "Events: Conversation created, Conversation status changed and Message created.",
        "Create it, and copy the secret that it shows.",
    ),
)
