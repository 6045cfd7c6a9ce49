"""Questions about the numbers under a name: leads keep them, whoever may read numbers asks them."""

import unicodedata
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound, Refused
from kpi.store import rows
from kpi.store.tables import SavedView

MOST = 20
"""Of one workspace: they are listed in one message."""
_TABLE = rows.table(SavedView)


def key(name: str) -> str:
    """Give what names that differ in capitals, accents or spaces have in common."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[SavedView]:
    """Return all views by their names."""
    mine = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id)
    return await rows.every(connection, SavedView, mine.order_by(_TABLE.c.key))


async def save(
    connection: AsyncConnection,
    workspace_id: str,
    name: str,
    *,
    question: str,
    by: str,
    now: datetime,
) -> SavedView | None:
    """Keep a question under a name; returns the view that had the name before, if any.

    Raises:
        Refused: there are `MOST` others already.
    """
    view = SavedView(
        workspace_id=workspace_id,
        key=key(name),
        name=name,
        question=question,
        created_by=by,
        created_at=now,
    )
    before = await _find(connection, workspace_id, name)
    if before is None:
        await _require_room(connection, workspace_id)
    inserted = rows.insert_into(connection, SavedView).values(rows.values([view])[0])
    told = {column: getattr(view, column) for column in ("name", "question", "created_by")}
    await connection.execute(
        inserted.on_conflict_do_update(index_elements=("workspace_id", "key"), set_=told)
    )
    return before


async def remove(connection: AsyncConnection, workspace_id: str, name: str) -> SavedView:
    """Take a view away and return it. Raises NotFound."""
    view = await _find(connection, workspace_id, name)
    if view is None:
        raise NotFound("There is no view called {name}. See  /kpi views", name=name)
    await connection.execute(_TABLE.delete().where(_is(workspace_id, name)))
    return view


async def _find(connection: AsyncConnection, workspace_id: str, name: str) -> SavedView | None:
    statement = select(_TABLE).where(_is(workspace_id, name))
    return await rows.first(connection, SavedView, statement)


async def _require_room(connection: AsyncConnection, workspace_id: str) -> None:
    count = select(func.count()).where(_TABLE.c.workspace_id == workspace_id)
    if (await connection.execute(count)).scalar_one() >= MOST:
        raise Refused(
            "There are {count} views already, which is the most. Remove one first:  /kpi views",
            count=MOST,
        )


def _is(workspace_id: str, name: str) -> ColumnElement[bool]:
    return and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.key == key(name))
