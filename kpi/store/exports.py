"""Rows of an export, read one after the other whatever their number, all of the same moment."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import masking
from kpi.exported import Exported, Kind
from kpi.metrics import SERVICE, Metric
from kpi.query import SEGMENTS, Query
from kpi.reckoning import Measure
from kpi.store import export_statements as statements
from kpi.store import filing, imports, said_at_once, service_series, summaries, surveys
from kpi.store.export_scope import Scope
from kpi.store.reckoned_rows import Asked
from kpi.store.tables import Survey, Workspace
from kpi.store.tallies import BY_HAND

_IN_PIECES = {"yield_per": 500}
"""So many rows are fetched together, whatever their number."""
_ASKED = "asked"
_FILED = SEGMENTS[:-1]
"""What interactions are filed under; only a question goes out some way."""
_AS_TOLD = {name: name for name in _FILED}
_AS_ASKED = {name: f"asked_{name}" for name in _FILED}
_AS_RECKONED = {name: f"reckoned_{name}" for name in _FILED} | {"trigger": "trigger"}
_COUNTED = {
    Metric.FRT: ("frt_seconds", "opened_day"),
    Metric.ART: ("art_seconds", "art_day"),
    Metric.FCR: ("solved_at_once", "fcr_day"),
}
"""What is reckoned, and the day on which it counts."""


async def scope(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> Scope:
    """Say what a question's export holds. Raises NotFound when there is no such survey."""
    asked = await summaries.surveys_of(connection, workspace, query)
    told = await service_series.told(connection, workspace, query.period, SERVICE, now)
    if Metric.FCR in query.metrics and told[Metric.FCR].definition.by_customers:
        asked = await _with_confirming(connection, workspace, query, asked)
    return Scope(
        workspace=workspace,
        period=query.period,
        metrics=query.metrics,
        surveys=asked,
        anonymous_ids=frozenset(one.id for one in asked if summaries.is_anonymous(one)),
        filters=await filing.filed_as(connection, workspace, query.filters),
        now=now,
        definitions={metric: one.counted.key for metric, one in told.items()},
        theme=query.theme,
        scores=query.scores,
    )


async def _with_confirming(
    connection: AsyncConnection, workspace: Workspace, query: Query, asked: Sequence[Survey]
) -> list[Survey]:
    """Add the surveys in which customers said if it was solved at once, where that is the number.

    So the answers of the file add up to it.
    """
    period = query.period
    wanted = Asked(measure=Measure.FCR, first=period.first, until=period.until)
    confirming = await said_at_once.survey_ids(connection, workspace.id, wanted)
    known = {one.id for one in asked}
    every = await surveys.of_workspace(connection, workspace.id)
    return [*asked, *(one for one in every if one.id in confirming - known)]


async def number(connection: AsyncConnection, scope: Scope) -> int:
    """Count about how many rows there are, before answers that are not about an interaction."""
    return int((await connection.execute(statements.number(scope))).scalar_one())


async def rows(connection: AsyncConnection, scope: Scope) -> AsyncIterator[Exported]:
    """Yield every row: first the interactions, then answers from elsewhere, then anonymous ones.

    Answers of surveys that promised anonymity stand by themselves, without anything that tells
    whose they are or what they are about, in the order of what they say; only where there are as
    many as the survey's group threshold, and in no export that is narrowed by a filter.
    """
    async for one in _interactions(connection, scope):
        yield one
    async for row in _read(connection, statements.imported(scope)):
        yield _imported(row, scope)
    for survey in () if scope.is_narrowed else scope.surveys:
        counted = await connection.execute(statements.number_of_anonymous(scope, survey))
        if counted.scalar_one() >= summaries.fewest(survey):
            async for row in _read(connection, statements.anonymous(scope, survey)):
                yield _anonymous(row)


async def _read(connection: AsyncConnection, statement: Any) -> AsyncIterator[Any]:
    found = await connection.stream(statement, execution_options=_IN_PIECES)
    async for piece in found.partitions():
        for row in piece:
            yield row


async def _interactions(connection: AsyncConnection, scope: Scope) -> AsyncIterator[Exported]:
    found = await connection.stream(statements.ids(scope), execution_options=_IN_PIECES)
    async for piece in found.partitions():
        rows = await connection.execute(statements.interactions(scope, [row.id for row in piece]))
        for _, questions in groupby(rows, lambda row: row.id):
            for one in _of_interaction(list(questions), scope):
                yield one


def _of_interaction(questions: Sequence[Any], scope: Scope) -> Iterator[Exported]:
    """Give a row for each question about it, one where there is none."""
    asked = [row for row in questions if _is_asked(row, scope)]
    for place, row in enumerate(asked or questions[:1]):
        yield _interaction(row, scope, is_asked=bool(asked), is_first=place == 0)


