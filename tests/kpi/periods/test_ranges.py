"""From one day, week or month to another, and since one of them."""

from datetime import date

import pytest

from kpi.errors import PeriodOutOfRange
from kpi.periods.ranges import spanning
from tests.each import each

ZONE, TODAY = "Europe/Amsterdam", date(2026, 11, 18)

MEANINGS = {
    "2026-10-01..2026-10-15": [
        *["from 1 october to 15 october", "van 1 oktober tot en met 15 oktober", "1-15 oktober"],
        *["1 oct - 15 oct", "1 t/m 15 oktober", "oct 1-15", "between 1 october and 15 october"],
        *["tussen 1 oktober en 15 oktober", "2026-10-01-2026-10-15", "1st to 15th october"],
    ],
    "2026-09-28..2026-11-08": ["week 40-45", "weeks 40 to 45", "w40-w45", "week 40 t/m week 45"],
    "2026-09-01..2026-10-31": ["sep-okt", "september until october"],
    "2025-11-01..2026-01-31": ["nov to jan", "november 2025 - januari 2026", "nov to jan 2026"],
    "2025-09-01..2025-10-31": ["sep to oct 2025"],
    "2026-01-01..2026-09-30": ["q1-q3", "q1-3", "1e t/m 3e kwartaal"],
    "2026-10-01..2026-11-18": [
        *["since 1 october", "sinds 1 oktober", "vanaf oktober", "from 1 october", "2026-10.."],
        *["1 oktober tot nu", "since 1 october until now", "2026-10-01..", "since last month"],
        *["oktober t/m nu", "1 october - now"],
    ],
    "2026-11-09..2026-11-18": ["since last week", "vorige week tot nu toe"],
    "2026-11-16..2026-11-18": ["since monday", "vanaf maandag", "since last monday"],
    "2026-10-20..2026-11-30": ["20 oct to 30 nov"],
    "2026-11": ["since november", "november tot nu toe", "so far november"],
    "30d": ["since 30 days", "sinds 30 dagen"],
}


def test_ranges_are_what_people_mean() -> None:
    meant = {
        text: found and found.label
        for texts in MEANINGS.values()
        for text in texts
        for found in [spanning(text, TODAY, ZONE)]
    }
    wrong = {
        text: label for text, label in meant.items() if text not in MEANINGS.get(str(label), [])
    }
    assert wrong == {}


@each("text", ["from last week", "van maandag", "2026-w47-3", "t-1042", "9-10", "tot nu", "to"])
def test_other_words_are_no_range(text: str) -> None:
    assert spanning(text, TODAY, ZONE) is None


@each(
    ("text", "said"),
    [
        *[(text, "From which day on") for text in ("..2026-11-01", "until november", "tot q3")],
        ("2026-10-15..2026-10-01", "before it begins"),
        ("week 47 - 45", "before it begins"),
        ("15 oct to 1 oct", "before it begins"),
        ("since 2026-12", "2026-12 has not begun"),
    ],
)
def test_what_cannot_be_is_explained(text: str, said: str) -> None:
    with pytest.raises(PeriodOutOfRange, match=said):
        spanning(text, TODAY, ZONE)
