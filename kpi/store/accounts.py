"""Accounts: customer organisations as admins map them, each to the channel where they are asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.details import LONGEST
from kpi.store import rows
from kpi.store.tables import Account

_TABLE = rows.table(Account)


def names_of(account: str, email: str) -> list[str]:
    """Return the names under which an organisation may be mapped, the nearest first.

    Its name on the ticket, or else the domain of its people's addresses.
    """
    domain = email.rpartition("@")[2]
    return [key for name in (account, domain) if (key := _key(name))]


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[Account]:
    """Return the accounts by name."""
    mine = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id)
    return await rows.every(connection, Account, mine.order_by(_TABLE.c.key))


async def of_channel(
    connection: AsyncConnection, workspace_id: str, channel_id: str
) -> Account | None:
    """Return the account that is served in a channel; the first by name of several."""
    mine = (_TABLE.c.workspace_id == workspace_id) & (_TABLE.c.channel_id == channel_id)
    return await rows.first(connection, Account, select(_TABLE).where(mine).order_by(_TABLE.c.key))


async def channel_of(connection: AsyncConnection, workspace_id: str, names: Sequence[str]) -> str:
    """Return the channel of the first of these names (see `names_of`) that has one, or none."""
    mine = (_TABLE.c.workspace_id == workspace_id) & _TABLE.c.key.in_(names)
    found = await rows.every(connection, Account, select(_TABLE).where(mine))
    channels = {one.key: one.channel_id for one in found}
    return next((channels[name] for name in names if name in channels), "")


async def put(
    connection: AsyncConnection, workspace_id: str, name: str, channel_id: str, now: datetime
) -> None:
    """Map an account to its channel, in place of the channel it had."""
    fresh = Account(
        workspace_id=workspace_id,
        key=_key(name),
        name=" ".join(name.split())[:LONGEST],
        channel_id=channel_id,
        created_at=now,
    )
    insert = rows.insert_into(connection, Account).on_conflict_do_update(
        index_elements=["workspace_id", "key"],
        set_={"name": fresh.name, "channel_id": channel_id},
    )
    await connection.execute(insert, rows.values([fresh]))


async def remove(connection: AsyncConnection, workspace_id: str, name: str) -> bool:
    """Take an account off the map; False when it was not there."""
    mine = (_TABLE.c.workspace_id == workspace_id) & (_TABLE.c.key == _key(name))
    return (await connection.execute(delete(_TABLE).where(mine))).rowcount == 1


def _key(name: str) -> str:
    return " ".join(name.split()).lower()[:LONGEST]
