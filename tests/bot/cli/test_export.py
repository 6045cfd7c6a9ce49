"""An export is a whole file or none, that every spreadsheet and program reads."""

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from tests.bot.cli.conftest import FULL, Kompas
from tests.bot.cli.seeding import seed, week
from tests.bot.conftest import BOTH_DATABASES


@pytest.fixture
def filled(kompas: Kompas, answers: Path) -> Kompas:
    kompas("import", str(answers), *FULL)
    return kompas


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_rows_go_to_a_file_named_after_the_question(
    filled: Kompas, answers: Path, tmp_path: Path
) -> None:
    done = filled("export", "nps 2021-Q4", "team:uk")
    assert (done.code, done.err) == (0, "")
    assert done.out == "25 rows written to kompas-nps-2021-Q4-team-uk.csv.\n"
    path = tmp_path / "kompas-nps-2021-Q4-team-uk.csv"
    rows = read(path.read_bytes().decode())
    assert {(row["kind"], row["team"], row["trigger"]) for row in rows} == {
        ("imported", "UK", "campaign")
    }
    assert sum(int(row["score"]) >= 9 for row in rows) == 15
    names = {row["ID"] for row in read(answers.read_text())}
    assert {row["id"] for row in rows} <= names
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.glob(".*part")] == []


def test_a_machine_reads_json_lines_from_stdout(
    kompas: Kompas, database_url: str, answers: Path
) -> None:
    seed(database_url, week)
    done = kompas("export", "csat", "2026-11", "--format", "jsonl", "--output", "-")
    assert (done.code, done.err) == (0, "")
    rows = {row["id"]: row for row in map(json.loads, done.out.splitlines())}
    assert rows["T-2"]["outcome"] == "not_asked"
    assert rows["T-1"]["resolved_at"] == "2026-11-18T13:00:00+01:00"
    assert (rows["T-1"]["team"], rows["T-1"]["score"]) == ("Network", None)


@BOTH_DATABASES
def test_who_reads_only_the_beginning_is_told_so(
    filled: Kompas, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (("export", "nps 2021", "--output", "-"), ("summary", "nps 2021")):
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "w", encoding="utf-8") as nowhere, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", nowhere)
            done = filled(*arguments)
        told = "Nobody reads on, so not everything was printed.\n"
        assert (done.code, done.err) == (1, told), arguments


def test_a_mark_stands_in_front_where_it_is_wanted(filled: Kompas) -> None:
    done = filled("export", "nps", "2021", "--bom", "--output", "-")
    assert done.out.startswith("\ufeffkind,id,url,")
    refused = filled("export", "nps", "2021", "--bom", "--format", "jsonl", "--output", "-")
    assert (refused.code, refused.out) == (2, "")
    assert "--bom is for CSV" in refused.err


def test_a_failed_export_leaves_what_was_there(filled: Kompas, tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text("old")
    done = filled("export", "nps 2021 team:MEXX", "--output", str(old))
    assert done.code == 2
    assert done.err.endswith('Did you mean MEX? Try kompas export nps 2021 team:"MEX"\n')
    assert old.read_text() == "old"
    missing = filled("export", "nps 2021", "--output", str(tmp_path / "no" / "a.csv"))
    assert missing.code == 1
    assert "no such file or directory" in missing.err


def test_a_summary_points_to_it_and_what_is_no_question_for_rows_is_refused(
    filled: Kompas,
) -> None:
    assert "kompas export" in filled("summary", "nps export").err
    for question, words in (
        ("nps trend", "so leave trend out"),
        ("nps wek", "Did you mean"),
        ("nps why", ""),
    ):
        done = filled("export", question)
        assert done.code != 0, question
        assert words in done.err, question
