"""Tickets with all that follows, written as rows: a reckoning, a question, perhaps an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import SQLModel

from kpi import answerers, periods, service_definitions
from kpi.metrics import Metric
from kpi.store import asked_tallies, rows, surveys
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import Contact, Interaction, Invitation, Reckoning, Response, Workspace
from tests.kpi.store.tickets import read, write
from tests.moments import NOW

FORTNIGHT = timedelta(days=14)
FRT = service_definitions.standard(Metric.FRT).key


@dataclass
class Visits:
    """Writes tickets of the CSAT survey of a workspace."""

    database: Database
    workspace: Workspace

    async def add(
        self,
        score: int | None = None,
        *,
        seconds: int | None = None,
        at: datetime = NOW,
        asked: bool = True,
        anonymous: bool = False,
        language: str = "",
        **segments: str,
    ) -> None:
        """Add one: its first reply after `seconds`, its question, and its answer, if any."""
        ids: dict[str, Any] = {"workspace_id": self.workspace.id}
        survey = await read(self.database, surveys.named, self.workspace.id, "csat")
        day = periods.local_day(at, self.workspace.time_zone)
        filed: dict[str, Any] = {"trigger": "system", **segments}
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
            **ids, id=new_id(at), interaction_id=ticket.id, solve_cycle=1, survey_id=survey.id,
            version=survey.version, contact_id=person.id, state="sent" if asked else "not_asked",
            resolved_at=at, due_at=at, sent_at=at if asked else None, is_anonymous=anonymous,
            expires_at=at + FORTNIGHT, counted_in=self.workspace.time_zone, created_at=at,
            language=answerers.language_of(language), **filed,
        )  # fmt: skip
        answer = Response(
            **ids, id=new_id(at), invitation_id=invitation.id, interaction_id=ticket.id,
            survey_id=survey.id, version=survey.version, score=score, day=day, answered_at=at,
            changed_at=at, **filed,
        )  # fmt: skip
        written: list[SQLModel] = [
            person,
            ticket,
            reckoned,
            invitation,
            *([answer] if score else []),
        ]
        for one in written:
            await write(self.database, rows.add, one)
        deltas = AskedDeltas()
        (asked_row,) = rows.values([invitation])
        deltas.move(None, Reached(asked_row, is_answered=bool(score)))
        await write(self.database, asked_tallies.apply, deltas)
