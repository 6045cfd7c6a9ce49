"""What customers said and ticked: remarks with their origin, the newest first, and counts."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.query import Query
from kpi.reason_list import Reason
from kpi.store import answer_rows, filing, summaries, tallies
from kpi.store.answer_rows import Said
from kpi.store.tables import Survey, Workspace

__all__ = ["Said", "latest", "low", "reasons"]

_Found = TypeVar("_Found", bound=Sequence[Any])
_Finder: TypeAlias = Callable[[Query], Awaitable[_Found]]


async def latest(
    connection: AsyncConnection, workspace: Workspace, query: Query, limit: int
) -> list[Said]:
    """Return the newest remarks of a question's metrics, period and filters, at most `limit`.

    Of an anonymous survey, or about one agent, nothing is told while there are fewer than five
    answers; of an anonymous survey never who it was or which ticket.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    return await _newest(connection, workspace, query, limit, which=_is_remarked)


async def low(
    connection: AsyncConnection, workspace: Workspace, query: Query, limit: int
) -> list[Said]:
    """Return the newest answers that something went wrong, at most `limit`, remark or not.

    Told and hidden as remarks are; of an anonymous survey only those with a remark, which were
    meant to be read. Raises NotFound as `latest` does.
    """
    return await _newest(connection, workspace, query, limit, which=answer_rows.is_low)


async def reasons(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> list[tuple[Reason, int]]:
    """Return how often each reason was ticked, in the period and with the filters of a question.

    Told and hidden as remarks are. Raises NotFound as `latest` does.
    """

    async def find(query: Query) -> list[tuple[Reason, int]]:
        asked = await _open(connection, workspace, query)
        counted: tuple[Any, ...] = (answer_rows.TICKED, func.count())
        statement = select(*counted).where(answer_rows.ANY)
        together = answer_rows.narrowed(statement, workspace, query, asked).group_by(
            answer_rows.TICKED
        )
        found = await connection.execute(together)
        return [(reason, times) for ticked, times in found for reason in json.loads(ticked)]

    return await _found_as_filed(connection, workspace, query, find)


def _is_remarked(_among: Sequence[Survey]) -> ColumnElement[bool]:
    return answer_rows.REMARKED


async def _newest(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    limit: int,
    *,
    which: Callable[[Sequence[Survey]], ColumnElement[bool]],
) -> list[Said]:
    async def find(query: Query) -> list[Said]:
        open_ = {one.id: one for one in await _open(connection, workspace, query)}
        among = list(open_.values())
        newest = answer_rows.answers(workspace, query, among).where(which(among)).limit(limit)
        return [
            answer_rows.told(row, open_[row.survey_id]) for row in await connection.execute(newest)
        ]

    return await _found_as_filed(connection, workspace, query, find)


async def _found_as_filed(
    connection: AsyncConnection, workspace: Workspace, query: Query, find: _Finder[_Found]
) -> _Found:
    """Look again without regard to capitals where filters find nothing as they are written."""
    found = await find(query)
    if query.filters and not found:
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            return await find(replace(query, filters=filed))
    return found


async def _open(connection: AsyncConnection, workspace: Workspace, query: Query) -> list[Survey]:
    asked = await summaries.surveys_of(connection, workspace, query)
    return [survey for survey in asked if await _may_tell(connection, survey, query)]


async def _may_tell(connection: AsyncConnection, survey: Survey, query: Query) -> bool:
    if not summaries.is_private(survey, query):
        return True
    counts = await tallies.counts(
        connection, survey, query.period.first, query.period.until, filters=query.filters
    )
    return sum(counts.values()) >= summaries.fewest(survey)
