"""Hooks that a form made in order to be tried, and that nobody saved yet."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import hooks, rows
from kpi.store.tables import Hook

MARK: Mapping[str, str] = {"unsaved": "yes"}
"""Among the options of such a hook."""

_TABLE = rows.table(Hook)


def is_unsaved(hook: Hook) -> bool:
    """Tell whether nobody saved a hook, and nothing else shows that it is wanted."""
    return hook.options.keys() >= MARK.keys() and hook.last_event_at is None and hook.token is None


def saved(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options of a hook once somebody saved it."""
    return {name: value for name, value in options.items() if name not in MARK}


async def remove(connection: AsyncConnection, hook: Hook) -> bool:
    """Close a door that nobody saved and nobody came by; False where it is wanted after all."""
    mine = (_TABLE.c.workspace_id == hook.workspace_id) & (_TABLE.c.id == hook.id)
    found = await rows.first(connection, Hook, select(_TABLE).where(mine).with_for_update())
    if found is None or not is_unsaved(found):
        return False
    await hooks.remove(connection, found)
    return True
