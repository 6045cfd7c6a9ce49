"""Answers that were asked for by hand, where a number has no others.

Hand-picked people flatter, so these count in no number that does not ask for them. Where they are
all there is, whoever asked for one has to read that it arrived.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import scores
from kpi.changes import FEW
from kpi.metrics import ASKED, Metric
from kpi.query import Query
from kpi.store import filing, score_counts, summaries
from kpi.store.tables import Survey, Workspace
from kpi.store.tallies import BY_HAND
from kpi.summary import Summary


async def beside(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    found: Sequence[Summary],
    now: datetime,
) -> tuple[Summary, ...]:
    """Give summaries with the number of answers by hand, where they have no answers of their own.

    Nothing is looked for where each has some, or where the question names a trigger. Answers that
    must stay hidden, because they are few, are not counted.

    Args:
        connection: only reads.
        workspace: whose answers.
        query: what was asked.
        found: the answers to it.
        now: decides which version of a survey is meant.
    """
    empty = tuple(one.metric for one in found if one.score is None and one.metric in ASKED)
    if not empty or "trigger" in query.filters:
        return tuple(found)
    counted = await _counted(connection, workspace, replace(query, metrics=empty), now)
    return tuple(replace(one, by_hand=counted.get(one.metric, 0)) for one in found)


async def _counted(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> dict[Metric, int]:
    named = await summaries.surveys_of(connection, workspace, query)
    asked = await summaries.asked_in(connection, named, query.period, now)
    filters = await filing.filed_as(connection, workspace, query.filters) | {"trigger": BY_HAND}
    days = query.period.first, query.period.until
    wanted = [score_counts.of_survey(one.survey, *days, filters=filters) for one in asked]
    counts = await score_counts.of_several(connection, wanted)
    numbers = [sum(scores.merge(counts[one].values()).values()) for one in wanted]
    return {
        Metric(one.survey.metric): n
        for one, n in zip(asked, numbers, strict=True)
        if _may_show(one.survey, query, n)
    }


def _may_show(survey: Survey, query: Query, n: int) -> bool:
    return n >= max(FEW, summaries.fewest(survey)) or not summaries.is_private(survey, query)
