"""Help Scout: conversations as they stand, with what happened to them in a header.

The body is the conversation in its second version, or in the first, which older webhooks send.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told
from kpi.interaction_event import Event, Kind

NAME = "helpscout"
EVENT = "X-HelpScout-Event"
KINDS_OF_STATUS = {
    "closed": Kind.RESOLVED,
    "active": Kind.REOPENED,
    "pending": Kind.REOPENED,
}
"""Spam is not among them: nobody was helped."""


def is_genuine(delivery: Delivery, secrets: Sequence[str], _now: datetime) -> bool:
    """Tell whether the body was signed with one of the secrets; Help Scout signs no time."""
    expected = [
        signatures.base64_hmac(secret, delivery.body, algorithm="sha1") for secret in secrets
    ]
    return signatures.is_among(delivery.headers.get("X-HelpScout-Signature", ""), expected)


def delivery_key(delivery: Delivery) -> str:
    """Return a hash of the event and the body: one change sends the same body for each event."""
    event = signatures.raw(delivery.headers.get(EVENT, ""))
    return signatures.hash_of(event + b"\n" + delivery.body)


def translate(told: Told) -> Sequence[Event]:
    """Return what happened to a conversation, if anything that matters.

    Raises:
        NotUnderstood: the header, the conversation's id, its status or the time is missing.
    """
    if EVENT not in told.headers:
        raise fields.missing(EVENT)
    read = READERS.get(told.headers[EVENT].strip().lower())
    return () if read is None or _is_unfinished(told.body) else read(told.body)


def _is_unfinished(conversation: Mapping[str, Any]) -> bool:
    return conversation.get("isDraft") is True or conversation.get("state") in ("draft", "deleted")


def _created(conversation: Mapping[str, Any]) -> Sequence[Event]:
    at = fields.required_moment(conversation.get("createdAt"), name="createdAt")
    return (_event(conversation, Kind.OPENED, at),)


def _status_told(conversation: Mapping[str, Any]) -> Sequence[Event]:
    kind = KINDS_OF_STATUS.get(fields.required(conversation, "status"))
    if kind is None:
        return ()
    closed_at = fields.moment(conversation.get("closedAt"))
    if kind is Kind.RESOLVED and closed_at is not None:
        return (_event(conversation, kind, closed_at),)
    return (_event(conversation, kind, _last_touched(conversation)),)


def _replied(conversation: Mapping[str, Any]) -> Sequence[Event]:
    """Take the first reply by a person; without the threads, the event's own time."""
    threads = _threads(conversation)
    if not threads:
        return (_event(conversation, Kind.REPLIED, _last_touched(conversation)),)
    written = [fields.moment(one.get("createdAt")) for one in threads if _is_by_a_person(one)]
    first = min((moment for moment in written if moment is not None), default=None)
    return () if first is None else (_event(conversation, Kind.REPLIED, first),)


def _followed_up(conversation: Mapping[str, Any]) -> Sequence[Event]:
    """Take the newest message of the customer; without the threads, the event's own time."""
    written = [
        fields.moment(one.get("createdAt"))
        for one in _threads(conversation)
        if fields.inside(one.get("createdBy"), "type") == "customer"
    ]
    newest = max((moment for moment in written if moment is not None), default=None)
    return (_event(conversation, Kind.FOLLOWED_UP, newest or _last_touched(conversation)),)


def _threads(conversation: Mapping[str, Any]) -> list[dict[str, Any]]:
    embedded = fields.items(fields.inside(conversation, "_embedded", "threads"))
    found = embedded or fields.items(conversation.get("threads"))
    return [one for one in found if isinstance(one, dict)]


def _is_by_a_person(thread: Mapping[str, Any]) -> bool:
    """Tell whether a user wrote this to the customer; notes and events are other types."""
    return (
        thread.get("type") in ("message", "reply", "chat", "phone")
        and thread.get("state") in ("published", None)
        and fields.inside(thread.get("createdBy"), "type") == "user"
    )


def _last_touched(conversation: Mapping[str, Any]) -> datetime:
    """Return the newest time there is: a customer's reply does not move `userUpdatedAt`."""
    names = ("userUpdatedAt", "userModifiedAt", "modifiedAt")
    candidates = [
        *(conversation.get(name) for name in names),
        fields.inside(conversation, "customerWaitingSince", "time"),
        *(thread.get("createdAt") for thread in _threads(conversation)),
    ]
    moments = [moment for one in candidates if (moment := fields.moment(one)) is not None]
    if not moments:
        raise fields.missing(names[0])
    return max(moments)


def _event(conversation: Mapping[str, Any], kind: Kind, at: datetime) -> Event:
    customer = conversation.get("primaryCustomer") or conversation.get("customer")
    return Event(
        kind=kind,
        at=at,
        source=NAME,
        external_id=fields.required(conversation, "id"),
        subject=fields.subject(conversation.get("subject")),
        url=fields.link(fields.inside(conversation, "_links", "web", "href")),
        team=fields.text(fields.inside(conversation, "mailbox", "name"))
        or fields.text(conversation.get("mailboxId")),
        agent=_named(conversation.get("assignee") or conversation.get("owner")),
        channel=fields.text(conversation.get("type")),
        requester_email=fields.email(fields.inside(customer, "email")),
        requester_name=_name_of(customer),
        tags=fields.tags(map(_tag, fields.items(conversation.get("tags")))),
        opened_at=fields.moment(conversation.get("createdAt")),
        extra=_mailbox(conversation),
    )


def _mailbox(conversation: Mapping[str, Any]) -> dict[str, Any]:
    """Name the mailbox to be looked up, where only its id is told."""
    is_named = bool(fields.text(fields.inside(conversation, "mailbox", "name")))
    return {} if is_named else fields.lookup(mailbox_id=conversation.get("mailboxId"))


def _named(user: Any) -> str:
    return fields.email(fields.inside(user, "email")) or _name_of(user)


def _name_of(person: Any) -> str:
    first = fields.inside(person, "first") or fields.inside(person, "firstName")
    last = fields.inside(person, "last") or fields.inside(person, "lastName")
    return fields.text(f"{fields.text(first)} {fields.text(last)}")


def _tag(tag: Any) -> Any:
    return fields.inside(tag, "tag") if isinstance(tag, dict) else tag


READERS: Mapping[str, Callable[[Mapping[str, Any]], Sequence[Event]]] = {
    "convo.created": _created,
    "convo.status": _status_told,
    "convo.agent.reply.created": _replied,
    "convo.customer.reply.created": _followed_up,
}

HELPSCOUT = Source(
    name=NAME,
    title="Help Scout",
    is_genuine=is_genuine,
    delivery_key=delivery_key,
    translate=translate,
    kept_headers=(EVENT,),
    clicks=(
        "Manage > Apps > Webhooks > Install app.",
        "Callback URL: {url}",
        "Secret key: {secret}",
        (
            "Payload version 2. Events: Conversation created, Status updated, Agent reply created"
            " and Customer reply created."
        ),
    ),
)
