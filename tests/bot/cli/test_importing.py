"""Imports from anybody's export, with everything that can be wrong with one."""

import os
import pty
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bot.cli.conftest import COLUMNS, FULL, Kompas
from tests.bot.conftest import BOTH_DATABASES

HEADER = "ID,Market,Survey date,NPS\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@BOTH_DATABASES
def test_a_file_is_imported_once_however_often_and_counted(kompas: Kompas, answers: Path) -> None:
    done = kompas("import", str(answers), *FULL)
    assert (done.code, done.err) == (0, "")
    assert "65 answers imported, 0 were here already, 0 rows could not be used." in done.out
    assert "dates %d/%m/%y" in done.out
    again = kompas("import", str(answers), *FULL)
    assert again.code == 0
    assert "0 answers imported, 65 were here already" in again.out
    assert kompas("verify").code == 0

    summary = kompas("summary", "nps 2021-Q4 by team", "--json").json
    assert summary["n"] == 65
    assert summary["value"] == pytest.approx(100 * (35 - 18) / 65)
    assert summary["counts"]["10"] == 30
    parts = {part["name"]: (part["n"], part["value"]) for part in summary["segments"]}
    assert parts == {"UK": (25, 36.0), "US": (20, 20.0), "MEX": (20, 20.0)}


def test_bad_rows_are_named_and_stop_nobody(kompas: Kompas, tmp_path: Path) -> None:
    rows = (
        "1,UK,25/12/21,9\n"
        "2,UK,25/12/21,11\n"
        '3,UK,25/12/21,"9\n'
        "4,UK,25/12/21\n"
        "5,UK,31/02/21,9\n"
        "1,UK,26/12/21,9\n"
        f"6,{'x' * 140_000},26/12/21,9\n"
        "7,UK,26/12/21,8\n"
    )
    path = write(tmp_path / "broken.csv", HEADER + rows)
    done = kompas("import", str(path), *FULL)
    assert done.code == 0
    assert "2 answers imported, 0 were here already, 6 rows could not be used." in done.out
    named = [line.removeprefix(f"{path}, line ").split(":")[0] for line in done.err.splitlines()]
    assert named == ["3", "4", "5", "6", "7", "8"]
    assert 'line 7: the id "1" stands on line 2 too.' in done.err


def test_a_machine_reads_the_same(kompas: Kompas, tmp_path: Path) -> None:
    path = write(tmp_path / "broken.csv", f"{HEADER}1,UK,25/12/21,9\n2,UK,25/12/21,\n")
    assert kompas("import", str(path), *FULL, "--json").json == {
        "file": str(path),
        "preset": None,
        "metric": "nps",
        "dry_run": False,
        "encoding": "utf-8",
        "delimiter": ",",
        "date_format": "%d/%m/%y",
        "usable": 1,
        "new": 1,
        "unanswered": 0,
        "of_other_surveys": 0,
        "bad": [{"line": 3, "reason": "no score"}],
    }


def test_a_dry_run_shows_what_it_understood_and_stores_nothing(
    kompas: Kompas, answers: Path
) -> None:
    done = kompas("import", str(answers), *FULL, "--dry-run")
    assert done.code == 0
    assert "65 answers understood, 0 rows could not be used; nothing was stored." in done.out
    assert "2021-11-02 11:00" in done.out
    assert kompas("summary", "nps 2021", "--json").json["n"] == 0


def test_other_encodings_and_delimiters_are_recognised(kompas: Kompas, tmp_path: Path) -> None:
    columns = ("--metric", "nps", "--score-column", "nps", "--date-column", "datum")
    more = ("--segment", "team=Team", "--comment-column", "Tekst")
    teams = []
    for encoding in ("utf-8-sig", "latin-1", "utf-16"):
        teams.append(f"Één {encoding}")
        rows = f"2021-12-25;9;{teams[-1]};Prima, zo'n café\n2021-12-26;2;{teams[-1]};Nee\n"
        path = write(tmp_path / f"{encoding}.csv", f"Datum;NPS;Team;Tekst\n{rows}", encoding)
        assert kompas("import", str(path), *columns, *more).code == 0, encoding
    parts = kompas("summary", "nps 2021 by team", "--json").json["segments"]
    assert {part["name"] for part in parts} == set(teams)
    assert kompas("summary", "nps 2021 comments").out.count("Prima, zo'n café") == len(teams)


