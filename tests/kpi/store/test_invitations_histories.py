"""Whatever a ticket system tells, in whatever order, however often, to whichever replica."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Event, Kind
from kpi.store import contacts, deliveries, invitations, rows
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Delivery, Interaction, Invitation, Workspace
from tests.kpi.store.tickets import (
    HOME,
    MINUTE,
    event,
    everything,
    jansen,
    take_in,
    write,
)
from tests.moments import NOW


async def test_replicas_that_take_in_the_same_event_make_one_invitation(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    await jansen(database)
    taken = await asyncio.gather(*(take_in(one, event()) for one in (database, replica) * 4))
    assert sum(invitation is not None for invitation in taken) == 1
    assert len(await everything(database, Invitation)) == 1
    assert [one.state for one in await everything(database, Delivery)] == ["due"]


async def test_replicas_that_resolve_the_same_address_plan_one_message(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    invitation = await take_in(database, event())
    assert invitation is not None
    contact = await jansen(database)
    located = await asyncio.gather(
        *(
            write(one, invitations.located, HOME, invitation.id, contact.id, NOW)
            for one in (database, replica) * 4
        )
    )
    assert {one.state for one in located} == {"planned"}
    assert [one.state for one in await everything(database, Delivery)] == ["due"]


@dataclass(frozen=True)
class Step:
    """An event at a minute of the source's clock, told again as often as `repeats` says."""

    kind: Kind
    minute: int
    team: str
    repeats: tuple[int, ...]
    """Which of the events so far come once more after it."""


steps = st.builds(
    Step,
    kind=st.sampled_from([Kind.RESOLVED, Kind.RESOLVED, Kind.REOPENED, Kind.REPLIED]),
    minute=st.integers(0, 40),
    team=st.sampled_from(["", "Network", "Billing"]),
    repeats=st.lists(st.integers(0, 7), max_size=2).map(tuple),
)


@settings(max_examples=5)
@given(history=st.lists(steps, min_size=1, max_size=6))
async def test_no_history_of_events_asks_twice_and_repeating_changes_nothing(
    database: Database, workspace: Workspace, history: list[Step]
) -> None:
    once, often = await write(database, _live, history)
    outcome = await _outcome(database, once)
    assert outcome == await _outcome(database, often)
    cycles = [cycle for cycle, *_ in outcome]
    assert cycles == list(range(1, len(cycles) + 1))
    assert bool(cycles) == any(step.kind is Kind.RESOLVED for step in history)


async def _live(connection: AsyncConnection, history: list[Step]) -> tuple[str, str]:
    """Tell of somebody's ticket once, and of another's often; return their user ids."""
    once, often = [await _customer(connection) for _ in range(2)]
    for number, step in enumerate(history):
        now = NOW + number * 10 * MINUTE
        await _take_in_all(connection, [_told(step, once), _told(step, often)], now)
        told = [_told(history[min(repeated, number)], often) for repeated in step.repeats]
        assert not any(await _take_in_all(connection, told, now))
        await _send_all(connection, now)
    return once, often


async def _customer(connection: AsyncConnection) -> str:
    """Somebody new; their user id names their ticket too."""
    user_id = f"U{uuid4().hex}"
    await contacts.remember(connection, HOME, Person(team_id=HOME, user_id=user_id), NOW)
    return user_id


def _told(step: Step, user_id: str) -> Event:
    at = NOW + timedelta(minutes=step.minute)
    told = event(step.kind, at, external_id=user_id, requester_user_id=user_id)
    return replace(told, team=step.team)


async def _take_in_all(
    connection: AsyncConnection, told: list[Event], now: datetime
) -> list[Invitation | None]:
    return [await invitations.take_in(connection, HOME, one, now) for one in told]


async def _send_all(connection: AsyncConnection, now: datetime) -> None:
    for delivery in await deliveries.claim(connection, now, 100):
        asked = await invitations.question(connection, HOME, delivery.cause_id)
        reason = await invitations.recheck(connection, asked, now)
        if reason is not None:
            await invitations.cancel(connection, asked, reason, now)
        else:
            await deliveries.mark_sent(connection, delivery, "1.0", now)
            await invitations.sent(connection, asked, now)


async def _outcome(database: Database, user_id: str) -> list[tuple[object, ...]]:
    """What is known of somebody's ticket and of the questions about it, in order."""
    invitation, interaction = rows.table(Invitation), rows.table(Interaction)
    delivery = rows.table(Delivery)
    columns = ("solve_cycle", "state", "reason", "team", "resolved_at", "due_at", "sent_at")
    known = ("resolved_at", "closed_at", "reopened_at", "solve_cycle", "team", "told_at")
    statement = (
        select(
            *(invitation.c[name] for name in columns),
            *(interaction.c[name] for name in known),
            delivery.c.state,
        )
        .join_from(invitation, interaction, interaction.c.id == invitation.c.interaction_id)
        .outerjoin(delivery, delivery.c.cause_id == invitation.c.id)
        .where(interaction.c.external_id == user_id)
        .order_by(invitation.c.solve_cycle)
    )
    async with database.reading() as connection:
        return [tuple(row) for row in await connection.execute(statement)]
