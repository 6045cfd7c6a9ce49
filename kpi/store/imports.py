"""Answers from elsewhere: each has a key of its own, so a file may be imported again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import local_day
from kpi.store import tallies
from kpi.store.columns import new_id
from kpi.store.rows import add_new, values
from kpi.store.tables import Response, Survey, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One answer of another system; `at` is aware, `segments` maps our segments to values."""

    external_key: str
    """The same for the same answer, each time its file is read."""
    score: int
    at: datetime
    comment: str = ""
    segments: Mapping[str, str] = field(default_factory=dict)


async def import_answers(
    connection: AsyncConnection,
    workspace: Workspace,
    survey: Survey,
    answers: Sequence[Imported],
    now: datetime,
) -> int:
    """Store the answers whose keys are new, with their tallies; return how many were.

    Without a segment `trigger` an answer counts as a campaign's: some tool asked everybody.
    Scores must be on the survey's scale.
    """
    rows = [_response(workspace, survey, answer, now) for answer in answers]
    new = await add_new(connection, *rows)
    deltas = tallies.Deltas()
    for row, filed in zip(rows, values(rows) if rows else [], strict=True):
        if row.id in new:
            deltas.move(tallies.Counted.of(filed, row.day), None, row.score)
    await tallies.apply(connection, deltas)
    return len(new)


def _response(workspace: Workspace, survey: Survey, answer: Imported, now: datetime) -> Response:
    filed: dict[str, Any] = {"source": "import", "trigger": "campaign"} | dict(answer.segments)
    return Response(
        workspace_id=workspace.id,
        id=new_id(now),
        external_key=answer.external_key,
        survey_id=survey.id,
        version=survey.version,
        score=answer.score,
        day=local_day(answer.at, workspace.time_zone),
        answered_at=answer.at,
        changed_at=answer.at,
        comment=answer.comment,
        commented_at=answer.at if answer.comment else None,
        **filed,
    )
