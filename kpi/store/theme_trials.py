"""The remarks of the last 90 days: on which words are tried, and how many each theme has.

Told and hidden as remarks are everywhere: nothing of anonymous surveys with few answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import masking, periods
from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import answer_rows, comments, surveys
from kpi.store.answer_rows import Said
from kpi.store.rows import table
from kpi.store.tables import Contact, Response, Survey, ThemeTally, Workspace
from kpi.store.tallies import SCORES
from kpi.theme_trials import Remark

DAYS = 90
MOST = 2_000
"""Remarks on which words are tried, the newest."""

_response = table(Response).c
_contact = table(Contact).c
_tally = table(ThemeTally).c


@dataclass(frozen=True, slots=True)
class Sample:
    """A remark on which words are tried, with where it comes from."""

    remark: Remark
    said: Said

    @property
    def quoted(self) -> Said:
        """The remark as it may be quoted: without names, and not leading to its ticket."""
        words = masking.masked(self.said.comment, self.said.unquoted)
        return replace(self.said, comment=words, name=None, subject="", url="", may_contact=False)


async def samples(
    connection: AsyncConnection, workspace: Workspace, now: datetime, most: int = MOST
) -> list[Sample]:
    """Return the newest remarks of the last 90 days, at most so many."""
    query = _query(workspace, now)
    among = {one.id: one for one in await _tellable(connection, workspace, query)}
    asked = [(one, version) for one in among.values() for version in range(1, one.version + 1)]
    found: list[Any] = []
    for survey, version in asked:
        found += await connection.execute(_newest(workspace, query, survey, version).limit(most))
    found.sort(key=lambda row: (row.answered_at, row.id), reverse=True)
    return [
        Sample(
            Remark(row.comment, row.language, row.locale or workspace.language),
            answer_rows.told(row, among[row.survey_id]),
        )
        for row in found[:most]
    ]


def _newest(workspace: Workspace, query: Query, survey: Survey, version: int) -> Select[Any]:
    """Read remarks of one version from the last day backwards, as the index of the answers goes."""
    return (
        answer_rows.answers(workspace, query, [survey])
        .add_columns(_response.id, _contact.language.label("locale"))
        .where(_response.comment != "", _response.version == version)
        .order_by(None)
        .order_by(_response.day.desc(), _response.answered_at.desc(), _response.id.desc())
    )


async def counted(
    connection: AsyncConnection, workspace: Workspace, now: datetime
) -> dict[str, int]:
    """Return how many remarks of the last 90 days are about each theme, by its key.

    Those that were read count under "", too. Asks by hand are left out, as everywhere.
    """
    query = _query(workspace, now)
    among = await _tellable(connection, workspace, query)
    total = sum((func.sum(_tally[name]) for name in SCORES[1:]), func.sum(_tally[SCORES[0]]))
    statement = (
        select(_tally.theme, total)
        .where(
            _tally.workspace_id == workspace.id,
            _tally.survey_id.in_([one.id for one in among]),
            _tally.segment == "",
            _tally.day >= query.period.first,
        )
        .group_by(_tally.theme)
    )
    return {theme: int(n) for theme, n in await connection.execute(statement) if n}


async def _tellable(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> Sequence[Survey]:
    """Return all surveys of which remarks may be told."""
    return [
        survey
        for one in await surveys.of_workspace(connection, workspace.id)
        for survey in await comments.tellable(
            connection, workspace, replace(query, metrics=(Metric(one.metric),), survey=one.name)
        )
    ]


def _query(workspace: Workspace, now: datetime) -> Query:
    zone = workspace.time_zone
    days = periods.days_until(periods.today(now, zone), DAYS, zone)
    return Query(metrics=tuple(Metric), period=days)
