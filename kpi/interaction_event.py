"""What a source tells of an interaction, and what we know of it after each telling.

Events may come twice and overtake each other, so they are ordered by the source's own time: the
moments only move forward, and a telling that adds nothing changes nothing. Of several reopenings
that overtook the first resolution only the last is known, until another is told again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from kpi.details import DETAILS, FILED_UNDER, NAMES, name_of, names, normal
from kpi.moments import earliest, first_after, latest, reopened_since


class Kind(StrEnum):
    """What happened to the interaction."""

    OPENED = "opened"
    REPLIED = "replied"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    FOLLOWED_UP = "followed_up"
    """The customer wrote, whether or not anybody had answered yet."""


AUTO_RESOLVED = "auto_resolved"
"""In `extra`: whether a rule of the source, and no person, made the resolution that counts."""
REPLY_UNTOLD = "reply_untold"
"""In `extra`: whether its source cannot tell of replies, so that none is no missing one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One telling by a source. An empty detail means that this event does not say it."""

    kind: Kind
    at: datetime
    """When it happened, aware, by the clock of the source."""
    source: str
    external_id: str
    """The interaction's name in its source, such as a ticket number."""
    subject: str = ""
    url: str = ""
    team: str = ""
    agent: str = ""
    channel: str = ""
    account: str = ""
    priority: str = ""
    moment: str = ""
    trigger: str = ""
    """system, hand or campaign; system when nobody says otherwise."""
    requester_email: str = ""
    requester_name: str = ""
    requester_role: str = ""
    requester_team_id: str = ""
    requester_user_id: str = ""
    tags: tuple[str, ...] = ()
    slack_channel_id: str = ""
    slack_thread_ts: str = ""
    hook_id: str = ""
    """The door by which it came."""
    opened_at: datetime | None = None
    """Known from another event than "opened"; aware."""
    first_replied_at: datetime | None = None
    customer_wrote_at: datetime | None = None
    """Known from another event than "followed_up"; aware."""
    waited_seconds: int | None = None
    """How long it has waited for the customer until now, by office hours; None when untold."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What the source said beyond these fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What we know of an interaction; the fields are columns of the interaction table."""

    subject: str = ""
    url: str = ""
    team: str = ""
    agent: str = ""
    channel: str = ""
    account: str = ""
    priority: str = ""
    moment: str = "support"
    trigger: str = "system"
    requester_email: str = ""
    requester_name: str = ""
    requester_role: str = ""
    requester_team_id: str = ""
    requester_user_id: str = ""
    tags: list[str] = field(default_factory=list)
    slack_channel_id: str = ""
    slack_thread_ts: str = ""
    hook_id: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    opened_at: datetime | None = None
    first_replied_at: datetime | None = None
    resolved_at: datetime | None = None
    """The resolution that counts: the first one after the interaction was open."""
    closed_at: datetime | None = None
    """The last resolution told, closing by itself after a solution included."""
    reopened_at: datetime | None = None
    solve_cycle: int = 0
    """How often it has been resolved."""
    first_resolved_at: datetime | None = None
    """The first of all its resolutions."""
    first_reopened_at: datetime | None = None
    """When that one first no longer held."""
    customer_wrote_at: datetime | None = None
    """When the customer first wrote after the first reply, or the first resolution where that came
    before; as long as they did not, when they wrote last."""
    waited_seconds: int = 0
    """How long it has waited for the customer, as far as its source tells."""
    told_at: datetime | None = None
    """The time of the newest event."""

    @property
    def is_reopened(self) -> bool:
        """Whether it is open again. A tie counts as open: in doubt nobody is asked."""
        return reopened_since(self.closed_at, self.reopened_at)


@dataclass(frozen=True, slots=True)
class Applied:
    """An interaction after an event, and what the event made happen."""

    state: State
    resolved: bool
    """A new resolution, to be decided about once."""
    reopened: bool
    """The last resolution that was decided about no longer holds."""


def applied(state: State, event: Event) -> Applied:
    """Tell what we know after one more event.

    The moments of closing and reopening only move forward, so repeating an event, at any later
    time, changes nothing. A second resolution without a reopening between is the source closing
    a solved ticket: no new resolution. A resolution older than the reopening we know of is
    counted, but the state `is_reopened`.
    """
    told = _told(state, event)
    reopened = not reopened_since(state.resolved_at, state.reopened_at) and reopened_since(
        state.resolved_at, told.reopened_at
    )
    if not _is_new_resolution(told):
        marked = _marked(told.extra, by_rule=state.extra.get(AUTO_RESOLVED))
        as_before = told if marked == told.extra else replace(told, extra=marked)
        return Applied(as_before, resolved=False, reopened=reopened)
    counted = replace(
        told,
        resolved_at=told.closed_at,
        solve_cycle=told.solve_cycle + 1,
        extra=_marked(told.extra, by_rule=event.extra.get(AUTO_RESOLVED)),
    )
    return Applied(counted, resolved=True, reopened=reopened)


