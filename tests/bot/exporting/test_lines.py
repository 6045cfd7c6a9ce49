"""A line is what a spreadsheet or a program reads back, and never a formula."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given

from bot.exporting.lines import COLUMNS, Format, Style
from kpi.exported import Exported, Kind
from tests.drawn import texts

AT = datetime(2026, 11, 18, 12, 0, 0, 5, tzinfo=UTC)
SLOW = {"en": "Too slow", "nl": "Te traag"}
CSV = Style(zone="Europe/Amsterdam")
JSONL = Style(format=Format.JSONL, zone="Europe/Amsterdam", language="nl")


def row(**values: object) -> Exported:
    return Exported(kind=Kind.INTERACTION, **values)  # type: ignore[arg-type] # any field


def cells(line: str) -> dict[str, str]:
    (found,) = csv.reader(io.StringIO(line, newline=""))
    return dict(zip(COLUMNS, found, strict=True))


def test_a_record_ends_as_rfc_4180_has_it_and_moments_name_their_zone() -> None:
    line = CSV.line(row(id="T-1", resolved_at=AT, frt_seconds=0, solved_at_once=False))
    assert line.endswith("\r\n")
    found = cells(line)
    assert (found["kind"], found["id"], found["team"]) == ("interaction", "T-1", "")
    assert found["resolved_at"] == "2026-11-18T13:00:00+01:00"
    assert (found["frt_seconds"], found["solved_at_once"], found["score"]) == ("0", "false", "")


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", "\N{FULLWIDTH EQUALS SIGN}"])
def test_no_text_begins_like_a_formula(start: str) -> None:
    assert cells(CSV.line(row(comment=f"{start}1+1")))["comment"] == f"'{start}1+1"


def test_no_part_is_a_formula_where_semicolons_divide() -> None:
    written = {
        'Fine;=HYPERLINK("x")': """Fine;'=HYPERLINK("x")""",
        'Fine; "=1+1': """Fine; "'=1+1""",
        "Fine\n-2+3": "Fine\n'-2+3",
        "Fine;@SUM(1)": "Fine;'@SUM(1)",
        "Fine ;-)": "Fine ;-)",
        "Slow; 2 = 1 + 1": "Slow; 2 = 1 + 1",
    }
    found = {text: cells(CSV.line(row(comment=text)))["comment"] for text in written}
    assert found == written


@given(texts(min_size=1))
def test_what_customers_wrote_comes_back(text: str) -> None:
    found = cells(CSV.line(row(comment=text)))["comment"]
    assert found.replace("'", "") == text.replace("'", "")
    assert json.loads(JSONL.line(row(comment=text)))["comment"] == text


def test_json_says_nothing_with_null_and_reasons_in_the_readers_language() -> None:
    told = row(reasons=(SLOW, {"en": "Rude"}), comment="=1", score=0)
    found = json.loads(JSONL.line(told))
    assert list(found) == list(COLUMNS)
    assert found["reasons"] == ["Te traag", "Rude"]
    assert (found["comment"], found["score"], found["team"]) == ("=1", 0, None)
    assert cells(CSV.line(told))["reasons"] == "Too slow; Rude"


def test_the_head_names_the_columns_after_a_mark_where_one_is_wanted() -> None:
    assert CSV.head == ",".join(COLUMNS) + "\r\n"
    assert Style(zone="UTC", has_bom=True).head == "\ufeff" + CSV.head
    assert JSONL.head == ""
