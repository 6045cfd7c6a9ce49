from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.errors import WrongSetting
from kpi.store import migrations
from kpi.store.database import Database, SchemaState, missing_file
from kpi.store.tables import Workspace


async def test_a_new_file_becomes_current_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    database = Database.open(f"sqlite:///{path}")
    assert not path.exists(), "opening alone makes nothing"
    assert await database.schema_state() is SchemaState.EMPTY
    await database.migrate()
    assert await database.schema_state() is SchemaState.CURRENT
    modes = {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}  # noqa: ASYNC240 - a test may block
    assert modes == {0o600}
    await database.close()


def test_a_file_that_is_missing_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert missing_file(f"sqlite:///{path}") == path
    assert not path.exists()
    path.touch()
    assert missing_file(f"sqlite:///{path}") is None
    assert missing_file("postgresql://localhost/kompas") is None
    with pytest.raises(WrongSetting):
        missing_file("sqlite:////nowhere/k.db")


async def test_a_revision_we_do_not_know_is_of_a_newer_release(database: Database) -> None:
    await database.writer.work(
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = 'x'"))
    )
    assert await database.schema_state() is SchemaState.NEWER
    back = text("UPDATE alembic_version SET version_num = :newest")
    await database.writer.work(
        lambda connection: connection.execute(back, {"newest": migrations.newest()})
    )


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await database.migrate()
    assert await database.schema_state() is SchemaState.CURRENT


@pytest.mark.parametrize(
    "url",
    [
        "mysql://x",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:/x:y",
        "sqlite:////nowhere/x.db",
        "sqlite:////tmp",
        "sqlite:////proc/self/x.db",
    ],
)
async def test_an_address_of_neither_kind_is_refused(url: str) -> None:
    with pytest.raises(WrongSetting):
        Database.open(url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://localhost/x?sslmode=perhaps", "sslmode"),
        ("postgresql://127.0.0.1:99999/x", "port"),
        ("postgresql://localhost:secret/x", "port"),
    ],
)
async def test_an_address_the_driver_cannot_use_is_told_in_a_sentence(url: str, why: str) -> None:
    database = Database.open(url)
    with pytest.raises(WrongSetting, match=why) as caught:
        await database.ping()
    await database.close()
    assert "secret" not in str(caught.value)


async def test_what_is_read_together_is_as_of_one_moment(
    database: Database, workspace: Workspace
) -> None:
    zones = text("SELECT time_zone FROM workspace")
    moved = text("UPDATE workspace SET time_zone = 'Asia/Tokyo'")
    async with database.reading() as connection:
        before = (await connection.execute(zones)).scalars().all()
        await database.writer.work(lambda writing: writing.execute(moved))
        assert (await connection.execute(zones)).scalars().all() == before
    assert before == [workspace.time_zone]


async def test_sqlite_survives_a_power_cut_and_keeps_no_deleted_bytes(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/new.db")
    async with database.reading() as connection:
        settings = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    await database.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
