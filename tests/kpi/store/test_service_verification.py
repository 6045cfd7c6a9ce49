from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import arrears, service_verification
from kpi.store.database import Database
from kpi.store.service_verification import Stray
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import HOME, event, read, take_in, write
from tests.moments import NOW


async def test_what_was_forgotten_is_named(database: Database, workspace: Workspace) -> None:
    for number in range(3):
        await take_in(database, event(external_id=f"T-{number}"))
    await take_in(database, event(source="hand", trigger="hand"))
    await write(database, arrears.catch_up, HOME, NOW)
    assert await read(database, service_verification.strays, HOME) == []
    await write(database, _spoil)
    assert await read(database, service_verification.strays, HOME) == [
        Stray("standard", "T-0"),
        Stray("", ""),
    ]
    first, *_ = await read(database, service_verification.differences, HOME)
    assert (first.stored, first.recounted) == ((3, 0), (2, 0))


async def _spoil(connection: AsyncConnection) -> None:
    told = "(SELECT id FROM interaction WHERE external_id = '{}')"
    for statement in (
        f"DELETE FROM reckoning WHERE interaction_id = {told.format('T-0')}",
        "DELETE FROM interaction WHERE external_id = 'T-1'",
    ):
        await connection.execute(text(statement))
