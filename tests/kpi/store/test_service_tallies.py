"""Days are added up to weeks and eight weeks, and no day is counted twice."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kpi.reckoning import Measure
from kpi.store.service_tallies import ADDED_UP, stretches

DAYS = st.dates(date(2019, 1, 1), date(2030, 1, 1))
YEAR = date(2025, 11, 23), date(2026, 11, 22)


@given(
    measure=st.sampled_from(Measure), first=DAYS, days=st.integers(1, 800), by_week=st.booleans()
)
def test_stretches_follow_each_other_and_are_whole(
    measure: Measure, first: date, days: int, *, by_week: bool
) -> None:
    until = first + timedelta(days=days)
    found = stretches(measure, first, until, by_week=by_week)
    assert (found[0].first, found[-1].until) == (first, until)
    assert all(one.until == other.first for one, other in pairwise(found))
    for one in found:
        span = ADDED_UP.get(one.measure)
        assert span is None or (span.begins(one.first), span.begins(one.until)) == one[1:]
        assert span is None or one.first.weekday() == 0


def test_a_year_of_lengths_is_few_spans() -> None:
    kinds = [one.measure for one in stretches(Measure.ART, *YEAR)]
    assert kinds == ["art", "art/week", "art/8weeks", "art/week", "art"]
    assert {one.measure for one in stretches(Measure.ART, *YEAR, by_week=True)} == {
        "art",
        "art/week",
    }
    (only,) = stretches(Measure.OPENED, *YEAR)
    assert only == ("opened", *YEAR)
