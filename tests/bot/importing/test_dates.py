"""A date format is found from the whole column, or not at all: it is never guessed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing import dates
from tests.each import each

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@each(
    ("values", "form"),
    [
        (["01/09/21", "25/12/21"], "%d/%m/%y"),
        (["01/09/21", "12/25/21"], "%m/%d/%y"),
        (["1-9-2021", "25-12-2021"], "%d-%m-%Y"),
        (["25.12.2021 14:05"], "%d.%m.%Y %H:%M"),
        (["12/25/2021 2:05:09 PM"], "%m/%d/%Y %I:%M:%S %p"),
        (["2021-12-25"], dates.ISO),
        (["2021-12-25T14:05:00+01:00", "2021-12-26T09:00:00Z"], dates.ISO),
        (["2021/12/05"], "%Y/%m/%d"),
        (["5 Dec 2021"], "%d %b %Y"),
        (["December 5, 2021"], "%B %d, %Y"),
        (["1641289816", "1641289816.0", "1641289816123"], dates.UNIX),
        ([" 25/12/21 ", ""], "%d/%m/%y"),
    ],
)
def test_a_format_is_recognised(values: list[str], form: str) -> None:
    assert dates.recognise(values).formats == (form,)


def test_days_that_can_be_months_are_ambiguous() -> None:
    found = dates.recognise(["03/04/21", "05/06/21"])
    assert set(found.formats) == {"%d/%m/%y", "%m/%d/%y"}
    assert found.example == "03/04/21"


def test_days_equal_to_their_month_say_the_same_either_way() -> None:
    assert len(dates.recognise(["05/05/21", "06/06/21"]).formats) == 1


def test_rows_that_contradict_each_other_are_not_settled_by_a_majority() -> None:
    found = dates.recognise(["03/04/21", "25/12/21", "26/12/21", "12/27/21"])
    assert set(found.formats) == {"%d/%m/%y", "%m/%d/%y"}


def test_a_row_that_is_no_date_does_not_hide_the_format() -> None:
    assert dates.recognise(["25/12/21", "unknown", "31/02/21"]).formats == ("%d/%m/%y",)


def test_no_form_of_a_few_rows_is_that_of_a_column() -> None:
    found = dates.recognise(["25/12/2021", "2021-12-26", "Dec 27, 2021", "28.12.21", "soon"])
    assert (found.formats, found.rows) == ((), 4)
    forms = {dates.ISO, "%d/%m/%Y", "%b %d, %Y", "%d.%m.%y"}
    assert set(found.tried) == {(form, 1) for form in forms}
    assert dates.recognise(["25/12/2021", "2021-12-26"]).formats == ()
    odd = dates.recognise(["25/12/2021", *["12252021"] * 2])
    assert (odd.formats, odd.tried, odd.rows) == ((), (("%d/%m/%Y", 1),), 3)


def test_a_form_that_reads_most_rows_is_that_of_a_column() -> None:
    odd = ["25/12/2021", "26/12/2021", "Dec 27, 2021"]
    assert dates.recognise([*odd, *["2021-12-26"] * 4]).formats == (dates.ISO,)


def test_nothing_is_recognised_in_words() -> None:
    assert dates.recognise(["soon", "later"]) == dates.Findings((), "soon")
    assert dates.recognise([]) == dates.Findings((), "")


@given(st.lists(DAYS, min_size=1, max_size=8))
def test_what_is_recognised_is_right(days: list[date]) -> None:
    found = dates.recognise(day.strftime("%d/%m/%Y") for day in days)
    assert "%d/%m/%Y" in found.formats
    if len(found.formats) == 1:
        read = [dates.parse(day.strftime("%d/%m/%Y"), found.formats[0]) for day in days]
        assert [moment and moment.date() for moment in read] == days


def test_a_long_column_is_settled_by_its_last_row() -> None:
    first = date(2021, 1, 1)
    early = [day for day in (first + timedelta(n) for n in range(4000)) if day.day <= 12]
    values = [f"{day:%d/%m/%Y}" for day in early]
    assert len(dates.recognise(values).formats) == 2
    assert dates.recognise([*values, "25/12/2021"]).formats == ("%d/%m/%Y",)


def test_a_moment_keeps_its_offset() -> None:
    found = dates.parse("2021-12-25T14:05:00Z", dates.ISO)
    assert found == datetime(2021, 12, 25, 14, 5, tzinfo=UTC)


def test_seconds_since_1970_are_a_moment_in_utc() -> None:
    expected = datetime(2022, 1, 4, 9, 50, 16, tzinfo=UTC)
    for text in ("1641289816", " 1641289816.0 ", "1641289816000"):
        assert dates.parse(text, dates.UNIX) == expected
    for text in ("164128981", "16412898160", "16412898x6", "1641289816.5"):
        assert dates.parse(text, dates.UNIX) is None
    assert dates.recognise(["20211225", "20211226"]).formats == ()


def test_a_compact_number_is_no_iso_date() -> None:
    assert dates.parse("20211225", dates.ISO) is None


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        (dates.ISO, "2021-12-25", False),
        (dates.ISO, "2021-12-25T14:05", True),
        (dates.UNIX, "1641289816", True),
        ("%d/%m/%y", "25/12/21", False),
        ("%d/%m/%y %H:%M", "25/12/21 14:05", True),
    ],
)
def test_a_format_knows_whether_it_tells_the_time(form: str, value: str, *, expected: bool) -> None:
    assert dates.has_time(form, value) is expected


@each("value", ["2026-11-18 09:30:00 UTC", "2026-11-18T09:30:00Z", "2026-11-18 10:30:00 +0100"])
def test_a_zone_may_stand_apart(value: str) -> None:
    assert dates.parse(value, dates.ISO) == datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
    assert dates.recognise([value]).formats == (dates.ISO,)
