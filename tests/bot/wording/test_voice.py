from datetime import UTC, datetime
from fractions import Fraction

import pytest

from bot.wording import voice
from kpi import periods
from tests.moments import NOW


def test_numbers_are_rounded_half_away_from_zero() -> None:
    say = voice("en")
    assert [say.percent(value) for value in (12.5, 83.67, 0)] == ["13\xa0%", "84\xa0%", "0\xa0%"]
    assert say.percent(Fraction(100, 3)) == "33\xa0%"


def test_points_carry_a_sign() -> None:
    say = voice("nl")
    assert [say.points(value) for value in (25, 0.4, 0, -3, -0.2)] == ["+25", "0", "0", "−3", "0"]


def test_numbers_are_written_by_custom() -> None:
    assert (voice("en").number(1234567), voice("nl").number(1234567)) == ("1,234,567", "1.234.567")
    assert (voice("en").mean(4.255), voice("nl").mean(4.255)) == ("4.26", "4,26")


@pytest.mark.parametrize(
    ("language", "names"), [("en", ("Monday", "Sunday")), ("nl", ("maandag", "zondag"))]
)
def test_days_have_names(language: str, names: tuple[str, str]) -> None:
    assert (voice(language).weekday(0), voice(language).weekday(6)) == names


def test_a_day_is_written_out() -> None:
    assert voice("nl").day(periods.today(NOW, "Europe/Amsterdam")) == "18 november"


def test_a_moment_is_told_by_the_local_day() -> None:
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert voice("en").moment_ago(late, NOW, "Europe/Amsterdam") == "yesterday"
    assert voice("en").moment_ago(late, NOW, "UTC") == "on Monday"