def _is_asked(row: Any, scope: Scope) -> bool:
    """Whether the question of this row counts in the period, as asked or as answered."""
    if row.asked_id is None or not _fits(row, "asked", scope):
        return False
    if scope.is_of_some:
        return _is_told(row, scope) and _is_one_of(row, scope)
    is_decided = scope.period.start <= row.asked_resolved_at < scope.period.end
    return is_decided or _is_told(row, scope)


def _is_told(row: Any, scope: Scope) -> bool:
    """Whether its answer counts in the period, and may be told beside what it is about."""
    is_given = row.said_score is not None and _is_within(row.said_day, scope)
    return is_given and not _is_anonymous(row, scope)


def _is_one_of(row: Any, scope: Scope) -> bool:
    """Whether an answer is one that is meant, by what it says."""
    low, high = scope.scores or (row.said_score, row.said_score)
    return low <= row.said_score <= high and (not scope.theme or scope.theme in row.said_themes)


def _is_anonymous(row: Any, scope: Scope) -> bool:
    return bool(row.asked_is_anonymous) or row.asked_survey_id in scope.anonymous_ids


def _is_within(day: date | None, scope: Scope) -> bool:
    return day is not None and scope.period.first <= day < scope.period.until


def _fits(row: Any, prefix: str, scope: Scope) -> bool:
    """Whether what is filed under the filters is meant; asks by hand only where they are named."""
    if "trigger" not in scope.filters and prefix == "asked" and row.asked_trigger == BY_HAND:
        return False
    return all(
        getattr(row, f"{prefix}_{name}", value) == value for name, value in scope.filters.items()
    )


def _interaction(row: Any, scope: Scope, *, is_asked: bool, is_first: bool) -> Exported:
    return Exported(
        kind=Kind.INTERACTION,
        id=row.external_id,
        url=row.url,
        opened_at=row.opened_at,
        first_replied_at=row.first_replied_at,
        resolved_at=row.resolved_at,
        reopened_at=row.reopened_at,
        **_filed(row, scope, is_asked=is_asked),
        **(_reckoned(row, scope) if is_first else {}),
        **(_question(row, scope) if is_asked else {}),
        **(_answer(row) if is_asked and _is_told(row, scope) else {}),
    )


def _filed(row: Any, scope: Scope, *, is_asked: bool) -> dict[str, Any]:
    """Give its segments as they count: with the question, as reckoned, or as its source says."""
    names = _AS_ASKED if is_asked else _AS_TOLD
    if not is_asked and row.reckoned_interaction_id is not None:
        names = _AS_RECKONED
    found = {name: getattr(row, filed) for name, filed in names.items()}
    return _discreet(found, scope)


def _discreet(filed: dict[str, Any], scope: Scope) -> dict[str, Any]:
    """Leave agents out unless numbers by agent are on."""
    return filed if scope.workspace.shows_agents else {**filed, "agent": ""}


def _reckoned(row: Any, scope: Scope) -> dict[str, Any]:
    if not scope.has_service or not _fits(row, "reckoned", scope):
        return {}
    return {
        name: getattr(row, f"reckoned_{name}")
        for metric, (name, day) in _COUNTED.items()
        if _is_within(getattr(row, f"reckoned_{day}"), scope)
        and getattr(row, f"reckoned_{metric}_definition") == scope.definitions[metric]
    }


def _question(row: Any, scope: Scope) -> dict[str, Any]:
    is_secret = row.asked_state == "sent" and _is_anonymous(row, scope)
    return {
        "resolution": row.asked_solve_cycle,
        "survey": row.survey,
        "outcome": _ASKED if is_secret else row.outcome,
        "reason": "" if is_secret else row.reason or "",
        "way": row.asked_way,
        "asked_at": row.asked_sent_at,
    }


def _answer(row: Any) -> dict[str, Any]:
    return {
        "definition": row.definition,
        "score": row.said_score,
        "comment": row.said_comment,
        "reasons": tuple(row.said_reasons),
        "customer_says_solved": row.said_solved_at_once,
        "answered_at": row.said_answered_at,
        "language": row.said_language,
        "themes": tuple(row.said_themes),
    }


def _imported(row: Any, scope: Scope) -> Exported:
    return Exported(
        kind=Kind.IMPORTED,
        id=imports.id_in_file(row.external_key or "", row.source),
        **_discreet({name: getattr(row, name) for name in SEGMENTS}, scope),
        survey=row.survey,
        definition=row.definition,
        score=row.score,
        comment=row.comment,
        reasons=tuple(row.reasons),
        language=row.language,
        themes=tuple(row.themes),
        answered_at=row.answered_at,
    )


def _anonymous(row: Any) -> Exported:
    return Exported(
        kind=Kind.ANONYMOUS,
        customer_says_solved=row.solved_at_once,
        survey=row.survey,
        definition=row.definition,
        score=row.score,
        comment=masking.masked(row.comment),
        reasons=tuple(row.reasons),
        language=row.language,
        themes=tuple(row.themes),
    )
