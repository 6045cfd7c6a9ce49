"""Lengths of time that end today."""

from datetime import date

from kpi.periods.counted import back

TODAY = date(2026, 11, 18)


def test_half_a_year_ends_today_unless_it_is_the_one_before() -> None:
    read = {
        text: found and found.first
        for text in (
            "halfjaar",
            "last halfjaar",
            "afgelopen halfjaar",
            "vorig halfjaar",
            "dit halfjaar",
        )
        for found in [back(text, TODAY, "Europe/Amsterdam")]
    }
    half = date(2026, 5, 19)
    assert read == {
        **dict.fromkeys(("halfjaar", "last halfjaar", "afgelopen halfjaar"), half),
        **dict.fromkeys(("vorig halfjaar", "dit halfjaar")),
    }


def test_one_of_something_is_a_length_too() -> None:
    found = back("1 week", TODAY, "Europe/Amsterdam")
    assert found is not None
    assert (found.first, found.days) == (date(2026, 11, 12), 7)
