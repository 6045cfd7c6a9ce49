"""Filters that meet nothing together, though there is something under each of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.query import Query
from kpi.store import summaries
from kpi.store.tables import Workspace
from kpi.summary import Summary


async def told(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    found: Sequence[Summary],
    now: datetime,
) -> tuple[Summary, ...]:
    """Give summaries with `only_apart`, where that is so of all of them.

    Nothing is looked for where there is something, by hand too, or fewer than two filters.

    Args:
        connection: only reads.
        workspace: whose numbers.
        query: what was asked.
        found: the answers to it, with those by hand beside them.
        now: as in `summaries.answer`.
    """
    if len(query.filters) < 2 or any(one.has_facts or one.by_hand for one in found):  # noqa: PLR2004 - one stands with nothing
        return tuple(found)
    for name, value in query.filters.items():
        alone = replace(query, filters={name: value}, by=None)
        there = await summaries.answer(connection, workspace, alone, now)
        if not any(one.has_facts for one in there):
            return tuple(found)
    return tuple(replace(one, only_apart=True) for one in found)
