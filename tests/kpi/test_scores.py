"""Counts become scores, and scores become what people read."""

from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import fmean
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.changes import Verdict
from kpi.errors import ScoreOutOfRange
from kpi.metrics import Definition, Metric, definition, standard
from kpi.scores import Counts, Score, compare, filled, merge, rounded, score
from tests.each import each

CSAT, CES, NPS = standard(Metric.CSAT), standard(Metric.CES), standard(Metric.NPS)
WEEK = {5: 27, 4: 14, 3: 5, 2: 1, 1: 2}


def counts_of(definition: Definition) -> st.SearchStrategy[Counts]:
    return st.dictionaries(st.sampled_from(definition.scale), st.integers(0, 400))


answers = st.sampled_from([CSAT, CES, NPS]).flatmap(
    lambda definition: st.tuples(st.just(definition), counts_of(definition))
)


def scored(definition: Definition, counts: Counts) -> Score:
    found = score(definition, counts)
    assert found is not None
    return found


def test_satisfaction_is_the_share_of_four_and_five() -> None:
    found = scored(CSAT, WEEK)
    assert (found.favourable, found.n) == (41, 49)
    assert found.value == 4100 / 49
    assert found.mean == (5 * 27 + 4 * 14 + 3 * 5 + 2 * 1 + 1 * 2) / 49
    assert rounded(found.exact) == 84


def test_ease_is_the_share_of_five_to_seven() -> None:
    assert scored(CES, {4: 3, 5: 1, 6: 1, 7: 1}).value == 50


def test_recommendation_is_promoters_minus_detractors_of_all() -> None:
    found = scored(NPS, {10: 10, 9: 8, 8: 4, 7: 5, 6: 5, 0: 4})
    assert (found.favourable, found.neutral, found.unfavourable) == (18, 9, 9)
    assert found.value == 25
    assert found.interval is not None
    assert found.interval.method == "adjusted_wald"
    assert [int(rounded(end)) for end in (found.interval.low, found.interval.high)] == [-3, 49]


@pytest.mark.parametrize("counts", [{}, {3: 0}])
def test_no_answers_are_no_score(counts: Counts) -> None:
    assert score(CSAT, counts) is None


def test_every_score_of_the_scale_is_counted() -> None:
    assert list(scored(NPS, {3: 1}).counts.items()) == [(one, int(one == 3)) for one in range(11)]


def test_an_answer_off_the_scale_is_refused() -> None:
    with pytest.raises(ScoreOutOfRange):
        score(CSAT, {6: 1})


def test_wide_rows_may_carry_zeros_for_scores_of_other_scales() -> None:
    assert filled(CSAT, dict.fromkeys(range(11), 0)) == dict.fromkeys(range(1, 6), 0)


def test_fewer_than_no_answers_are_refused() -> None:
    with pytest.raises(ValueError, match="-1 answers"):
        score(CSAT, {3: -1})


@given(answers)
def test_a_score_agrees_with_counting_answer_by_answer(found: tuple[Definition, Counts]) -> None:
    definition, counts = found
    given_scores = list(Counter(counts).elements())
    result = score(definition, counts)
    if not given_scores:
        assert result is None
        return
    assert result is not None
    worth = [
        (one in definition.favourable) - (one in definition.unfavourable) for one in given_scores
    ]
    assert result.n == len(given_scores)
    assert result.value == pytest.approx(100 * sum(worth) / len(worth))
    assert result.mean == pytest.approx(sum(given_scores) / len(given_scores))
    assert float(result.exact) == result.value


@pytest.mark.parametrize(
    ("n", "too_few", "indicative"),
    [(1, True, False), (4, True, False), (5, False, True), (29, False, True), (30, False, False)],
)
def test_few_answers_are_marked(n: int, *, too_few: bool, indicative: bool) -> None:
    found = scored(CSAT, {4: n})
    assert (found.too_few, found.indicative) == (too_few, indicative)


def test_shares_and_net_scores_are_compared_each_in_their_way() -> None:
    better = compare(scored(CSAT, {5: 90, 1: 10}), scored(CSAT, {5: 50, 1: 50}))
    worse = compare(scored(NPS, {10: 10, 0: 90}), scored(NPS, {10: 90, 0: 10}))
    assert (better.verdict, better.value) == (Verdict.UP, 40)
    assert (worse.verdict, worse.value) == (Verdict.DOWN, -160)


