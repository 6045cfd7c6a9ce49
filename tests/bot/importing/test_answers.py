"""Each row becomes an answer, or a reason a person understands."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.importing import answers, dates
from bot.importing.answers import NoAnswer, Reading
from bot.importing.columns import Columns
from bot.importing.moments import Calendar
from bot.importing.presets import PRESETS
from bot.importing.records import BadRow, Record
from kpi.metrics import Metric, standard
from kpi.store.imports import Imported
from tests.drawn import texts
from tests.each import each
from tests.moments import NOW

COLUMNS = Columns(width=5, id=0, score=1, date=2, comment=3, segments={"team": 4})
CALENDAR = Calendar(date_format="%d/%m/%y", zone="Europe/Amsterdam", now=NOW)
READING = Reading(
    definition=standard(Metric.NPS),
    columns=COLUMNS,
    calendar=CALENDAR,
)


def written(form: str) -> Reading:
    return replace(READING, calendar=replace(CALENDAR, date_format=form))


def understood(*rows: list[str], reading: Reading = READING) -> list[Imported | BadRow | NoAnswer]:
    records = [Record(line, row) for line, row in enumerate(rows, start=2)]
    return list(answers.understand(records, reading))


def reason(row: list[str], reading: Reading = READING) -> str:
    (found,) = understood(row, reading=reading)
    assert isinstance(found, BadRow)
    return found.reason


def answer(row: list[str], reading: Reading = READING) -> Imported:
    (found,) = understood(row, reading=reading)
    assert isinstance(found, Imported)
    return found


def test_a_row_becomes_an_answer_at_noon_of_its_day() -> None:
    assert answer(["7", "9", "25/12/21", " Fine, thanks ", "UK"]) == Imported(
        external_key="id:7",
        score=9,
        at=datetime(2021, 12, 25, 11, 0, tzinfo=UTC),
        comment="Fine, thanks",
        segments={"team": "UK"},
    )


def test_a_time_of_day_is_the_workspaces() -> None:
    reading = written("%d/%m/%y %H:%M")
    assert answer(["7", "9", "01/07/21 00:30", "", ""], reading).at == datetime(
        2021, 6, 30, 22, 30, tzinfo=UTC
    )


def test_a_moment_that_names_its_offset_keeps_it() -> None:
    reading = written(dates.ISO)
    row = ["7", "9", "2021-07-01T00:30:00Z", "", ""]
    assert answer(row, reading).at == datetime(2021, 7, 1, 0, 30, tzinfo=UTC)


@each("score", ["9", " 9 ", "9.0", "9,00"])
def test_scores_are_whole_however_they_are_written(score: str) -> None:
    assert answer(["7", score, "25/12/21", "", ""]).score == 9


@each(
    ("row", "expected"),
    [
        (["7", "", "25/12/21", "", ""], "no score"),
        (["7", "ten", "25/12/21", "", ""], '"ten" is not a whole score'),
        (["7", "9.5", "25/12/21", "", ""], '"9.5" is not a whole score'),
        (["7", "-1", "25/12/21", "", ""], '"-1" is not a whole score'),
        (["7", "1_0", "25/12/21", "", ""], '"1_0" is not a whole score'),
        (["7", "11", "25/12/21", "", ""], "11 is not on the scale"),
        (["7", "9", "", "", ""], "no date"),
        (["7", "9", "31/02/21", "", ""], '"31/02/21" is not a date written as %d/%m/%y'),
        (["7", "9", "19/11/26", "", ""], '"19/11/26" is still to come'),
        (["7", "9", "25/12/21", ""], "4 fields where the header has 5"),
        (["", "9", "25/12/21", "", ""], "no id"),
        (["7", "9", "25/12/21", "", "x" * 121], "a team of more than 120 characters"),
        (["7", "9", "25/12/21", "caf\udce9", ""], "bytes that do not belong to the encoding"),
    ],
)
def test_a_bad_row_says_why(row: list[str], expected: str) -> None:
    assert reason(row).startswith(expected)


def test_a_year_before_anybody_measured_is_a_mistake() -> None:
    reading = written("%d/%m/%Y")
    assert reason(["7", "9", "25/12/0021", "", ""], reading) == '"25/12/0021" is in the year 21'


def test_today_is_not_still_to_come() -> None:
    assert answer(["7", "9", "18/11/26", "", ""]).at.date() == NOW.date()


def test_an_id_counts_once_and_the_second_names_the_first() -> None:
    row = ["7", "9", "25/12/21", "", ""]
    first, second, third = understood(row, row, ["8", "9", "25/12/21", "", ""])
    assert isinstance(first, Imported)
    assert second == BadRow(3, 'the id "7" stands on line 2 too')
    assert isinstance(third, Imported)


def test_a_bad_row_before_it_does_not_use_up_an_id() -> None:
    bad, good = understood(["7", "x", "25/12/21", "", ""], ["7", "9", "25/12/21", "", ""])
    assert isinstance(bad, BadRow)
    assert isinstance(good, Imported)


def test_without_ids_equal_rows_are_different_answers_with_lasting_keys() -> None:
    reading = replace(READING, columns=replace(COLUMNS, id=None))
    row = ["", "9", "25/12/21", "", ""]
    keys = [
        found.external_key
        for found in understood(row, row, reading=reading)
        if isinstance(found, Imported)
    ]
    again = [
        found.external_key
        for found in understood(row, row, reading=reading)
        if isinstance(found, Imported)
    ]
    assert len(set(keys)) == 2
    assert keys == again


def test_empty_segments_are_left_to_their_defaults() -> None:
    assert answer(["7", "9", "25/12/21", "", "  "]).segments == {}


def test_only_known_triggers_are_taken() -> None:
    reading = replace(READING, columns=replace(COLUMNS, segments={"trigger": 4}))
    assert answer(["7", "9", "25/12/21", "", "Hand"], reading).segments == {"trigger": "hand"}
    assert "is not a trigger" in reason(["7", "9", "25/12/21", "", "mail"], reading)


def test_what_no_database_can_keep_is_taken_out() -> None:
    assert answer(["7", "9", "25/12/21", "a\x00b", "U\x00K"]).comment == "ab"


def test_bad_records_pass_through() -> None:
    bad = BadRow(4, "a quotation mark that is never closed")
    assert list(answers.understand([bad], READING)) == [bad]


@given(st.lists(texts(), min_size=5, max_size=5))
def test_any_row_gets_a_verdict(row: list[str]) -> None:
    (found,) = understood(row)
    assert isinstance(found, Imported | BadRow)


def test_of_a_known_tool_rows_without_an_answer_are_no_fault() -> None:
    delighted = replace(written(dates.ISO), preset=PRESETS["delighted"], kind=4)
    assert understood(
        ["1", "", "2026-11-02", "", "NPS"],
        ["2", "3", "2026-11-02", "", "CSAT"],
        reading=delighted,
    ) == [NoAnswer(2), NoAnswer(3, is_of_other_survey=True)]
    found = answer(["3", "9 - Likely", "2026-11-02", "", "NPS"], delighted)
    assert (found.score, found.segments["source"]) == (9, "delighted")
