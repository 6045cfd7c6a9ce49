"""What every ticket system's file gives: whether it is them, and what happened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kpi.errors import KpiError
from kpi.interaction_event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A webhook as it came in, before anybody believes it."""

    body: bytes
    headers: Mapping[str, str]
    """Looked up without regard to case."""
    url: str
    """The public address it was sent to, which some systems sign too."""
    method: str = "POST"
    received_at: datetime | None = None
    """When it came in, aware: for the names of deliveries that tell no time themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A stored webhook, to be understood."""

    body: Mapping[str, Any]
    """The JSON object; a list of events stands under "events"."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Those of the source's `kept_headers` that came along, by their names there."""
    received_at: datetime | None = None
    """When it came in, aware, for systems that tell no time themselves."""


class Verbatim(str):
    """Something to be pasted in the other system as it stands, in whatever language."""

    __slots__ = ()


class NotUnderstood(KpiError):
    """The webhook is genuine, but does not say what its system's documents promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of ticket system."""

    name: str
    """As it stands in the hook's address, such as "zendesk"."""
    title: str
    """As people call it."""
    is_genuine: Callable[[Delivery, Sequence[str], datetime], bool]
    """Whether somebody who knows one of these secrets sent it, around this real time."""
    delivery_key: Callable[[Delivery], str]
    """The sender's name of this delivery; sending it again gives the same. Empty when unusable."""
    translate: Callable[[Told], Sequence[Event]]
    """What happened, in the system's own times; none when it is nothing to us.

    Raises KpiError in plain words when the webhook cannot be understood.
    """
    bounced: Callable[[Told], Sequence[str]] = lambda _: ()
    """Mail addresses of which it says that mail came back for good."""
    kept_headers: tuple[str, ...] = ()
    """Headers without which the body cannot be understood."""
    secret_from_there: bool = False
    """Whether the system makes the secret, so that an admin brings it here."""
    clicks: tuple[str, ...] = ()
    """What to do in the system, step by step: sentences in which {url} and {secret} stand for the
    hook's own, and what is `Verbatim`.
    """
