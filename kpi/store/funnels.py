"""How many customers were helped, asked and heard in a period, as each survey and part tells it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.query import Query
from kpi.store import asked_counts
from kpi.store.asked_counts import Parts
from kpi.store.tables import Workspace
from kpi.summary import Funnel


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnels:
    """The funnels of all surveys, whole and for each part."""

    resolved: Parts
    """Resolved in the period and decided for this survey; asked; turns of its campaigns."""
    delivered: Parts
    """Delivered in the period; answered by now; may still be answered."""

    def of_survey(self, survey_id: UUID) -> Funnel:
        """Give the funnel of a survey; everybody helped counts, whichever survey was chosen.

        Somebody whose turn came in a campaign counts for the survey that it asks only, and of a
        survey that no resolution chose nobody who was helped could have been asked.
        """
        return self._sum(survey_id, None)

    def of_part(self, survey_id: UUID, name: str) -> Funnel:
        """Give the funnel of one part of a survey."""
        return self._sum(survey_id, name)

    def names(self, survey_id: UUID) -> set[str]:
        """Give the parts where somebody was helped, or asked by this survey."""
        asked = {name for survey, name in self.delivered if survey == survey_id}
        return asked | {name for _, name in self.resolved}

    def _sum(self, survey_id: UUID, name: str | None) -> Funnel:
        helped, _, _ = _added(self.resolved, None, name)
        _, asked, turns = _added(self.resolved, survey_id, name)
        chosen, _, _ = _added(self.resolved, survey_id, None)
        delivered = _added(self.delivered, survey_id, name)
        return Funnel(
            helped=turns + (helped if chosen else 0),
            turns=turns,
            asked=asked,
            delivered=delivered[0],
            answered=delivered[1],
            open=delivered[2],
        )


async def of_period(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> Funnels:
    """Count the funnels of a question's period.

    Args:
        connection: only reads.
        workspace: whose invitations.
        query: its period, filters and what to split by; its metrics do not matter.
        now: an invitation that expires later may still be answered.
    """
    counted = await asked_counts.of_period(connection, workspace, query, now)
    return Funnels(resolved=counted.resolved, delivered=counted.delivered)


def _added(parts: Parts, survey_id: UUID | None, name: str | None) -> tuple[int, int, int]:
    """Add up the parts of one survey, or all, and of one name, or all."""
    chosen = [
        counts
        for (survey, part), counts in parts.items()
        if survey_id in {None, survey} and name in {None, part}
    ]
    first, second, third = zip(*chosen, strict=True) if chosen else ((), (), ())
    return sum(first), sum(second), sum(third)
