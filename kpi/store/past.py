"""Interactions from a file: as if they had been told at their time, but nobody is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Event, State, applied
from kpi.past_tickets import PastTicket, fitted
from kpi.store import asked_tallies, decisions, interactions, reckonings, rows
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.choosing import NOBODY, PassedOver
from kpi.store.columns import new_id
from kpi.store.interactions import Recorded, state_of
from kpi.store.reckonings import Change
from kpi.store.tables import Interaction, Invitation


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What tickets of a file added."""

    new: int = 0
    """Tickets that were not here."""
    completed: int = 0
    """Tickets that were, and of which the file told more."""


async def take_in(
    connection: AsyncConnection, workspace_id: str, tickets: Sequence[PastTicket], now: datetime
) -> TakenIn:
    """Take in tickets of a file, in a transaction of the writer; a second time adds nothing.

    They are locked in the order that webhooks lock them, so replicas never wait for each other.
    """
    names = [_name(one) for one in tickets]
    found = await interactions.by_externals(connection, workspace_id, names)
    fresh = [one for one in tickets if _name(one) not in found]
    counts = AskedDeltas()
    added = await _add(connection, workspace_id, fresh, counts, now=now)
    told: list[Event] = []
    for ticket in sorted(tickets, key=_name):
        row = found.get(_name(ticket))
        if _name(ticket) not in added:
            told += _news(ticket, state_of(row) if row else None)
    recorded = await _tell(connection, workspace_id, told, counts, now=now) if told else []
    await asked_tallies.apply(connection, counts)
    changed = {_name(one.interaction) for one in recorded if one.changed}
    return TakenIn(new=len(added), completed=len(changed))


async def _add(
    connection: AsyncConnection,
    workspace_id: str,
    fresh: Sequence[PastTicket],
    counts: AskedDeltas,
    *,
    now: datetime,
) -> set[tuple[str, str]]:
    """Add tickets that nobody told of, many at a time; return those that still were not here."""
    if not fresh:
        return set()
    passed_over = await PassedOver.of(connection, workspace_id)
    stories = {one.now.id: one for one in (_story(workspace_id, it, now) for it in fresh)}
    ids = await rows.add_new(connection, *(one.now for one in stories.values()))
    new = [story for key, story in stories.items() if key in ids]
    decided = [one for story in new for one in _decisions(story, passed_over, now)]
    await rows.add(connection, *decided)
    for row in rows.values(decided):
        counts.move(None, Reached(row))
    changes = [Change(interaction=one.now, resolved_as=one.now) for one in new]
    await reckonings.keep(connection, changes, now)
    return {_name(one.now) for one in new}


@dataclass(frozen=True, slots=True)
class _Story:
    """A ticket as it is now, and as it was at each of its resolutions."""

    now: Interaction
    resolved: Sequence[Interaction]


def _story(workspace_id: str, ticket: PastTicket, now: datetime) -> _Story:
    state, cycles = State(), []
    for event in ticket.events():
        told = applied(state, event)
        state = told.state
        cycles += [state] if told.resolved else []
    about: dict[str, Any] = {
        "workspace_id": workspace_id,
        "id": new_id(now),
        "source": ticket.source,
        "external_id": ticket.external_id,
        "created_at": now,
    }
    last, *before = [Interaction(**about, **asdict(one)) for one in (state, *cycles)]
    return _Story(last, before)


def _decisions(story: _Story, passed_over: PassedOver, now: datetime) -> Iterator[Invitation]:
    """Decide about each resolution; of those that no longer held we heard at the same time."""
    still_holds = story.now.solve_cycle if not state_of(story.now).is_reopened else 0
    for one in story.resolved:
        chosen = passed_over.choice(one, now)
        decision = decisions.decided(one, NOBODY, chosen=chosen, now=now)
        decision.reopened_at = None if one.solve_cycle == still_holds else now
        yield decision


async def _tell(
    connection: AsyncConnection,
    workspace_id: str,
    told: Sequence[Event],
    counts: AskedDeltas,
    *,
    now: datetime,
) -> list[Recorded]:
    """Take in what a file adds to tickets that are here, as a webhook's events, but ask nobody."""
    passed_over = await PassedOver.of(connection, workspace_id)
    recorded = []
    for event in told:
        one = await interactions.record(connection, workspace_id, event, now)
        recorded.append(one)
        if one.reopened:
            await decisions.call_off(connection, one.interaction, now)
        if one.resolved:
            chosen = passed_over.choice(one.interaction, now)
            await decisions.decide(
                connection, one.interaction, NOBODY, chosen=chosen, counts=counts, now=now
            )
    await reckonings.keep(connection, reckonings.changes(recorded), now)
    return recorded


def _news(ticket: PastTicket, known: State | None) -> list[Event]:
    """Return the events of a ticket; none where they would change nothing."""
    if known is None:
        return ticket.events()
    events = fitted(ticket, known).events()
    after = reduce(lambda state, event: applied(state, event).state, events, known)
    return [] if after == known else events


def _name(one: Interaction | PastTicket) -> tuple[str, str]:
    return one.source, one.external_id
