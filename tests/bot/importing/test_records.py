"""Records keep their line numbers, and a broken one never takes others with it."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from bot.importing import records
from bot.importing.records import LONGEST_FIELD, BadRow, Record
from tests.drawn import texts


def read(text: str, delimiter: str = ",") -> list[Record | BadRow]:
    return list(records.read(io.StringIO(text, newline=""), delimiter))


def test_records_know_the_line_they_begin_on() -> None:
    assert read('a,b\n1,"two\nlines"\n\n3,4\n') == [
        Record(1, ["a", "b"]),
        Record(2, ["1", "two\nlines"]),
        Record(5, ["3", "4"]),
    ]


def test_blank_rows_are_passed_over() -> None:
    assert read("a,b\n,\n \n1,2\n") == [Record(1, ["a", "b"]), Record(4, ["1", "2"])]


def test_a_quotation_mark_that_nobody_closes_costs_one_line() -> None:
    assert read('a,b\n1,"open\n2,good\n3,good\n') == [
        Record(1, ["a", "b"]),
        BadRow(2, "a quotation mark that is never closed"),
        Record(3, ["2", "good"]),
        Record(4, ["3", "good"]),
    ]


def test_an_open_quotation_mark_does_not_swallow_up_to_the_next_one() -> None:
    found = read('1,"open\n2,good\n3,"fine"\n4,good\n')
    assert found == [
        BadRow(1, "text after a closing quotation mark"),
        Record(2, ["2", "good"]),
        Record(3, ["3", "fine"]),
        Record(4, ["4", "good"]),
    ]


def test_a_huge_field_costs_its_own_row() -> None:
    found = read(f"1,{'x' * (LONGEST_FIELD + 1)}\n2,good\n")
    assert found == [BadRow(1, "a field of more than 131,072 characters"), Record(2, ["2", "good"])]


def test_a_bad_row_says_where_and_why() -> None:
    assert str(BadRow(7, "no score")) == "line 7: no score"


@given(st.lists(st.lists(texts(), min_size=2, max_size=4)))
def test_whatever_is_written_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    found = read(file.getvalue())
    expected = [row for row in rows if any(field.strip() for field in row)]
    assert [record.fields for record in found if isinstance(record, Record)] == expected


@given(st.text(alphabet='a1,;"\n\r'))
def test_any_text_is_read_to_its_end(text: str) -> None:
    lines = [row.line for row in read(text)]
    assert lines == sorted(set(lines))
    assert all(1 <= line <= len(text) + 1 for line in lines)
