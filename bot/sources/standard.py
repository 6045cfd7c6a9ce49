"""Our own webhook, after the Standard Webhooks specification: any system can send interactions.

Signature: specification 1.0.0, HMAC-SHA256 over `id.timestamp.body`, several of them allowed.
"""

import base64
import binascii
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.sources import signatures
from bot.sources.shape import Source
from bot.sources.standard_body import Body, BounceBody, Kinds
from kpi.errors import KpiError
from kpi.interaction_event import Event, Kind

Content = TypeVar("Content", bound=BaseModel)

SOURCE = "standard"
PREFIX = "whsec_"
SECRET_BYTES = 24
BOUNCED = "contact.bounced"
TIMES = {
    Kind.OPENED: "opened_at",
    Kind.REPLIED: "first_replied_at",
    Kind.RESOLVED: "resolved_at",
    Kind.REOPENED: "reopened_at",
}
"""The one moment that each type of event cannot do without."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a body, and a JSON pointer to it."""

    pointer: str
    message: str


class WrongContent(KpiError):
    """The webhook can be read, but something in it is wrong or missing."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__()
        self.wrong = wrong


def new_secret() -> str:
    """Return a fresh signing secret, `whsec_` and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def is_genuine(
    body: bytes, headers: Mapping[str, str], *, signing_secrets: Iterable[str], now: datetime
) -> bool:
    """Tell whether somebody who knows one of the secrets signed these bytes around `now`.

    Args:
        body: as it came in.
        headers: with `webhook-id`, `webhook-timestamp` and `webhook-signature`.
        signing_secrets: `whsec_…`; while a secret is being replaced, both.
        now: real time; five minutes are allowed on either side.
    """
    key, timestamp = delivery_key(headers), headers.get("webhook-timestamp", "")
    if not key or not signatures.is_recent(timestamp, now):
        return False
    given = headers.get("webhook-signature", "").split(" ")
    expected = [signature(body, key, timestamp, secret=secret) for secret in signing_secrets]
    return any(signatures.equal(one, other) for one in given for other in expected)


def delivery_key(headers: Mapping[str, str]) -> str:
    """Return the sender's own name for this delivery, empty when there is no usable one."""
    key = headers.get("webhook-id", "")
    return key if signatures.is_usable(key) else ""


def signature(body: bytes, key: str, timestamp: str, *, secret: str) -> str:
    """Return what the `webhook-signature` header should say, for one secret."""
    digest = signatures.hmac_sha256(_key_of(secret), f"{key}.{timestamp}.".encode(), body)
    return f"v1,{base64.b64encode(digest).decode()}"


def translate(body: Mapping[str, Any]) -> Event:
    """Return the event that a body tells of.

    Raises:
        WrongContent: with everything that is wrong, each by its JSON pointer.
    """
    read, kind, moment = _checked(body)
    return read.data.event(kind, moment, source=SOURCE)


def check(body: Mapping[str, Any]) -> None:
    """Raise WrongContent, as `translate` would, unless the body says all that it has to."""
    if not bounced(body):
        _checked(body)


def bounced(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the address to which mail came back for good, when that is what a body tells.

    Raises:
        WrongContent: it tells so without saying which.
    """
    if body.get("type") != BOUNCED:
        return ()
    return (_validated(BounceBody, body).data.email,)


def _validated(model: type[Content], body: Mapping[str, Any]) -> Content:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise WrongContent(tuple(map(_wrong, error.errors()))) from None


def _checked(body: Mapping[str, Any]) -> tuple[Body, Kind, datetime]:
    read = _validated(Body, body)
    kind = Kinds[read.type]
    moment: datetime | None = getattr(read.data, TIMES[kind])
    if moment is None:
        missing = Wrong(f"/data/{TIMES[kind]}", f"{read.type} needs this moment.")
        raise WrongContent((missing,))
    return read, kind, moment


def _wrong(error: Any) -> Wrong:
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in error["loc"])
    return Wrong(
        "".join(f"/{step}" for step in steps), f"{error['msg'].removeprefix('Value error, ')}."
    )


def _key_of(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        return secret.encode()


STANDARD = Source(
    name=SOURCE,
    title="Standard Webhooks",
    is_genuine=lambda delivery, known, now: is_genuine(
        delivery.body, delivery.headers, signing_secrets=known, now=now
    ),
    delivery_key=lambda delivery: delivery_key(delivery.headers),
    translate=lambda told: () if bounced(told.body) else (translate(told.body),),
    bounced=lambda told: bounced(told.body),
    clicks=(
        "Let your system POST a Standard Webhook to {url} when a ticket is resolved.",
        "Sign it with {secret}; the README shows the body and the headers.",
    ),
)
