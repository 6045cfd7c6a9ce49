"""What the remarks of a question speak of: counts per theme, now and before, and some remarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.metrics import Metric, definition
from kpi.periods import Period
from kpi.query import Query
from kpi.spoken import Heard, Written
from kpi.store import (
    answer_rows,
    comments,
    dictionaries,
    filing,
    planner,
    score_counts,
    summaries,
    theme_counts,
)
from kpi.store.rows import table
from kpi.store.score_counts import Counts, Wanted
from kpi.store.tables import TALLIED, Response, Survey, Workspace
from kpi.store.theme_counts import ByTheme
from kpi.store.theme_tallies import ANY
from kpi.theme_scores import Told
from kpi.themes import OTHER, Dictionary

MOST = 200
"""Remarks of a metric that are read for quotes and words, the newest first."""

_response = table(Response).c


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """One survey of a question."""

    survey: Survey
    """With the version whose answers are meant."""
    now: Wanted
    before: Wanted


async def of_question(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    now: datetime,
    *,
    most: int = MOST,
) -> dict[Metric, Heard]:
    """Return what was heard of each metric that people are asked about.

    Shares are compared within the parts that the question is split by, or within teams, so that
    another mix of them is not taken for another opinion; with one filter as a whole. Asks by hand
    are left out as in `summaries`. Remarks are told and hidden as by `comments.latest`.

    Args:
        connection: only reads.
        workspace: whose answers.
        query: metrics, period, filters and what to split by.
        now: decides which version of a survey is meant.
        most: remarks that are read for quotes and words; 0 where nobody may see them.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    await planner.by_values(connection)
    found = await _heard(connection, workspace, query, now, most)
    if query.filters and not any(one.now for one in found.values()):
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            return await _heard(connection, workspace, replace(query, filters=filed), now, most)
    return found


async def _heard(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime, most: int
) -> dict[Metric, Heard]:
    surveys = await summaries.surveys_of(connection, workspace, query)
    if not surveys:
        return {}
    asked = await summaries.asked_in(connection, surveys, query.period, now)
    dictionary = await dictionaries.of_workspace(connection, workspace.id)
    abouts = [_about(one.survey, query) for one in asked]
    told = await _told(connection, abouts, dictionary)
    written = await _written(connection, workspace, query, abouts, most) if most else {}
    return {
        Metric(one.survey.metric): Heard(
            definition=definition(one.survey.definition),
            dictionary=dictionary,
            now=told[one.now],
            before=told[one.before],
            fewest=_fewest(one.survey, query),
            written=written.get(one.survey.id, ()),
        )
        for one in abouts
    }


def _about(survey: Survey, query: Query) -> _About:
    now, before = (
        _wanted(survey, query, period) for period in (query.period, query.period.previous())
    )
    return _About(survey=survey, now=now, before=before)


def _wanted(survey: Survey, query: Query, period: Period) -> Wanted:
    return score_counts.of_survey(
        survey, period.first, period.until, by=_by(query), filters=query.filters
    )


def _by(query: Query) -> str | None:
    """Choose groups of which there are counts; of one filter there are only those of its whole."""
    if len(query.filters) == 1 and not query.filters.keys().isdisjoint(TALLIED):
        return None
    return query.by if query.by in TALLIED else "team"


def _fewest(survey: Survey, query: Query) -> int:
    return summaries.fewest(survey) if summaries.is_private(survey, query) else 0


async def _told(
    connection: AsyncConnection, abouts: Iterable[_About], dictionary: Dictionary
) -> dict[Wanted, dict[str, Told]]:
    wanted = [one for about in abouts for one in (about.now, about.before)]
    answers = await score_counts.of_several(connection, wanted)
    themes = [*(one.key for one in dictionary.themes), OTHER]
    spoken = await theme_counts.of_several(connection, wanted, themes)
    return {
        one: {part: _of_part(counts, spoken[one].get(part, {})) for part, counts in parts.items()}
        for one, parts in answers.items()
    }


def _of_part(answers: Counts, spoken: ByTheme) -> Told:
    read = sum(spoken.get(ANY, {}).values())
    return Told(answers, read, {theme: one for theme, one in spoken.items() if theme != ANY})


async def _written(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    abouts: Sequence[_About],
    most: int,
) -> Mapping[UUID, Sequence[Written]]:
    """Return the newest remarks to the question of each survey, by its id."""
    tellable = {one.id for one in await comments.tellable(connection, workspace, query)}
    found: dict[UUID, Sequence[Written]] = {}
    for survey in (one.survey for one in abouts if one.survey.id in tellable):
        rows = await connection.execute(_newest(workspace, query, survey).limit(most))
        found[survey.id] = [_of_row(row, workspace) for row in rows]
    return found


def _newest(workspace: Workspace, query: Query, survey: Survey) -> Select[Any]:
    """Read remarks from the last day backwards, as the index of the answers goes."""
    order = (_response.day.desc(), _response.answered_at.desc(), _response.id.desc())
    return (
        answer_rows.answers(workspace, query, [survey])
        .where(_response.comment != "", _response.version == survey.version)
        .order_by(None)
        .order_by(*order)
    )


def _of_row(row: Any, workspace: Workspace) -> Written:
    return Written(
        score=row.score,
        text=row.comment,
        language=row.language or workspace.language,
        themes=row.themes,
        names=[row.name or "", row.agent.partition("@")[0]],
    )
