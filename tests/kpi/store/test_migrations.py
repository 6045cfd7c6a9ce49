import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from kpi.store import hooks, migrations
from kpi.store.database import Database
from kpi.store.tables import METADATA

OLDER = """
INSERT INTO hook_event (workspace_id, id, hook_id, key, body, state, reason, received_at)
VALUES ('T1', '00000000000000000000000000000001', 'h1', '1', '{}', 'stored', '', '2026-11-18 12:00')
"""
"""What the first release writes of a webhook."""


def drift(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def test_the_revisions_are_those_of_alembic_in_its_order() -> None:
    script = ScriptDirectory(str(migrations.HERE))
    steps = [step.revision for step in script.walk_revisions("base", "heads")]
    assert list(migrations.revisions()) == steps[::-1]
    assert migrations.newest() == script.get_current_head()


async def test_the_revision_is_the_one_alembic_reads(database: Database) -> None:
    async with database.reading() as connection:
        found = await connection.run_sync(migrations.revision)
        assert found == await connection.run_sync(
            lambda known: MigrationContext.configure(known).get_current_revision()
        )


async def test_the_steps_lead_to_the_tables_as_declared(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.run_sync(drift) == []


async def test_a_migration_that_was_killed_midway_is_run_again(tmp_path: Path) -> None:
    path = tmp_path / "kompas.db"
    with sqlite3.connect(path) as half:
        half.execute("BEGIN")
        half.execute("CREATE TABLE workspace (id TEXT)")
        half.rollback()  # what a kill before the commit leaves
    half.close()
    database = Database.open(f"sqlite:///{path}")
    await database.migrate()
    async with database.reading() as connection:
        assert await connection.run_sync(drift) == []
    await database.close()


async def test_a_database_of_the_first_release_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "kompas.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as older:
        migrations.upgrade(older, "0001")
        older.execute(text(OLDER))
    engine.dispose()
    database = Database.open(f"sqlite:///{path}")
    await database.migrate()
    async with database.reading() as connection:
        assert await connection.run_sync(drift) == []
        assert [event.headers for event in await hooks.waiting(connection, 10)] == [{}]
    await database.close()


async def test_a_replica_of_the_first_release_goes_on_writing(database: Database) -> None:
    await database.writer.work(lambda connection: connection.execute(text(OLDER)))
    async with database.reading() as connection:
        (event,) = await hooks.waiting(connection, 10)
    assert event.headers == {}