def test_ambiguous_dates_are_refused_without_a_terminal(kompas: Kompas, tmp_path: Path) -> None:
    path = write(tmp_path / "dates.csv", f"{HEADER}1,UK,03/04/21,9\n")
    done = kompas("import", str(path), *FULL)
    assert done.code == 2
    assert "3 April 2021 (%d/%m/%y)" in done.err
    assert "4 March 2021 (%m/%d/%y)" in done.err
    assert "--date-format" in done.err
    assert kompas("summary", "nps 2021", "--json").json["n"] == 0
    assert kompas("import", str(path), *FULL, "--date-format", "%m/%d/%y").code == 0
    assert kompas("summary", "nps 2021-03", "--json").json["n"] == 1


def test_in_a_terminal_ambiguous_dates_are_asked_about(tmp_path: Path) -> None:
    path = write(tmp_path / "dates.csv", f"{HEADER}1,UK,03/04/21,9\n")
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", "import", str(path), *FULL, "--dry-run"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/asked.db"},  # noqa: TID251 - a process of its own
    ) as running:
        os.write(ours, b"7\n2\n")
        out, _ = running.communicate(timeout=60)
    asked = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0
    assert "2  4 March 2021 (%m/%d/%y)" in asked
    assert "Type 1 or 2." in asked
    assert "dates %m/%d/%y" in out


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_file_fails(kompas: Kompas, tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "empty.csv", text)
    done = kompas("import", str(path), *FULL)
    assert (done.code, done.err) == (1, f"{path} is empty.\n")


def test_a_file_without_rows_or_without_one_that_can_be_read_says_which(
    kompas: Kompas, tmp_path: Path
) -> None:
    path = write(tmp_path / "header.csv", HEADER)
    done = kompas("import", str(path), *FULL)
    assert (done.code, done.err) == (1, f"{path} has no rows below its header.\n")

    path = write(tmp_path / "broken.csv", f'{HEADER}1,UK,"25/12/21,9\n')
    done = kompas("import", str(path), *FULL)
    assert done.code == 1
    assert "line 2: a quotation mark that is never closed" in done.err


def test_a_missing_file_fails(kompas: Kompas, tmp_path: Path) -> None:
    done = kompas("import", str(tmp_path / "absent.csv"), *FULL)
    assert done.code == 1
    assert "no such file or directory" in done.err


def test_a_file_without_a_usable_row_fails(kompas: Kompas, tmp_path: Path) -> None:
    path = write(tmp_path / "bad.csv", f"{HEADER}1,UK,25/12/21,99\n")
    done = kompas("import", str(path), *FULL)
    assert done.code == 1
    assert "line 2: 99 is not on the scale" in done.err
    assert done.err.endswith("could be used.\n")


def test_wrong_usage_is_named(kompas: Kompas, answers: Path) -> None:
    for wrong, words in (
        (("--score-column", "NSP"), 'no column NSP. Did you mean "NPS"?'),
        (("--segment", "taem=Market"), "--segment taem=Market is not SEGMENT=COLUMN"),
        (("--segment", "team=ID"), "--segment team is given twice"),
        (("--date-format", "dd/mm/yy"), "dd/mm/yy is not a date format"),
        (("--date-format", "%q"), "%q is not a date format"),
        (("--encoding", "utf-99"), "no encoding utf-99"),
        (("--delimiter", ";;"), "A delimiter is one character"),
        (("--metric", "nsp"), "'nsp' is not one of"),
    ):
        done = kompas("import", str(answers), *FULL, *wrong)
        assert done.code == 2, wrong
        assert words in done.err, wrong
        assert done.err.count("\n") == 1, wrong


def test_without_ids_equal_rows_all_count_once_a_file(kompas: Kompas, tmp_path: Path) -> None:
    path = write(tmp_path / "same.csv", f"{HEADER}{',UK,25/12/21,9' * 1}\n,UK,25/12/21,9\n")
    for _ in range(2):
        assert kompas("import", str(path), *COLUMNS).code == 0
    assert kompas("summary", "nps 2021", "--json").json["n"] == 2


