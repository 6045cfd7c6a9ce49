"""Tickets of an export are counted, found again, and ask nobody."""

from pathlib import Path

from bot.cli import import_rows
from tests.bot.cli.conftest import Kompas

ZENDESK = (
    "Id,Subject,Requester email,Assignee,Group,Tags,Status,Priority,Via,Created at,Solved at,"
    "Satisfaction Score,Reopens,First reply time in minutes,First resolution time in minutes\n"
    '41,VPN,a@acme.example,Anna,Network,"vpn home",Solved,High,Mail,'
    "2021-11-01 09:00,2021-11-01 13:00,Good,0,30,240\n"
    "42,Wifi,b@acme.example,Anna,Network,,Closed,High,Mail,"
    "2021-11-01 09:00,2021-11-03 09:00,Offered,1,60,120\n"
    "43,Late,c@acme.example,Anna,Network,,Open,High,Mail,2021-11-02 09:00,,Unoffered,0,,\n"
    "44,Odd,c@acme.example,Anna,Network,,Solved,High,Mail,2021-11-02 09:00,2021-11-01,,0,,\n"
)
FREE = "Nummer;Aan;Antwoord;Klaar;Groep\n{}"
NAMED = (
    *("--id-column", "nummer", "--opened-column", "aan", "--replied-column", "antwoord"),
    *("--resolved-column", "klaar", "--segment", "team=groep", "--source", "TOPdesk"),
)


def test_tickets_of_a_known_export_count_for_the_service(kompas: Kompas, tmp_path: Path) -> None:
    path = tmp_path / "zendesk.csv"
    path.write_text(ZENDESK)
    assert (
        "It holds tickets too: import them by --interactions."
        in kompas("import", str(path), "--dry-run").out
    )
    tried = kompas("import", str(path), "--interactions", "--dry-run")
    assert "3 tickets understood, 2 solved, 1 row could not be used; nothing was" in tried.out
    done = kompas("import", str(path), "--interactions")
    assert done.code == 0
    assert "Tickets of Zendesk as source zendesk, id from Id, opened from Created at" in done.out
    assert "3 tickets imported, 0 completed, 0 were here already, 1 row could not be" in done.out
    assert done.err.startswith(f'{path}, line 5: "2021-11-01" has no time of day')
    assert done.err.count("\n") == 1
    again = kompas("import", str(path), "--interactions", "--json").json
    assert (again["new"], again["completed"], again["usable"], again["resolved"]) == (0, 0, 3, 2)
    fcr = kompas("summary", "fcr 2021-11", "--json").json
    assert (fcr["n"], fcr["value"]) == (2, 50.0)
    assert kompas("verify").code == 0
    assert "imported from a file: nobody is asked about the past" in kompas("ledger", "2021-11").out


def test_any_file_can_be_read_by_its_columns(kompas: Kompas, tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    rows = import_rows.PIECE + 1
    lines = "".join(
        f"{number};02-11-2021 09:00;02-11-2021 10:00;25-11-2021 12:00;Net\n"
        for number in range(rows)
    )
    path.write_text(FREE.format(lines))
    done = kompas("import", str(path), *NAMED, "--json")
    assert (done.code, done.json["new"], done.json["source"]) == (0, rows, "topdesk")
    frt = kompas("summary", "frt 2021-11 by source", "--json").json
    assert (frt["n"], [part["name"] for part in frt["segments"]]) == (rows, ["topdesk"])


def test_what_only_answers_have_is_refused(kompas: Kompas, tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(FREE.format("1;03-04-2021 09:00;;;\n"))
    for wrong, words in {
        ("--metric", "csat"): "--metric is for answers, not for tickets.",
        ("--segment", "trigger=groep"): "Tickets have no --segment trigger",
        ("--resolved-column", "kaar"): 'Did you mean "Klaar"?',
        (): "can be read as 3 April 2021 (%d-%m-%Y %H:%M) or 4 March 2021",
    }.items():
        done = kompas("import", str(path), *NAMED, *wrong)
        assert done.code == 2, words
        assert words in done.err
