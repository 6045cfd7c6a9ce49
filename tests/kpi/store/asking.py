"""Questions that were sent, for tests of what happens to them afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import asked_tallies, surveys
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.responses import Tap
from kpi.store.rows import add, first, table, values
from kpi.store.tables import Contact, Invitation, Response, Survey, Workspace
from tests.moments import NOW

FORTNIGHT = timedelta(days=14)
_numbers = count(1)


async def sent(connection: AsyncConnection, *invitations: Invitation) -> None:
    """Keep questions as sent, and count them where they say in which days."""
    await add(connection, *invitations)
    await asked_tallies.count(connection, values(invitations))


@dataclass
class Asking:
    """Asks people in a workspace; each question is to a new person."""

    database: Database
    workspace: Workspace
    people: dict[UUID, str] = field(default_factory=dict)

    async def survey(self, name: str = "csat") -> Survey:
        async with self.database.reading() as connection:
            return await surveys.named(connection, self.workspace.id, name)

    async def ask(self, name: str = "csat", at: datetime = NOW, **segments: str) -> UUID:
        """Send one question at `at` and return its invitation's id."""
        return await self.database.writer.work(
            lambda connection: self.ask_on(connection, name, at, segments)
        )

    async def ask_on(
        self, connection: AsyncConnection, name: str, at: datetime, segments: Mapping[str, str]
    ) -> UUID:
        """Do the same in a transaction of the caller."""
        survey = await surveys.named(connection, self.workspace.id, name)
        contact = Contact(
            workspace_id=self.workspace.id,
            id=new_id(at),
            team_id=self.workspace.id,
            user_id=f"U{next(_numbers)}",
            created_at=at,
        )
        filed: dict[str, Any] = {"trigger": "system", **segments}
        invitation = Invitation(
            workspace_id=self.workspace.id,
            id=new_id(at),
            interaction_id=new_id(at),
            solve_cycle=1,
            survey_id=survey.id,
            version=survey.version,
            contact_id=contact.id,
            state="sent",
            resolved_at=at,
            due_at=at,
            sent_at=at,
            expires_at=at + FORTNIGHT,
            counted_in=self.workspace.time_zone,
            created_at=at,
            **filed,
        )
        await add(connection, contact)
        await sent(connection, invitation)
        self.people[invitation.id] = contact.user_id
        return invitation.id

    async def answer_to(self, invitation_id: UUID) -> Response | None:
        """Return the answer to a question as it stands."""
        response = table(Response)
        statement = select(response).where(response.c.invitation_id == invitation_id)
        async with self.database.reading() as connection:
            return await first(connection, Response, statement)

    def tap(
        self, invitation_id: UUID, score: int | None, at: datetime = NOW, user_id: str = ""
    ) -> Tap:
        """Return the tap of the person who was asked, or of somebody else."""
        return Tap(
            workspace_id=self.workspace.id,
            invitation_id=invitation_id,
            team_id=self.workspace.id,
            user_id=user_id or self.people[invitation_id],
            channel_id="D1",
            message_ts="1.000001",
            action_id=f"rate:{score}",
            at=at,
            score=score,
        )
