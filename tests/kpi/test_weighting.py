"""Answers weighed by what was helped, against numpy and by hand."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from kpi import weighting
from kpi.intervals import adjusted_wald, wilson
from kpi.metrics import Metric
from kpi.scores import merge
from kpi.summary import Summary
from kpi.weighting import HEAVIEST, Cell, Weighted
from tests.kpi.splits import split

MANY_DRAWS = 30


def answers(*cells: Cell, metric: Metric = Metric.CSAT, formula: str = "") -> Summary:
    counts = merge(cell.counts for cell in cells)
    return split({"a": (counts, {})}, metric=metric, formula=formula)


def weighed(*cells: Cell, metric: Metric = Metric.CSAT, formula: str = "") -> Weighted:
    found = weighting.of(answers(*cells, metric=metric, formula=formula), "channel", cells)
    assert found is not None
    return found


def test_a_worked_example() -> None:
    found = weighed(Cell("chat", 50, {5: 40}), Cell("mail", 50, {5: 5, 1: 5}))
    # Chat counts for 5/8 and mail for 5/2 each: (25 + 12.5) of 50.
    assert (found.exact, found.n, found.heaviest) == (Fraction(75), 50, Fraction(5, 2))
    assert found.effective == pytest.approx(2500 / (40 * 0.625**2 + 10 * 2.5**2))
    assert found.interval is not None
    assert found.interval.low < 75 < found.interval.high
    assert found.interval.high - found.interval.low > 2 * 12


def test_it_is_what_numpy_makes_of_weights() -> None:
    random = Random(20261118)
    for _ in range(MANY_DRAWS):
        cells = [
            Cell(name, random.randint(1, 400), {one: random.randint(0, 9) for one in range(1, 6)})
            for name in "abcd"
        ]
        found = weighed(*cells, formula="mean")
        n, helped = sum(one.n for one in cells), sum(one.helped for one in cells if one.n)
        raw = [one.helped / helped * n / one.n for one in cells if one.n]
        weights = np.repeat(np.minimum(raw, HEAVIEST), [one.n for one in cells if one.n])
        scores = np.array(
            [s for one in cells for s, times in one.counts.items() for _ in range(times)]
        )
        assert float(found.exact) == pytest.approx(np.average(scores, weights=weights))
        assert found.effective == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
        assert found.is_capped == (max(raw) > HEAVIEST)


def test_equal_weights_change_nothing() -> None:
    share = weighed(Cell("a", 40, {5: 15, 2: 5}), Cell("b", 20, {4: 10}))
    assert share.exact == Fraction(250, 3)
    assert share.effective == pytest.approx(30)
    assert share.interval is not None
    assert share.interval.low == pytest.approx(wilson(25, 30).low)
    net = weighed(Cell("a", 40, {10: 20}), Cell("b", 20, {7: 5, 0: 5}), metric=Metric.NPS)
    assert net.exact == 50
    assert net.interval is not None
    assert net.interval.high == pytest.approx(adjusted_wald(20, 5, 5).high)


def test_an_answer_counts_five_times_at_most() -> None:
    found = weighed(Cell("chat", 10, {5: 90}), Cell("mail", 90, {1: 10}))
    # Without a limit mail would count for 9: with it, 50 against 10.
    assert (found.heaviest, found.is_capped) == (Fraction(9), True)
    assert found.exact == Fraction(100 * 10, 10 + 50)


def test_what_cannot_be_weighed_is_named_or_counted() -> None:
    found = weighed(
        Cell("chat", 50, {5: 8}), Cell("mail", 50, {1: 2}),
        Cell("fax", 7, {}), Cell("shop", 0, {3: 4}), Cell("", 9, {4: 6}),
    )  # fmt: skip
    assert (found.unheard, found.left_out, found.n) == ((("fax", 7),), 10, 10)
    assert found.exact == 50
    alone = (Cell("chat", 50, {5: 8}), Cell("mail", 50, {}))
    assert weighting.of(answers(*alone), "channel", alone) is None
    few = (Cell("chat", 50, {5: 2}), Cell("mail", 50, {5: 2}))
    assert weighting.of(answers(*few), "channel", few) is None


def test_nobody_of_a_private_survey_is_worked_out() -> None:
    cells = (Cell("chat", 50, {5: 8}), Cell("mail", 50, {1: 2}))
    private = split({"a": (merge(one.counts for one in cells), {})}, private=True)
    assert weighting.of(private, "channel", cells) is None
    enough = (Cell("chat", 50, {5: 8}), Cell("mail", 50, {1: 6}))
    assert weighting.of(private, "channel", enough) is not None
