"""Tickets and people that the store's tests share."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi.interaction_event import Event, Kind
from kpi.store import contacts, deliveries, invitations, rows, surveys
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Contact, Delivery, Invitation
from tests.moments import NOW

HOME = "T0HOME"
EMAIL = "j.jansen@example.com"
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

Result = TypeVar("Result")
Row = TypeVar("Row", bound=SQLModel)


def event(kind: Kind = Kind.RESOLVED, at: datetime = NOW, **details: Any) -> Event:
    """What a ticket system tells of ticket T-1, by default that it was solved now, over chat."""
    told: dict[str, Any] = {
        "source": "standard",
        "external_id": "T-1",
        "subject": "VPN keeps dropping",
        "channel": "chat",
        "team": "Network",
        "requester_email": EMAIL,
    }
    return Event(kind=kind, at=at, **(told | details))


async def write(
    database: Database, function: Callable[..., Awaitable[Result]], *values: Any, **named: Any
) -> Result:
    """Call a store function in a transaction of the writer."""

    async def work(connection: AsyncConnection) -> Result:
        return await function(connection, *values, **named)

    return await database.writer.work(work)


async def read(
    database: Database, function: Callable[..., Awaitable[Result]], *values: Any, **named: Any
) -> Result:
    """Call a store function on a connection for reads."""
    async with database.reading() as connection:
        return await function(connection, *values, **named)


async def everything(database: Database, model: type[Row]) -> list[Row]:
    """Return all rows of a table."""
    return await read(database, rows.every, model, select(rows.table(model)))


async def jansen(database: Database, **facts: Any) -> Contact:
    """The customer, known in Slack and by address."""
    person = Person(**({"team_id": HOME, "user_id": "U0JANSEN"} | facts))
    contact = await write(database, contacts.remember, HOME, person, NOW)
    await write(database, contacts.remember_address, HOME, EMAIL, contact.id, NOW)
    return contact


async def take_in(
    database: Database, told: Event, now: datetime = NOW, **named: Any
) -> Invitation | None:
    return await write(database, invitations.take_in, HOME, told, now, **named)


async def planned(database: Database, told: Event | None = None, now: datetime = NOW) -> Invitation:
    """A decision to ask."""
    invitation = await take_in(database, told or event(), now)
    assert invitation is not None
    assert invitation.state == "planned"
    return invitation


async def claimed(database: Database, now: datetime) -> list[Delivery]:
    return await write(database, deliveries.claim, now, 100)


async def ask(database: Database, invitation: Invitation, now: datetime) -> None:
    """Claim what is due, and send this question."""
    await claimed(database, now)
    question = await read(database, invitations.question, HOME, invitation.id)
    assert question.delivery is not None
    assert await write(database, deliveries.mark_sent, question.delivery, "1.0", now)
    assert await write(database, invitations.sent, question, now)


async def set_policy(database: Database, survey: str, **settings: str) -> None:
    found = await read(database, surveys.named, HOME, survey)
    await database.writer.work(
        lambda connection: surveys.change(connection, found, settings, now=NOW)
    )


async def overlapping(
    first: tuple[Database, Callable[[AsyncConnection], Awaitable[Result]]],
    second: tuple[Database, Callable[[AsyncConnection], Awaitable[Result]]],
) -> tuple[Result, Result]:
    """Run two transactions, the second while the first has done its work but not committed."""
    done, commit = asyncio.Event(), asyncio.Event()

    async def held_open(connection: AsyncConnection) -> Result:
        result = await first[1](connection)
        done.set()
        await commit.wait()
        return result

    one = asyncio.create_task(first[0].writer.work(held_open))
    await done.wait()
    other = asyncio.create_task(second[0].writer.work(second[1]))
    await asyncio.wait([other], timeout=0.2)
    commit.set()
    return await one, await other