def _told(state: State, event: Event) -> State:
    """Take over what the event says, all at once: making a state of each part takes longer."""
    moments = {**_first(state, event), **_last(state, event)}
    followed = _followed(state, event, moments)
    return replace(state, **_details(state, event), **moments, **followed)


def _details(state: State, event: Event) -> dict[str, Any]:
    """Give the details: a newer event's replace ours, an older one's fill what is empty."""
    told = {name: value for name in DETAILS if (value := _said(event, name))}
    said = {name: name_of(state.extra, name, value) for name, value in told.items()}
    if state.told_at is None or event.at > state.told_at:
        return {**said, "extra": {**state.extra, **event.extra}, "told_at": event.at}
    missing = {name: value for name, value in said.items() if not getattr(state, name)}
    return {**missing, "extra": {**event.extra, **state.extra}}


def completed(state: State, asked: Mapping[str, str], found: Mapping[str, str]) -> State:
    """Tell what we know once a source's API has said what its ids stand for.

    Args:
        state: the interaction as it is now.
        asked: the details as they were when its API was asked; what changed since, stays.
        found: the details that it knows, each not empty; nothing outside `DETAILS`.
    """
    known: dict[str, Any] = {name: normal(name, value) for name, value in found.items()}
    fresh = {name: value for name, value in known.items() if getattr(state, name) == asked[name]}
    ids = {name: value for name, value in known.items() if name in FILED_UNDER and asked[name]}
    named = {name: {**names(state.extra, name), asked[name]: value} for name, value in ids.items()}
    kept = state.extra.get(NAMES)
    extra = {**state.extra, NAMES: {**(kept if isinstance(kept, dict) else {}), **named}}
    return replace(state, **fresh, extra=extra)


def _said(event: Event, name: str) -> Any:
    value = getattr(event, name)
    return list(value) if name == "tags" else normal(name, value)


def _first(state: State, event: Event) -> dict[str, Any]:
    """Give the first moments that we know of."""
    opened = event.at if event.kind is Kind.OPENED else None
    replied = event.at if event.kind is Kind.REPLIED else None
    return {
        "opened_at": earliest(state.opened_at, event.opened_at, opened),
        "first_replied_at": earliest(state.first_replied_at, event.first_replied_at, replied),
    }


def _last(state: State, event: Event) -> dict[str, Any]:
    """Give the last moment of closing or reopening, moved forward."""
    if event.kind is Kind.RESOLVED:
        return {"closed_at": latest(state.closed_at, event.at)}
    if event.kind is Kind.REOPENED:
        return {"reopened_at": latest(state.reopened_at, event.at)}
    return {}


def _followed(state: State, event: Event, moments: Mapping[str, Any]) -> dict[str, Any]:
    """Give what first contact resolution rests on: the first resolution, and what came after."""
    solved = event.at if event.kind is Kind.RESOLVED else None
    first = earliest(state.first_resolved_at, state.resolved_at, solved)
    told = event.at if event.kind is Kind.REOPENED else None
    undone = (state.first_reopened_at, moments.get("reopened_at", state.reopened_at), told)
    wrote = event.at if event.kind is Kind.FOLLOWED_UP else None
    return {
        "first_resolved_at": first,
        "first_reopened_at": earliest(*(at for at in undone if reopened_since(first, at))),
        "customer_wrote_at": first_after(
            earliest(moments["first_replied_at"], first),
            state.customer_wrote_at,
            event.customer_wrote_at,
            wrote,
        ),
        "waited_seconds": max(state.waited_seconds, event.waited_seconds or 0),
    }


def _marked(extra: Mapping[str, Any], *, by_rule: object) -> dict[str, Any]:
    """Say whether a rule made the resolution: closing what is solved changes nothing."""
    kept = {name: value for name, value in extra.items() if name != AUTO_RESOLVED}
    return kept | ({AUTO_RESOLVED: True} if by_rule is True else {})


def _is_new_resolution(state: State) -> bool:
    if state.closed_at is None or state.resolved_at is None:
        return state.closed_at is not None
    return state.reopened_at is not None and (
        state.resolved_at <= state.reopened_at < state.closed_at
    )
