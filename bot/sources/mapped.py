"""Any system that can post JSON, with a secret header of ours and an admin's field mapping.

Systems that cannot send our header may give the secret as the password of HTTP's own
authentication, or sign the body as Autotask does: `X-Hook-Signature`, base64 of HMAC-SHA1.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.sources import fields, signatures
from bot.sources import mapping as mappings
from bot.sources.mapping import FieldMapping, found
from bot.sources.shape import Delivery, Source, Told
from kpi.interaction_event import Event, Kind

NAME = "mapped"
NO_IDS: Mapping[str, str] = {}


def source(
    mapping: FieldMapping,
    *,
    title: str = "JSON",
    clicks: tuple[str, ...] = (),
    system: str = NAME,
    ids: Mapping[str, str] = NO_IDS,
) -> Source:
    """Return a system whose webhooks are read by a mapping; its tickets are filed under `system`.

    So ticket 7 of one system is not ticket 7 of another. The paths of `ids` lead to what its API
    is asked by, where a webhook leaves out whom it is about or what.
    """
    return Source(
        name=NAME,
        title=title,
        is_genuine=is_genuine,
        delivery_key=partial(delivery_key, tells_time=bool(mapping.time)),
        translate=partial(translate, mapping=mapping, system=system, ids=ids),
        clicks=clicks,
    )


def of_row(
    values: Mapping[str, Any],
    *,
    title: str,
    clicks: tuple[str, ...],
    system: str,
    ids: Mapping[str, str] = NO_IDS,
) -> Source:
    """Return a system whose mapping is read when it is needed.

    One that cannot be used keeps no webhook out: its reason is told where they are understood.
    """
    return Source(
        name=NAME,
        title=title,
        is_genuine=is_genuine,
        delivery_key=partial(delivery_key, tells_time=bool(values.get("time"))),
        translate=lambda told: translate(
            told, mapping=mappings.read(values), system=system, ids=ids
        ),
        clicks=clicks,
    )


def is_genuine(delivery: Delivery, secrets: Sequence[str], _now: datetime) -> bool:
    """Tell whether the sender knows one of the secrets: says it, or signed the body with it."""
    signed = [
        f"sha1={signatures.base64_hmac(secret, delivery.body, algorithm='sha1')}"
        for secret in secrets
    ]
    said = delivery.headers.get(signatures.OUR_HEADER, "")
    password = _password(delivery.headers.get("Authorization", ""))
    signature = delivery.headers.get("X-Hook-Signature", "")
    return any(
        [
            signatures.is_among(said, secrets),
            signatures.is_among(password, secrets),
            signatures.is_among(signature, signed),
        ]
    )


def delivery_key(delivery: Delivery, *, tells_time: bool) -> str:
    """Return a hash of the body, and of the hour where the body tells no time."""
    if tells_time:
        return signatures.hash_of(delivery.body)
    return signatures.hash_of_hour(delivery.body, delivery.received_at)


def translate(
    told: Told, *, mapping: FieldMapping, system: str = NAME, ids: Mapping[str, str] = NO_IDS
) -> Sequence[Event]:
    """Return what a webhook of a system tells of, read by a mapping.

    Raises:
        NotUnderstood: the id, the status or the time is not where the mapping says.
    """
    listed = told.body.get("events") if set(told.body) == {"events"} else None
    bodies = listed if isinstance(listed, list) else [told.body]
    return tuple(
        _asked_for(replace(_event(body, kind, told, mapping=mapping), source=system), body, ids)
        for body in bodies
        if (kind := mapping.kind_of(_status(body, mapping))) is not None
    )


def _asked_for(event: Event, body: Any, ids: Mapping[str, str]) -> Event:
    """Return an event with the ids to look it up by, unless it says itself who asked what."""
    if event.requester_email and event.subject:
        return event
    return replace(event, extra=fields.lookup(**{one: found(body, ids[one]) for one in ids}))


def _status(body: Any, mapping: FieldMapping) -> str:
    value = found(body, mapping.status)
    status = str(value).lower() if isinstance(value, bool) else fields.text(value)
    if not status:
        raise fields.missing(mapping.status)
    return status


def _event(body: Any, kind: Kind, told: Told, *, mapping: FieldMapping) -> Event:
    return Event(
        kind=kind,
        at=_time(body, told, mapping),
        source=NAME,
        external_id=_id(body, mapping),
        subject=fields.subject(found(body, mapping.subject)),
        url=fields.link(found(body, mapping.url)),
        team=fields.text(found(body, mapping.team)),
        agent=fields.text(found(body, mapping.agent)),
        channel=fields.text(found(body, mapping.channel)),
        account=fields.text(found(body, mapping.account)),
        priority=fields.text(found(body, mapping.priority)),
        requester_email=fields.email(found(body, mapping.requester_email)),
        requester_name=fields.text(found(body, mapping.requester_name)),
        tags=fields.tags(_listed(found(body, mapping.tags))),
        opened_at=_moment(found(body, mapping.opened_at), mapping.zone),
        first_replied_at=_moment(found(body, mapping.first_replied_at), mapping.zone),
    )


def _id(body: Any, mapping: FieldMapping) -> str:
    external_id = fields.text(found(body, mapping.id), fields.LONGEST_ID + 1)
    if not external_id or len(external_id) > fields.LONGEST_ID:
        raise fields.missing(mapping.id)
    return external_id


def _time(body: Any, told: Told, mapping: FieldMapping) -> datetime:
    at = _moment(found(body, mapping.time), mapping.zone) if mapping.time else told.received_at
    if at is None:
        raise fields.missing(mapping.time or "time")
    return at


def _moment(value: Any, zone: str) -> datetime | None:
    """Return an aware moment; a text without an offset is local time in this zone."""
    at = fields.moment(value)
    if at is not None or not isinstance(value, str):
        return at
    try:
        local = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if local.tzinfo is not None:
        return None
    return fields.moment(local.replace(tzinfo=ZoneInfo(zone)).isoformat())


def _listed(value: Any) -> list[Any]:
    return value.split(",") if isinstance(value, str) else fields.items(value)


def _password(authorization: str) -> str:
    """Return a bearer's token or the password of basic authentication; empty for the rest."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""
