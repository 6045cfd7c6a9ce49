"""Rows go to the database in pieces, whatever their number."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from typing_extensions import override

from bot.cli import import_rows
from bot.cli.import_report import Report
from bot.clock import Clock
from bot.config import Settings
from bot.importing import dates, plans
from bot.importing.file import Given, Unreadable
from bot.importing.plans import Told
from kpi.metrics import Metric
from kpi.store.imports import Imported
from tests.bot.cli.conftest import COLUMNS, Kompas

HEADER = "Survey date,NPS\n"


class CutShort(Report):
    """An import that ends after its first piece."""

    @override
    def heard(self, piece: Sequence[Imported]) -> None:
        if self.new:
            raise Unreadable("The disk is gone.")
        super().heard(piece)


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


async def test_what_is_cut_short_says_how_much_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    path = tmp_path / "long.csv"
    path.write_text(HEADER + "2021-12-25,9\n" * 2 * import_rows.PIECE)
    told = Told(metric=Metric.NPS, score="NPS", date="Survey date")
    plan = plans.plan(path, told, Given())
    report = CutShort(plan=plan, date_format=dates.ISO, dry_run=False)
    with pytest.raises(Unreadable):
        await import_rows.read_in(Settings.load(), report, None, Clock())
    assert report.new == import_rows.PIECE
    assert capsys.readouterr().err == (
        f"{path} was not read to its end; {report.new} answers imported so far. "
        "Import it again, and only the rest is added.\n"
    )
