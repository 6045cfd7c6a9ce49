"""The report of an import counts every row once."""

from pathlib import Path

import pytest

from bot.cli import import_report
from bot.cli.import_report import Report
from bot.importing.answers import NoAnswer
from bot.importing.columns import Columns
from bot.importing.file import Shape
from bot.importing.plans import Plan
from bot.importing.presets import PRESETS
from bot.importing.records import BadRow
from kpi.metrics import Metric
from kpi.store.imports import Imported
from tests.moments import NOW

SHAPE = Shape(
    path=Path("a.csv"),
    encoding="utf-8",
    delimiter="\t",
    header=["day", " score ", "market"],
    columns=Columns(width=3, score=1, date=0, id=None, comment=None, segments={"team": 2}),
)


def report(*, dry_run: bool = False) -> Report:
    plan = Plan(shape=SHAPE, metric=Metric.NPS)
    return Report(plan=plan, date_format="%d/%m/%y", dry_run=dry_run)


def test_pieces_add_up_and_few_examples_are_kept() -> None:
    found = report()
    piece = [Imported(external_key=str(n), score=n, at=NOW) for n in range(2)]
    for _ in range(4):
        found.heard(piece)
    assert found.usable == 8
    assert [answer.score for answer in found.examples] == [0, 1, 0]


def test_a_dry_run_knows_nothing_of_new_ones() -> None:
    assert import_report.described(report(dry_run=True))["new"] is None
    assert import_report.described(report())["new"] == 0


def test_it_is_printed_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    found = report()
    found.heard([Imported(external_key="1", score=5, at=NOW)])
    found.new = 1
    found.bad.append(BadRow(3, "no score"))
    import_report.show(found, as_json=False)
    printed = capsys.readouterr()
    assert "delimiter tab, dates %d/%m/%y; columns day, score, market." in printed.out
    assert "1 answer imported, 0 were here already, 1 row could not be used." in printed.out
    assert printed.err == "a.csv, line 3: no score.\n"
    found.new = 0
    import_report.show(found, as_json=False)
    assert "0 answers imported, 1 was here already, 1 row could" in capsys.readouterr().out


def test_a_known_tool_is_named_with_what_was_taken_for_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = Plan(shape=SHAPE, metric=Metric.CSAT, preset=PRESETS["zendesk"], zone="UTC")
    found = Report(plan=plan, date_format="ISO 8601", dry_run=True)
    for is_other in (False, False, True):
        found.passed(NoAnswer(2, is_of_other_survey=is_other))
    import_report.show(found, as_json=False)
    printed = capsys.readouterr().out
    assert (
        "An export of Zendesk: CSAT, score from score, date from day, team from market." in printed
    )
    assert "dates ISO 8601 in UTC;" in printed
    assert "2 rows without an answer, 1 row about another survey; nothing was stored." in printed
    assert import_report.described(found)["preset"] == "zendesk"
