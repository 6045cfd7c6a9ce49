"""How many weeks a question looks back."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from kpi import look_back, periods
from kpi.metrics import Metric
from kpi.query import Query, View


def question(text: str, day: date = date(2026, 11, 18), **more: View | frozenset[Metric]) -> Query:
    period = periods.parse(text, today=day, zone="Europe/Amsterdam")
    assert period is not None
    return replace(Query(metrics=(Metric.CSAT,), period=period), **more)  # type: ignore[arg-type] # one of two fields


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("week", 26),
        ("last month", 26),
        ("quarter", 26),
        ("last quarter", 13),
        ("12 weeks", 12),
        ("40 weeks", 40),
        ("year", 46),
        ("2025", 52),
        ("100 weeks", 52),
    ],
)
def test_a_trend_has_as_many_weeks_as_its_period_from_12_to_52(text: str, weeks: int) -> None:
    assert len(look_back.of(question(text, view=View.TREND), Metric.CSAT).shown) == weeks


def test_a_trend_of_another_length_than_was_asked_for_is_known() -> None:
    texts = ("60 weeks", "5 weeks", "2024-01..2026-11", "40 weeks", "week", "last month", "2025")
    lengths = [look_back.other_length(question(text, view=View.TREND)) for text in texts]
    assert lengths == [52, 26, 52, 0, 0, 0, 0]
    assert not look_back.other_length(question("60 weeks"))


def test_numbers_of_a_week_are_judged_beside_their_series() -> None:
    def judged(text: str, **more: Any) -> bool:
        asked = replace(question(text), **more)
        return bool(look_back.of(asked, Metric.CSAT).earlier)

    assert judged("week")
    assert judged("last week")
    assert judged("2026-10-19..2026-10-25")
    assert judged("week", by="team")
    assert judged("week", metrics=(Metric.CSAT, Metric.NPS))
    assert not judged("month")
    assert not judged("7d")
    assert not judged("week", view=View.COMMENTS)


def test_a_number_has_thirteen_weeks_and_looks_further_only_for_signals() -> None:
    asked = question("month", signals=frozenset({Metric.CSAT}))
    asked = replace(asked, metrics=(Metric.CES, Metric.CSAT))
    plain, judged = look_back.of(asked, Metric.CES), look_back.of(asked, Metric.CSAT)
    assert plain.shown == judged.shown
    assert len(plain.shown) == 13
    assert plain.earlier == ()
    assert len(judged.earlier) >= 39


def test_a_series_begins_with_the_quarter_a_year_before_the_first_week_that_is_shown() -> None:
    told = frozenset({Metric.CSAT})
    for view, text in ((View.SUMMARY, "week"), (View.TREND, "week"), (View.TREND, "52 weeks")):
        back = look_back.of(question(text, view=view, signals=told), Metric.CSAT)
        assert back.first.first == look_back.judged_from(back.shown[0].first)


def test_a_week_is_judged_from_the_quarter_a_year_before_it_ends() -> None:
    quarter = [date(2026, 9, 28) + timedelta(days=day) for day in range(91)]
    assert {look_back.judged_from(day) for day in quarter} == {date(2025, 9, 29)}
    assert look_back.judged_from(date(2026, 9, 27)) == date(2025, 6, 30)


def test_weeks_follow_each_other_up_to_the_last() -> None:
    back = look_back.of(question("year", view=View.TREND), Metric.CSAT)
    weeks = [*back.earlier, *back.shown]
    assert all(one.until == other.first for one, other in pairwise(weeks))
    assert weeks[-1].until == date(2026, 11, 19)


def test_a_month_has_the_months_before_it_as_far_back_as_is_read_anyway() -> None:
    told = frozenset({Metric.CSAT})
    for text in ("last month", "month", "2026-02"):
        back = look_back.of(question(text, signals=told), Metric.CSAT)
        assert len(back.months) == look_back.MONTHS
        assert back.months[-1] == question(text).period
        assert all(one.until == other.first for one, other in pairwise(back.months))
        assert back.months[0].first >= back.first.first
    assert look_back.of(question("last month"), Metric.CSAT).months == ()
    assert look_back.of(question("week", signals=told), Metric.CSAT).months == ()