EXPORTS = {
    "zendesk": (
        "Id,Group,Assignee,Organization,Via,Priority,Solved at,Satisfaction Score,Group stations\n"
        "41,Network,Anna,Acme,Mail,High,2021-11-02 09:00,Good,1\n"
        "42,Network,Anna,Acme,Mail,High,2021-11-02 10:00,Bad,1\n"
        "43,Network,Anna,Acme,Mail,High,2021-11-02 11:00,Offered,1\n"
    ),
    "delighted": (
        "Response ID,Score,Comment,Survey type,Created at\n"
        "a1,5,Great,CSAT,2021-11-02 09:00:00 UTC\na2,2,,csat,2021-11-02 10:00:00 UTC\n"
        "a3,,,CSAT,2021-11-02 10:00:00 UTC\n"
    ),
    "zendesk-explore": (
        "Ticket ID,Ticket satisfaction rating,Ticket satisfaction comment,Ticket updated - Date\n"
        "51,Good,Great,2021-11-02\n52,Bad,,2021-11-02\n53,Offered,,2021-11-02\n"
    ),
    "delighted-api": (
        "id,survey_type,score,comment,permalink,created_at\n"
        "b1,csat,5,Great,,1635843600\nb2,csat,2,,,1635847200\nb3,csat,,,,1635847200\n"
    ),
    "intercom": (
        "Conversation ID,Updated at (America/New_York),Conversation rating,"
        "Conversation rating remark,Last teammate rated,Company name\n"
        "7,2021-11-02 22:30:00,5,Great,Anna,Acme\n8,2021-11-02 10:00:00,1,,Anna,Acme\n"
        "9,2021-11-02 10:00:00,,,Anna,Acme\n"
    ),
    "freshdesk": (
        "Ticket ID,Group,Agent,Source,Priority,Resolved time,Survey results\n"
        "41,Network,Anna,Email,High,2021-11-02 09:00:00,Extremely Happy\n"
        "42,Network,Anna,Email,High,2021-11-02 09:00:00,Extremely Unhappy\n"
        "43,Network,Anna,Email,High,2021-11-02 09:00:00,\n"
    ),
    "surveymonkey": (
        "Respondent ID,Collector ID,End Date,How satisfied are you with our help?,Why?\n"
        ",,,Response,Open-Ended Response\n"
        "1,9,11/02/2021 09:00:00 AM,Very satisfied,Great\n"
        "2,9,11/30/2021 09:00:00 AM,Very dissatisfied,\n3,9,11/02/2021 09:00:00 AM,,\n"
    ),
}


def test_exports_of_known_tools_need_no_columns_named(kompas: Kompas, tmp_path: Path) -> None:
    for name, text in EXPORTS.items():
        path, tool = write(tmp_path / f"{name}.csv", text), name.partition("-")[0]
        named = ("--preset", tool) if tool == "zendesk" else ()
        done = kompas("import", str(path), *named, "--json")
        assert (done.code, done.err) == (0, ""), tool
        report = done.json
        assert (report["preset"], report["metric"]) == (tool, "csat")
        assert (report["new"], report["unanswered"], report["bad"]) == (2, 1, []), tool
    summary = kompas("summary", "csat 2021-11 by source", "--json").json
    assert (summary["n"], summary["value"]) == (2 * len(EXPORTS), 50.0)
    parts = {part["name"]: (part["n"], part["value"]) for part in summary["segments"]}
    files = Counter(name.partition("-")[0] for name in EXPORTS)
    assert parts == {tool: (2 * n, 50.0) for tool, n in files.items()}
    assert kompas("verify").code == 0


def test_a_moment_is_in_the_zone_that_its_column_names(kompas: Kompas, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", EXPORTS["intercom"])
    done = kompas("import", str(path), "--dry-run")
    assert "An export of Intercom: CSAT, score from Conversation rating" in done.out
    assert "2021-11-03 02:30" in done.out


def test_nothing_is_imported_onto_another_scale(kompas: Kompas, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", "Score,Comment,Survey type,Date\n5,,CES,2021-11-02\n")
    done = kompas("import", str(path))
    assert done.code == 2
    assert "choose the same scale for the survey first" in done.err
