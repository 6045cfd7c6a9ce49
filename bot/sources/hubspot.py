"""HubSpot: the webhooks of a private app that listens to tickets changing stage.

One delivery is a list of changes. They carry ids only, so what they belong to is looked up.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from bot.sources import fields, signatures
from bot.sources.shape import Delivery, Source, Told
from kpi.errors import WrongSetting
from kpi.interaction_event import Event, Kind

NAME = "hubspot"
CLOSED_STAGES = frozenset({"4"})
"""Where tickets end in the pipeline that every account starts with."""
STAGE = "hs_pipeline_stage"
MESSAGES = {"first_agent_reply_date": Kind.REPLIED, "hs_last_message_received_at": Kind.FOLLOWED_UP}
"""Properties of tickets that hold when somebody wrote."""
TICKET_TYPE = "0-5"
"""The object type of tickets in webhooks about objects of any type."""
WORKFLOWS = "AUTOMATION_PLATFORM"
"""What HubSpot names as the source of a change that a workflow made."""
_DECODED = re.compile(r"%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", re.IGNORECASE)
"""What HubSpot decodes in the address before it signs: : / ? @ ! $ ' ( ) * , ;"""
_LONGEST_TIMESTAMP = 15


def is_genuine(delivery: Delivery, secrets: Sequence[str], now: datetime) -> bool:
    """Tell whether method, address, body and time were signed with one of the secrets, just now."""
    timestamp = delivery.headers.get("X-HubSpot-Request-Timestamp", "")
    if not _is_recent(timestamp, now):
        return False
    address = _DECODED.sub(lambda found: unquote(found[0]), delivery.url)
    start = signatures.raw(f"{delivery.method}{address}")
    expected = [
        signatures.base64_hmac(secret, start, delivery.body, timestamp.encode())
        for secret in secrets
    ]
    return signatures.is_among(delivery.headers.get("X-HubSpot-Signature-v3", ""), expected)


def delivery_key(delivery: Delivery) -> str:
    """Return a hash of the changes; the count of attempts differs when it is sent again."""
    try:
        changes = json.loads(delivery.body)
        body = json.dumps([_without_attempt(one) for one in changes], sort_keys=True).encode()
    except (ValueError, TypeError, RecursionError):
        body = delivery.body
    return signatures.hash_of(body)


def source(closed_stages: Collection[str] = CLOSED_STAGES) -> Source:
    """Return HubSpot for pipelines in which a ticket is resolved at these stages."""
    return Source(
        name=NAME,
        title="HubSpot",
        is_genuine=is_genuine,
        delivery_key=delivery_key,
        translate=lambda told: translate(told, closed_stages=closed_stages),
        secret_from_there=True,
        clicks=(
            "Development > Legacy apps > Create > Private. Scopes: read tickets and contacts.",
            "Webhooks > Target URL: {url}",
            (
                "Subscriptions: Ticket created, and Ticket property changed: hs_pipeline_stage,"
                " first_agent_reply_date and hs_last_message_received_at."
            ),
            "Auth > Show client secret: copy it.",
        ),
    )


class WrongStages(WrongSetting):
    """Write the ids of stages with commas between them, such as 4, 77."""


def require_stages(written: str) -> None:
    """Let a text pass that `stages` can read. Raises WrongStages."""
    if not re.fullmatch(r"[\w,;\s-]*", written):
        raise WrongStages


def stages(written: str) -> frozenset[str]:
    """Read the ids of stages, with commas or spaces between; none written, the usual ones."""
    return frozenset(re.split(r"[,;\s]+", written.strip(" ,;"))) - {""} or CLOSED_STAGES


def translate(told: Told, *, closed_stages: Collection[str] = CLOSED_STAGES) -> Sequence[Event]:
    """Return what happened to tickets, in the order of the list.

    Raises:
        NotUnderstood: there is no list, or a ticket's change lacks its id, value or time.
    """
    changes = told.body.get("events")
    if not isinstance(changes, list):
        raise fields.missing("events")
    return tuple(
        _event(change, kind)
        for change in changes
        if (kind := _kind(change, closed_stages)) is not None
    )


def _kind(change: Any, closed_stages: Collection[str]) -> Kind | None:
    subject, _, action = fields.text(fields.inside(change, "subscriptionType")).partition(".")
    of_any_type = subject == "object" and fields.inside(change, "objectTypeId") == TICKET_TYPE
    if subject != "ticket" and not of_any_type:
        return None
    if action == "creation":
        return Kind.OPENED
    if action != "propertyChange":
        return None
    name = fields.text(fields.inside(change, "propertyName"))
    if name in MESSAGES and fields.moment(fields.inside(change, "propertyValue")) is not None:
        return MESSAGES[name]
    if name != STAGE:
        return None
    stage = fields.required(change, "propertyValue")
    return Kind.RESOLVED if stage in closed_stages else Kind.REOPENED


def _event(change: Mapping[str, Any], kind: Kind) -> Event:
    ticket = fields.required(change, "objectId")
    portal = fields.text(change.get("portalId"))
    page = f"https://app.hubspot.com/contacts/{portal}/record/{TICKET_TYPE}/{ticket}"
    return Event(
        kind=kind,
        at=_at(change, kind),
        source=NAME,
        external_id=ticket,
        url=fields.link(page) if portal else "",
        extra=fields.lookup(ticket=ticket, portal=portal)
        | fields.by_rule(change.get("changeSource") == WORKFLOWS),
    )


def _at(change: Mapping[str, Any], kind: Kind) -> datetime:
    """Return when it happened; of a message the property says it better than the change."""
    written = change.get("propertyValue") if kind in MESSAGES.values() else None
    return fields.required_moment(written, change.get("occurredAt"), name="occurredAt")


def _without_attempt(change: Any) -> Any:
    if not isinstance(change, dict):
        return change
    return {name: value for name, value in change.items() if name != "attemptNumber"}


def _is_recent(timestamp: str, now: datetime) -> bool:
    """Tell whether a text is a Unix millisecond around now."""
    digits = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP
    return digits and signatures.is_near(fields.moment(timestamp), now)


HUBSPOT = source()
