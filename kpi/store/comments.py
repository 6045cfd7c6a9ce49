"""What customers said and ticked: remarks with their origin, the newest first, and counts."""

import json
from collections.abc import Awaitable, Callable, Sequence, Sized
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.query import Query
from kpi.reason_list import Reason
from kpi.store import answer_rows, filing, planner, score_counts, summaries
from kpi.store.answer_rows import Said
from kpi.store.tables import Survey, Workspace

__all__ = ["Page", "Said", "latest", "low", "page", "reasons", "tellable"]

_Found = TypeVar("_Found", bound=Sized)
_Finder: TypeAlias = Callable[[Query], Awaitable[_Found]]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the remarks of a question."""

    said: Sequence[Said]
    """The newest first, behind as many as the question skips."""
    all: int
    """How many there are."""

    def __len__(self) -> int:
        return self.all


async def page(connection: AsyncConnection, workspace: Workspace, query: Query, limit: int) -> Page:
    """Return some remarks of a question, at most `limit`, with how many there are.

    Told and hidden as by `latest`. Raises NotFound as it does.
    """

    async def find(query: Query) -> Page:
        among = await tellable(connection, workspace, query)
        counted = select(func.count()).where(answer_rows.REMARKED)
        narrowed = answer_rows.narrowed(counted, workspace, query, among)
        all_ = int((await connection.execute(narrowed)).scalar_one())
        # Answers are walked through until enough have a remark: with fewer remarks, all of them.
        there = min(limit, all_ - query.skipped)
        if there <= 0:
            return Page((), all_)
        newest = answer_rows.answers(workspace, query, among).where(answer_rows.REMARKED)
        return Page(await _read(connection, newest.offset(query.skipped).limit(there), among), all_)

    return await _found_as_filed(connection, workspace, query, find)


async def latest(
    connection: AsyncConnection, workspace: Workspace, query: Query, limit: int
) -> list[Said]:
    """Return the newest remarks of a question's metrics, period and filters, at most `limit`.

    Those that the question skips are left out. Of an anonymous survey, or about one agent, nothing
    is told while there are fewer answers than its group threshold; of an anonymous survey never
    who it was or which ticket.

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
        asked = await tellable(connection, workspace, query)
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
        among = await tellable(connection, workspace, query)
        newest = answer_rows.answers(workspace, query, among).where(which(among))
        return await _read(connection, newest.offset(query.skipped).limit(limit), among)

    return await _found_as_filed(connection, workspace, query, find)


async def _read(
    connection: AsyncConnection, some: Select[Any], among: Sequence[Survey]
) -> list[Said]:
    by_id = {one.id: one for one in among}
    return [answer_rows.told(row, by_id[row.survey_id]) for row in await connection.execute(some)]


async def _found_as_filed(
    connection: AsyncConnection, workspace: Workspace, query: Query, find: _Finder[_Found]
) -> _Found:
    """Look again without regard to capitals where filters find nothing as they are written."""
    await planner.by_values(connection)
    found = await find(query)
    if query.filters and not found:
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            return await find(replace(query, filters=filed))
    return found


async def tellable(connection: AsyncConnection, workspace: Workspace, query: Query) -> list[Survey]:
    """Return the surveys of a question of which it may be told what people wrote.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    asked = await summaries.surveys_of(connection, workspace, query)
    return [survey for survey in asked if await _may_tell(connection, survey, query)]


async def _may_tell(connection: AsyncConnection, survey: Survey, query: Query) -> bool:
    if not summaries.is_private(survey, query):
        return True
    first, until = query.period.first, query.period.until
    wanted = score_counts.of_survey(survey, first, until, filters=query.filters)
    counts = await score_counts.whole(connection, wanted)
    return sum(counts.values()) >= summaries.fewest(survey)
