"""From when to when, as people type it."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from kpi.clock_text import read_stretch
from tests.each import each

WRITTEN = {
    (time(9), time(17)): [
        *[
            "9-17",
            "09:00-17:00",
            "9 – 17",
            "9.00-17.00",
            "9 tot 17",
            "09:00 tot 17:00",
            "0900-1700",
        ],
        *["9u-17u", "9 uur tot 17 uur", "van 9 tot 17 uur", "9:00 to 17:00", "from 9h to 17h"],
        *["9am-5pm", "9 AM - 5 PM", "9 a.m. to 5 p.m.", "9-5pm", "9am-5", "9am-17", "9 t/m 17u"],
    ],
    (time(8, 30), time(17, 15)): ["8u30-17u15", "8.30 tot 17.15 uur", "8:30am-5:15pm"],
    (time(13), time(17)): ["1-5pm", "1pm-5pm", "13u-17u"],
    (time(20), time(8)): ["20-8", "8pm-8am", "20:00-08:00"],
    (time(22), time(2)): ["10-2am", "10pm-2"],
    (time(0), time(12)): ["12am-12pm", "0-12"],
    (time(9), time(0)): ["9-24", "09:00-24:00", "9am-12am"],
    (time(9), time(5)): ["09:00-05:00"],
}


def test_hours_are_what_people_mean() -> None:
    read = {text: read_stretch(text) for texts in WRITTEN.values() for text in texts}
    assert read == {text: meant for meant, texts in WRITTEN.items() for text in texts}


@each(
    "text",
    [
        *["", "9", "9-", "9-17-18", "9-9", "25-26", "9:75-10", "13pm-5pm", "0am-5pm", "nine-five"],
        *["9-5", "10 tot 6", "24:30-25", "9 17"],
    ],
)
def test_what_is_no_stretch_or_may_be_two_is_left(text: str) -> None:
    assert read_stretch(text) is None


@given(st.times(), st.times())
def test_times_in_full_are_read_as_they_are(opens: time, closes: time) -> None:
    written = read_stretch(f"{opens:%H:%M}-{closes:%H:%M}")
    plain = tuple(one.replace(second=0, microsecond=0) for one in (opens, closes))
    assert written == (None if plain[0] == plain[1] else plain)
