"""The themes of a workspace: the ones that come with us, and what its admins made of them."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import theme_lists
from kpi.errors import NotFound
from kpi.store import rows
from kpi.store.tables import ThemeWords, Workspace
from kpi.themes import Dictionary, Theme

_TABLE = rows.table(ThemeWords)
_WORKSPACE = rows.table(Workspace)


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> Dictionary:
    """Return the themes that a workspace looks for, with their words."""
    return applied(await changes(connection, workspace_id))


async def held(connection: AsyncConnection, workspace_id: str) -> Dictionary:
    """Return the same to somebody who is about to change them: until the commit nobody else does.

    Without it two admins, each at another replica, could both add a theme of one name.
    """
    mine = select(_WORKSPACE.c.id).where(_WORKSPACE.c.id == workspace_id)
    await connection.execute(mine.with_for_update(key_share=True))
    return await of_workspace(connection, workspace_id)


async def changes(connection: AsyncConnection, workspace_id: str) -> list[ThemeWords]:
    """Return what a workspace made of its themes, in the order of their keys."""
    mine = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id).order_by(_TABLE.c.key)
    return await rows.every(connection, ThemeWords, mine)


def applied(changed: Iterable[ThemeWords]) -> Dictionary:
    """Give the themes that come with us, with what a workspace made of them."""
    return reduce(_with, changed, theme_lists.packaged())


async def save(
    connection: AsyncConnection, workspace_id: str, theme: Theme, *, by: str, now: datetime
) -> Dictionary:
    """Keep a theme, new or in place of the one with its key; returns all as they are now.

    Raises:
        WrongSetting: a name or a line of words that makes no sense, or too many themes.
    """
    before = await of_workspace(connection, workspace_id)
    after = theme_lists.checked(theme_lists.with_theme(before, theme))
    kept = {name: list(lines) for name, lines in theme.words.items()}
    await _put(
        connection,
        ThemeWords(
            workspace_id=workspace_id,
            key=theme.key,
            names=dict(theme.names),
            words=kept,
            changed_by=by,
            changed_at=now,
        ),
    )
    return after


async def remove(
    connection: AsyncConnection, workspace_id: str, key: str, *, by: str, now: datetime
) -> Dictionary:
    """Look for a theme no longer; returns the others. Raises NotFound when there is none."""
    before = await of_workspace(connection, workspace_id)
    if key not in {one.key for one in before.themes}:
        raise NotFound("This theme was removed.")
    gone = ThemeWords(
        workspace_id=workspace_id, key=key, is_removed=True, changed_by=by, changed_at=now
    )
    await _put(connection, gone)
    return theme_lists.without(before, key)


async def restore(connection: AsyncConnection, workspace_id: str, key: str) -> Dictionary:
    """Let a theme be as it comes with us; returns all as they are now."""
    await connection.execute(_TABLE.delete().where(_is(workspace_id, key)))
    return await of_workspace(connection, workspace_id)


def _with(dictionary: Dictionary, one: ThemeWords) -> Dictionary:
    if not one.is_removed:
        (theme,) = theme_lists.read(
            [{"key": one.key, "names": one.names, "words": one.words}]
        ).themes
        return theme_lists.with_theme(dictionary, theme)
    known = {theme.key for theme in dictionary.themes}
    return theme_lists.without(dictionary, one.key) if one.key in known else dictionary


async def _put(connection: AsyncConnection, one: ThemeWords) -> None:
    inserted = rows.insert_into(connection, ThemeWords).values(rows.values([one])[0])
    told = {name: inserted.excluded[name] for name in rows.names(ThemeWords)[2:]}
    await connection.execute(
        inserted.on_conflict_do_update(index_elements=("workspace_id", "key"), set_=told)
    )


def _is(workspace_id: str, key: str) -> ColumnElement[bool]:
    return and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.key == key)
