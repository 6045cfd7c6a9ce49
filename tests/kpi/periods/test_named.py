"""Units of the calendar by name; most names are read in the tests of phrases."""

from datetime import date

from kpi.periods.named import calendar_unit
from kpi.periods.units import Unit

TODAY = date(2026, 11, 18)


def test_units_that_lie_back() -> None:
    for text, unit, held in [
        ("a week ago", Unit.WEEK, date(2026, 11, 15)),
        ("2 weken geleden", Unit.WEEK, date(2026, 11, 8)),
        ("week before last", Unit.WEEK, date(2026, 11, 8)),
        ("drie maanden geleden", Unit.MONTH, date(2026, 8, 31)),
        ("3 days ago", Unit.DAY, date(2026, 11, 15)),
        ("voorvorig jaar", Unit.YEAR, date(2024, 12, 31)),
    ]:
        assert calendar_unit(text, TODAY) == (unit, held), text


def test_a_week_is_named_by_one_of_its_days_only() -> None:
    assert calendar_unit("week van 3 november", TODAY) == (Unit.WEEK, date(2026, 11, 3))
    assert calendar_unit("week of november", TODAY) is None
