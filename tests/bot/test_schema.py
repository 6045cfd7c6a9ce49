from pathlib import Path

import pytest
from sqlalchemy import text

from bot import schema
from kpi.store.database import Database, SchemaState


async def test_an_empty_embedded_database_is_set_up(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/k.db")
    await schema.prepare(database, embedded=True)
    assert await database.schema_state() is SchemaState.CURRENT
    await schema.prepare(database, embedded=True)
    await database.close()


async def test_an_empty_shared_one_is_refused_saying_what_to_run(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/k.db")
    with pytest.raises(schema.NotReady, match="kompas migrate"):
        await schema.prepare(database, embedded=False)
    assert await database.schema_state() is SchemaState.EMPTY
    await database.close()


async def test_a_newer_one_is_refused(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/k.db")
    await database.migrate()
    newer = text("UPDATE alembic_version SET version_num = 'of_the_future'")
    await database.writer.work(lambda connection: connection.execute(newer))
    with pytest.raises(schema.NotReady, match="newer release"):
        await schema.prepare(database, embedded=True)
    await database.close()


async def test_a_file_that_is_no_database_is_told_without_talk_of_passwords(tmp_path: Path) -> None:
    (tmp_path / "k.db").write_bytes(b"no database at all" * 100)
    database = Database.open(f"sqlite:///{tmp_path}/k.db")
    with pytest.raises(schema.NotReady, match=r"not a database.*whole") as refused:
        await schema.prepare(database, embedded=True)
    assert "password" not in str(refused.value)
    await database.close()


async def test_one_that_is_away_is_told_plainly(unused_tcp_port: int) -> None:
    database = Database.open(f"postgresql://kompas@127.0.0.1:{unused_tcp_port}/kompas")
    with pytest.raises(schema.NotReady, match=f"{unused_tcp_port}.*Is it running"):
        await schema.prepare(database, embedded=False)
    await database.close()
