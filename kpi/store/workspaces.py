"""Workspaces: the tenants, each with its three surveys from the first moment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound, Refused
from kpi.metrics import ASKED, Metric, standard
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import METADATA, Survey, Workspace

WHOLE_PAST = UUID(int=2**128 - 1)
"""The highest id of all: up to it, the past is reckoned of a workspace that owes nothing."""

_TABLE = rows.table(Workspace)
_FOUND = select(_TABLE).where(rows.as_given(_TABLE, "id"))


async def find(connection: AsyncConnection, workspace_id: str) -> Workspace:
    """Return a workspace. Raises NotFound when there is none with this id."""
    found = await rows.first(connection, Workspace, _FOUND, given_id=workspace_id)
    if found is None:
        raise NotFound("There is no workspace {workspace} here.", workspace=workspace_id)
    return found


async def every(connection: AsyncConnection) -> list[Workspace]:
    """Return all workspaces, the oldest first."""
    return await rows.every(
        connection, Workspace, select(_TABLE).order_by(_TABLE.c.created_at, _TABLE.c.id)
    )


async def only(connection: AsyncConnection) -> Workspace | None:
    """Return the one workspace there is; None when there is none, or more than one."""
    found = await rows.every(connection, Workspace, select(_TABLE).limit(2))
    return found[0] if len(found) == 1 else None


async def ensure(
    connection: AsyncConnection, workspace_id: str, *, name: str, now: datetime
) -> Workspace:
    """Return the workspace; an existing one stays as it is.

    A new one gets its surveys, and has no past to reckon.
    """
    fresh = Workspace(id=workspace_id, name=name, created_at=now, reckoned_through=WHOLE_PAST)
    if not await rows.add_new(connection, fresh):
        return await find(connection, workspace_id)
    await rows.add(connection, *(_survey(workspace_id, metric, now) for metric in ASKED))
    return fresh


async def adopt(connection: AsyncConnection, old_id: str, slack_id: str, *, name: str) -> Workspace:
    """Give a workspace its Slack id, in every table that carries one.

    Raises:
        NotFound: there is no workspace with the old id.
        Refused: the new id is taken; two workspaces are never merged.
    """
    await find(connection, old_id)
    if await rows.first(connection, Workspace, _FOUND, given_id=slack_id) is not None:
        raise Refused("The workspace {workspace} exists already.", workspace=slack_id)
    await connection.execute(
        update(_TABLE).where(_TABLE.c.id == old_id).values(id=slack_id, name=name)
    )
    for table in METADATA.sorted_tables:
        if "workspace_id" in table.c:
            mine = table.c.workspace_id == old_id
            await connection.execute(update(table).where(mine).values(workspace_id=slack_id))
    return await find(connection, slack_id)


async def change(connection: AsyncConnection, workspace_id: str, **columns: Any) -> Workspace:
    """Set columns of a workspace. Raises NotFound when there is none with this id."""
    await connection.execute(update(_TABLE).where(_TABLE.c.id == workspace_id).values(**columns))
    return await find(connection, workspace_id)


def _survey(workspace_id: str, metric: Metric, now: datetime) -> Survey:
    definition = standard(metric)
    return Survey(
        workspace_id=workspace_id,
        id=new_id(now),
        name=metric.value,
        metric=metric.value,
        definition=definition.key,
        version=definition.version,
        created_at=now,
    )
