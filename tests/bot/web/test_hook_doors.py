import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.rush import Rush
from bot.secrets import SecretBox, SecretUnreadable
from bot.sources.standard import STANDARD
from bot.web.hook_doors import Door, Doors
from kpi.store import hooks, rows
from kpi.store.database import Database
from kpi.store.tables import Hook, Workspace
from tests.moments import NOW

BOX = SecretBox([b"k" * 32])


async def make(database: Database, workspace: Workspace, box: SecretBox = BOX) -> None:
    await database.writer.work(
        lambda connection: hooks.create(
            connection,
            workspace.id,
            id="desk",
            source="standard",
            secret=box.seal(b"whsec_1"),
            now=NOW,
        )
    )


async def test_finds_the_hook_with_its_secret_opened(
    database: Database, workspace: Workspace
) -> None:
    await make(database, workspace)
    door = await Doors(database, BOX, Rush()).find("desk")
    assert door is not None
    assert (door.workspace_id, door.source.name, door.secrets(NOW)) == (
        workspace.id,
        "standard",
        ["whsec_1"],
    )


async def test_an_unknown_hook_is_none(database: Database) -> None:
    assert await Doors(database, BOX, Rush()).find("none") is None


async def test_a_secret_sealed_with_a_lost_key_is_told(
    database: Database, workspace: Workspace
) -> None:
    await make(database, workspace, SecretBox([b"x" * 32]))
    with pytest.raises(SecretUnreadable):
        await Doors(database, BOX, Rush()).find("desk")


def test_the_old_secret_counts_until_its_end() -> None:
    door = Door(
        workspace_id="T",
        hook_id="desk",
        source=STANDARD,
        secret="new",
        old_secret="old",
        old_secret_until=NOW,
    )
    assert door.secrets(NOW - timedelta(seconds=1)) == ["new", "old"]
    assert door.secrets(NOW) == ["new"]


async def test_a_change_waits_for_those_inside_and_is_seen_by_those_after(
    database: Database, workspace: Workspace
) -> None:
    await make(database, workspace)
    doors = Doors(database, BOX, Rush())
    seen: list[str] = []

    async def visit(seconds: float) -> None:
        async with doors.entering():
            door = await doors.find("desk")
            await asyncio.sleep(seconds)
            seen.append(door.source.name if door else "")

    async def change() -> None:
        table = rows.table(Hook)
        async with doors.changing():
            seen.append("changed")
            await database.writer.work(
                lambda connection: connection.execute(update(table).values(source="zendesk"))
            )

    async with asyncio.TaskGroup() as group:
        group.create_task(visit(0.05))
        await asyncio.sleep(0.01)
        group.create_task(change())
        await asyncio.sleep(0.01)
        group.create_task(visit(0))
    assert seen == ["standard", "changed", "zendesk"]
