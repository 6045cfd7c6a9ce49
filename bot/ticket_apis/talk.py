"""What an API is to us: calls, one after the other, and what comes of them.

A talk is a generator: it gives calls and is sent their answers, and returns the result in the end.
So the systems' files stay free of the network; `client` holds the talks.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from bot.ticket_apis.access import Account, Option
from kpi.interaction_event import Event

Result = TypeVar("Result")

MOST_PAGES = 20
"""How many pages of changes are read in one talk; the next talk goes on from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request; what may hold secrets or people is not shown."""

    url: str
    """The whole https address, without its query."""
    method: str = "GET"
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    """Sent as JSON; None sends nothing."""
    form: Mapping[str, str] | None = field(default=None, repr=False)
    """Sent as a form instead."""
    may_be_private: bool = False
    """Whether an operator allowed this very host to be on a private address."""
    missing_ok: bool = False
    """Whether "not found" is an answer too: its body is then None."""
    missing_at: int | None = None
    """A status by which this system says "not found" as well, as an answer without a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: JSON, or None where there was none."""

    body: Any = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Looked up without regard to case."""


Talk: TypeAlias = Generator[Call, Answer, Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An interaction whose source gave ids in the place of names."""

    external_id: str
    ids: Mapping[str, Any]
    """What the source put into `event.extra["lookup"]`."""
    team: str = ""
    agent: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Details of an interaction, as an API knows them; empty where it knows nothing."""

    requester_email: str = ""
    requester_name: str = ""
    team: str = ""
    agent: str = ""
    account: str = ""
    subject: str = ""
    priority: str = ""
    channel: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What happened to tickets since a moment."""

    events: Sequence[Event]
    until: datetime | None = None
    """Up to when this is all; None means up to the moment of asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What agents are to read on a ticket."""

    external_id: str
    extra: Mapping[str, Any]
    """What else its source said of the ticket."""
    lines: Sequence[str]
    """Ours."""
    comment: str = field(default="", repr=False)
    """The customer's own words, which nothing may take for markup."""
    at: datetime
    remote_id: str = ""
    """The note that is there already, to be replaced where that can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketApi:
    """One kind of API. What a system cannot do, or what is not known for sure, is None."""

    source: str
    """The name of its kind of hook."""
    token: str
    """What the token is and where it is made."""
    options: Sequence[Option]
    check: Callable[[Account], Talk[None]]
    """Ask for something harmless, which a wrong token is refused."""
    look_up: Callable[[Account, Wanted], Talk[Found]] | None = None
    changes: Callable[[Account, datetime, datetime], Talk[Changes]] | None = None
    """What changed since a moment; the third is now."""
    note: Callable[[Account, Note], Talk[str]] | None = None
    """Leave a note and return its id, empty when the system tells none."""
    note_is_public: bool = False
    """Whether customers can read such a note."""
