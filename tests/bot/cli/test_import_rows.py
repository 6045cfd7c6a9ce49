"""Rows go to the database in pieces, whatever their number."""

from pathlib import Path

import pytest

from bot.cli import import_rows
from tests.bot.cli.conftest import COLUMNS, Kompas

HEADER = "Survey date,NPS\n"


@pytest.mark.parametrize("rows", [1, import_rows.PIECE, import_rows.PIECE + 1])
def test_every_piece_arrives(kompas: Kompas, tmp_path: Path, rows: int) -> None:
    path = tmp_path / "many.csv"
    path.write_text(HEADER + "2021-12-25,9\n" * rows)
    assert kompas("import", str(path), *COLUMNS, "--json").json["new"] == rows
    assert kompas("import", str(path), *COLUMNS, "--json").json["new"] == 0
    assert kompas("summary", "nps 2021", "--json").json["n"] == rows


def test_a_dry_run_makes_no_database(
    kompas: Kompas, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    done = kompas("import", str(answers), *COLUMNS, "--dry-run")
    assert done.code == 0
    assert "65 answers understood" in done.out
    assert not (tmp_path / "new.db").exists()
