"""Tables are made on purpose on Postgres, by themselves on embedded SQLite."""

import sqlite3
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Kompas


@pytest.fixture
def empty(kompas: Kompas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kompas:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    return kompas


def test_migrating_twice_changes_nothing(empty: Kompas) -> None:
    assert empty("migrate").out == "The tables are made.\n"
    assert empty("migrate").out == "The tables are of this release already.\n"


def test_an_embedded_database_makes_itself_for_who_writes(empty: Kompas, tmp_path: Path) -> None:
    assert empty("survey", "set", "csat", "delay=0s").code == 0
    assert (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    "words",
    ["verify", "summary", "ledger", "survey list", "survey show csat", "connect list", "doctor"],
)
def test_reading_makes_no_database(empty: Kompas, tmp_path: Path, words: str) -> None:
    done = empty(*words.split())
    assert done.code == 1
    assert "new.db" in done.out + done.err
    assert "kompas serve" in done.out + done.err
    assert not (tmp_path / "new.db").exists()


def test_a_newer_database_is_left_alone(empty: Kompas, tmp_path: Path) -> None:
    empty("migrate")
    with sqlite3.connect(tmp_path / "new.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    connection.close()
    for verb in ("migrate", "verify"):
        done = empty(verb)
        assert done.code == 1
        assert "newer release" in done.err


@pytest.mark.parametrize(
    ("address", "code"), [("postgresql://localhost:1/kompas", 1), ("sqlite:////nowhere/k.db", 2)]
)
def test_a_database_that_is_away_is_a_sentence(
    kompas: Kompas, monkeypatch: pytest.MonkeyPatch, address: str, code: int
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    for verb in ("verify", "migrate"):
        done = kompas(verb)
        assert done.code == code
        assert "database" in done.err.lower()
        assert done.err.count("\n") == 1


def test_a_file_that_is_no_database_is_a_sentence(empty: Kompas, tmp_path: Path) -> None:
    (tmp_path / "new.db").write_bytes(b"not a database" * 100)
    done = empty("verify")
    assert done.code == 1
    assert done.err.count("\n") == 1