def test_nothing_is_compared_with_silence() -> None:
    found = scored(CSAT, WEEK)
    assert {compare(found, None).verdict, compare(None, found).verdict} == {Verdict.NO_DATA}


def test_nothing_is_compared_across_a_change_of_definition() -> None:
    newer = replace(CSAT, version=2)
    assert compare(scored(newer, WEEK), scored(CSAT, WEEK)).verdict is Verdict.NO_DATA


@given(st.lists(counts_of(CSAT), max_size=5))
def test_merging_adds_score_by_score(several: list[Counts]) -> None:
    together = merge(several)
    for one in CSAT.scale:
        assert together.get(one, 0) == sum(counts.get(one, 0) for counts in several)


@each(
    ("value", "places", "shown"),
    [
        (12.5, 0, "13"),
        (-12.5, 0, "-13"),
        (0.5, 0, "1"),
        (12.499999, 0, "12"),
        (-0.4, 0, "0"),
        (0.05, 1, "0.1"),
        (2.675, 2, "2.68"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(100 * 83, 1600), 0, "5"),
        (84, 0, "84"),
        (1e21, 0, "1000000000000000000000"),
    ],
)
def test_halves_are_rounded_away_from_zero(
    value: Fraction | float, places: int, shown: str
) -> None:
    assert f"{rounded(value, places):f}" == shown


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 2))
def test_rounding_agrees_with_exact_decimals(favourable: int, n: int, places: int) -> None:
    exact = Fraction(100 * favourable, n)
    assert abs(Fraction(rounded(exact, places)) - exact) <= Fraction(1, 2 * 10**places)
    assert rounded(float(exact), places) == rounded(exact, places)


@given(st.decimals(-1000, 1000, places=3))
def test_rounding_agrees_with_the_decimal_module(value: Decimal) -> None:
    assert rounded(Fraction(value), 2) == value.quantize(Decimal("0.01"), ROUND_HALF_UP)


MEAN = definition("csat/1-5/mean/v1")


def test_a_mean_leads_with_its_range_by_students_t(scipy: ModuleType) -> None:
    found = scored(MEAN, WEEK)
    given = [score for score, times in WEEK.items() for _ in range(times)]
    assert found.value == found.mean == fmean(given)
    assert found.exact == Fraction(sum(given), 49)
    low, high = scipy.t.interval(0.95, 48, loc=fmean(given), scale=scipy.sem(given))
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))
    assert found.interval.method == "t"
    assert found.mean_interval == found.interval == scored(CSAT, WEEK).mean_interval


def test_a_mean_of_equal_answers_has_no_range_and_none_leaves_the_scale() -> None:
    assert scored(MEAN, {5: 40}).interval is None
    assert scored(MEAN, {4: 1}).interval is None
    near = scored(MEAN, {5: 4, 3: 1}).interval
    assert near is not None
    assert near.high == 5


def test_means_are_compared_by_welch(scipy: ModuleType) -> None:
    now, before = {5: 30, 4: 12, 2: 3}, {5: 12, 4: 20, 3: 10, 1: 6}
    sides = [[score for score, n in one.items() for _ in range(n)] for one in (now, before)]
    change = compare(scored(MEAN, now), scored(MEAN, before))
    assert change.value == pytest.approx(fmean(sides[0]) - fmean(sides[1]))
    assert change.verdict is Verdict.UP
    assert change.p == pytest.approx(scipy.ttest_ind(*sides, equal_var=False).pvalue, rel=0.05)
    same = compare(scored(MEAN, now), scored(MEAN, now))
    assert (same.value, same.verdict) == (0, Verdict.COULD_BE_CHANCE)
    flat = compare(scored(MEAN, {5: 9}), scored(MEAN, {4: 9}))
    assert (flat.value, flat.low, flat.verdict) == (1, None, Verdict.COULD_BE_CHANCE)
    few = compare(scored(MEAN, {5: 3, 4: 1}), scored(MEAN, now))
    assert few.verdict is Verdict.TOO_FEW
    assert compare(scored(MEAN, now), scored(CSAT, now)).verdict is Verdict.NO_DATA
