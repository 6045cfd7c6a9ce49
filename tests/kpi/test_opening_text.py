"""Hours and days off as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.asking_hours import Hours
from kpi.errors import WrongSetting
from kpi.opening_text import WHOLE_DAY, read_closed, read_stretches, show_closed, show_stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "09:00-12:30, 13:00-17:30",
            (Hours(time(9), time(12, 30)), Hours(time(13), time(17, 30))),
        ),
        ("13-17 en 9-12.30", (Hours(time(9), time(12, 30)), Hours(time(13), time(17)))),
        ("18:00-24:00", (Hours(time(18), time()),)),
        ("00:00 – 24:00", (WHOLE_DAY,)),
        (
            "9u-12u30 & van 13 tot en met 17 uur",
            (Hours(time(9), time(12, 30)), Hours(time(13), time(17))),
        ),
        ("9am-12 and 1-5pm", (Hours(time(9), time(12)), Hours(time(13), time(17)))),
        ("24/7", (WHOLE_DAY,)),
        ("22:00-06:00", (Hours(time(22), time(6)),)),
        ("", ()),
        ("Gesloten", ()),
    ],
)
def test_hours_are_read(text: str, expected: tuple[Hours, ...]) -> None:
    assert read_stretches(text) == expected


@pytest.mark.parametrize(
    "text", ["9 to 5", "09:00", "25:00-26:00", "09:00-09:00", "9-17, off", "9-5", "9am-13pm"]
)
def test_what_are_no_hours_is_named(text: str) -> None:
    with pytest.raises(WrongSetting, match="Write hours such as"):
        read_stretches(text)


@pytest.mark.parametrize("text", ["9-13, 12-17", "00:00-24:00, 9-17", "22:00-06:00, 23:00-24:00"])
def test_hours_may_not_overlap(text: str) -> None:
    with pytest.raises(WrongSetting, match="overlap"):
        read_stretches(text)


@given(st.lists(st.integers(0, 24 * 60), unique=True, max_size=6))
def test_hours_that_were_written_are_read_again(bounds: list[int]) -> None:
    marks = [time(*divmod(one % (24 * 60), 60)) for one in sorted(bounds)]
    hours = tuple(map(Hours, marks[::2], marks[1::2]))
    assert read_stretches(show_stretches(hours)) == hours


def test_days_off_are_read_line_by_line_in_order() -> None:
    text = "2026-12-26 Tweede kerstdag\n\n 25-12-2026  Eerste kerstdag \n2027-1-1\n"
    found = read_closed(text)
    assert list(found.items()) == [
        (date(2026, 12, 25), "Eerste kerstdag"),
        (date(2026, 12, 26), "Tweede kerstdag"),
        (date(2027, 1, 1), ""),
    ]
    assert read_closed("\n".join(show_closed(found.items()))) == found


@pytest.mark.parametrize("line", ["25/12/2026", "2026-02-30", "Christmas", "2026-12-25th"])
def test_a_line_that_is_no_day_is_named_with_its_number(line: str) -> None:
    with pytest.raises(WrongSetting, match="Line 2: write a day"):
        read_closed(f"2026-12-24\n{line}")
