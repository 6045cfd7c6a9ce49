"""Databases to measure on: a workspace, and questions that were sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kpi.store import asked_tallies, hooks, workspaces
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.rows import table, values
from kpi.store.tables import Contact, Interaction, Invitation, Survey, Workspace

CHUNK = 1_000
ZONE = "Europe/Amsterdam"
"""Of a new workspace."""


async def prepared(database: Database, now: datetime) -> tuple[Workspace, Survey]:
    """Return the workspace and CSAT survey of a migrated database, made when they are new."""
    await database.migrate()
    workspace = await database.writer.work(
        lambda connection: workspaces.ensure(connection, "T0HOME", name="Helpdesk", now=now)
    )
    survey = table(Survey).c
    async with database.reading() as connection:
        found = await connection.execute(select(table(Survey)).where(survey.name == "csat"))
        return workspace, Survey(**found.mappings().one())


async def questions(database: Database, count: int, now: datetime) -> list[tuple[UUID, str]]:
    """Send `count` questions to as many people; return each question's id and its person's."""
    workspace, survey = await prepared(database, now)
    asked: list[tuple[UUID, str]] = []
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        people = [_contact(workspace, number, now) for number in numbers]
        rows = [
            _invitation(survey, person, number, now)
            for person, number in zip(people, numbers, strict=True)
        ]
        await _insert(database, Contact, people)
        await _insert(database, Interaction, [_interaction(row, now) for row in rows])
        await _insert(database, Invitation, rows)
        counting = partial(asked_tallies.count, invitations=values(rows))
        await database.writer.work(counting)
        asked += [(row.id, person.user_id) for row, person in zip(rows, people, strict=True)]
    return asked


def _contact(workspace: Workspace, number: int, now: datetime) -> Contact:
    return Contact(
        workspace_id=workspace.id,
        id=new_id(now),
        team_id=workspace.id,
        user_id=f"U{number:07d}",
        language="en",
        dm_channel_id="D1",
        created_at=now,
    )


def _invitation(survey: Survey, person: Contact, number: int, now: datetime) -> Invitation:
    return Invitation(
        workspace_id=survey.workspace_id,
        id=new_id(now),
        interaction_id=new_id(now),
        solve_cycle=1,
        survey_id=survey.id,
        version=survey.version,
        contact_id=person.id,
        state="sent",
        team=f"Team {number % 40}",
        agent=f"agent{number % 200}@example.com",
        channel=("chat", "phone", "email")[number % 3],
        account=f"Account {number % 500}",
        trigger="system",
        resolved_at=now,
        due_at=now,
        sent_at=now,
        expires_at=now + timedelta(days=14),
        counted_in=ZONE,
        created_at=now,
    )


def _interaction(invitation: Invitation, now: datetime) -> Interaction:
    return Interaction(
        workspace_id=invitation.workspace_id,
        id=invitation.interaction_id,
        source="standard",
        external_id=str(invitation.interaction_id),
        subject="VPN keeps dropping",
        solve_cycle=1,
        resolved_at=now,
        created_at=now,
    )


async def _insert(database: Database, model: type[Any], rows: Sequence[Any]) -> None:
    await database.writer.work(
        lambda connection: connection.execute(table(model).insert(), values(rows))
    )


async def hook(database: Database, secret: bytes, now: datetime) -> str:
    """Make a hook with a sealed secret and return its id."""
    await prepared(database, now)
    made = await database.writer.work(
        lambda connection: hooks.create(
            connection, "T0HOME", id="benchmark", source="standard", secret=secret, now=now
        )
    )
    return made.id
