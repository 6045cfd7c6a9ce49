"""Tickets with all that follows, written as rows: a reckoning, a question, perhaps an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi import answerers, periods, service_definitions
from kpi.metrics import Metric
from kpi.store import asked_tallies, rows, surveys
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import (
    Contact,
    Interaction,
    Invitation,
    Reckoning,
    Response,
    Survey,
    Workspace,
)
from tests.kpi.store.tickets import write
from tests.moments import NOW

FORTNIGHT = timedelta(days=14)
FRT = service_definitions.standard(Metric.FRT).key
KINDS = (Contact, Interaction, Reckoning, Invitation, Response)


@dataclass
class Visits:
    """Writes tickets of the CSAT survey of a workspace."""

    database: Database
    workspace: Workspace
    survey: Survey = field(init=False)

    async def add(self, score: int | None = None, *, times: int = 1, **told: Any) -> None:
        """Add so many of what `_visit` makes, answered with the score, if any."""
        await write(self.database, self._add, [score] * times, told)

    async def _add(
        self, connection: AsyncConnection, scores: Sequence[int | None], told: Mapping[str, Any]
    ) -> None:
        self.survey = await surveys.named(connection, self.workspace.id, "csat")
        deltas, written = AskedDeltas(), list[SQLModel]()
        for score in scores:
            visit = self._visit(score, **told)
            written += visit
            (asked,) = rows.values([one for one in visit if isinstance(one, Invitation)])
            deltas.move(None, Reached(asked, is_answered=bool(score)))
        for kind in KINDS:
            await rows.add(connection, *(one for one in written if isinstance(one, kind)))
        await asked_tallies.apply(connection, deltas)

    def _visit(
        self,
        score: int | None,
        *,
        seconds: int | None = None,
        at: datetime = NOW,
        asked: bool = True,
        anonymous: bool = False,
        language: str = "",
        **segments: str,
    ) -> list[SQLModel]:
        """Make its rows: the first reply after `seconds`, its question, perhaps an answer."""
        ids: dict[str, Any] = {"workspace_id": self.workspace.id}
        day = periods.local_day(at, self.workspace.time_zone)
        survey = {"survey_id": self.survey.id, "version": self.survey.version}
        filed: dict[str, Any] = {"trigger": "system", **survey, **segments}
        person = Contact(
            **ids, id=new_id(at), team_id="T1", user_id=str(new_id(at)), language=language,
            created_at=at,
        )  # fmt: skip
        ticket = Interaction(
            **ids, id=new_id(at), source="standard", external_id=str(new_id(at)),
            subject="VPN", url="https://desk.example/T-1", created_at=at,
        )  # fmt: skip
        reckoned = Reckoning(
            **ids, interaction_id=ticket.id, opened_at=at, opened_day=day, frt_definition=FRT,
            frt_seconds=seconds, reckoned_at=at,
        )  # fmt: skip
        invitation = Invitation(
            **ids, id=new_id(at), interaction_id=ticket.id, solve_cycle=1, contact_id=person.id,
            state="sent" if asked else "not_asked", resolved_at=at, due_at=at,
            sent_at=at if asked else None, is_anonymous=anonymous,
            expires_at=at + FORTNIGHT, counted_in=self.workspace.time_zone, created_at=at,
            language=answerers.language_of(language), **filed,
        )  # fmt: skip
        answer = Response(
            **ids, id=new_id(at), invitation_id=invitation.id, interaction_id=ticket.id,
            score=score, day=day, answered_at=at, changed_at=at, **filed,
        )  # fmt: skip
        return [person, ticket, reckoned, invitation, *([answer] if score else [])]
