"""Who was helped and who was heard, part by part, as the tallies tell it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import silence
from kpi.answerers import COMPARED
from kpi.query import Query, View
from kpi.silence import Heard, Silence
from kpi.store import filing, reached_counts, score_counts, summaries
from kpi.store.reached_counts import Wanted
from kpi.store.score_counts import Counts
from kpi.store.tables import Survey, Workspace
from kpi.summary import Summary


async def of_question(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> list[Silence]:
    """Say for each metric of a question who is not heard.

    Args:
        connection: only reads.
        workspace: whose interactions and answers.
        query: its period, metrics and filters; what it is split by is what answers are weighed by.
        now: whoever may still answer is not silent.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    plain = replace(query, by=None, view=View.SUMMARY)
    if query.filters:
        filed = await filing.filed_as(connection, workspace, query.filters)
        plain = replace(plain, filters=filed)
    found = await summaries.answer(connection, workspace, plain, now)
    surveys = await summaries.surveys_of(connection, workspace, plain)
    asked = await summaries.asked_in(connection, surveys, plain.period, now)
    return [
        silence.of(await _heard(connection, one.survey, replace(plain, by=query.by), summary, now))
        for one, summary in zip(asked, found, strict=True)
    ]


async def _heard(
    connection: AsyncConnection, survey: Survey, query: Query, summary: Summary, now: datetime
) -> Heard:
    wanted = Wanted(survey=survey, query=query, names=(*COMPARED, "account"), now=now)
    parts = await reached_counts.of_period(connection, wanted)
    by = silence.weighed_by(parts, summary, query.by)
    return Heard(
        summary=summary,
        parts=parts,
        answers=await _counts(connection, survey, query, "account"),
        weighed_by=by,
        cells=await _counts(connection, survey, query, by) if by else {},
    )


async def _counts(
    connection: AsyncConnection, survey: Survey, query: Query, segment: str
) -> dict[str, Counts]:
    period = query.period
    wanted = score_counts.of_survey(
        survey, period.first, period.until, by=segment, filters=query.filters
    )
    return await score_counts.split(connection, wanted)
