from types import ModuleType

import pytest

from kpi import strata
from kpi.changes import NO_CHANGE_KNOWN, Share, Verdict, share_change
from kpi.strata import Pair

TEAMS = [Pair(Share(30, 100), Share(10, 60)), Pair(Share(8, 40), Share(20, 200))]


def test_one_group_is_compared_as_ever_and_empty_ones_are_left_out() -> None:
    pair = TEAMS[0]
    assert strata.change([pair, Pair(Share(0, 0), Share(5, 9))]) == share_change(*pair)
    assert strata.change([]) == strata.change([Pair(Share(1, 9), Share(0, 0))]) == NO_CHANGE_KNOWN


def test_the_difference_is_that_within_groups() -> None:
    found = strata.change(TEAMS)
    weights = [pair.weight for pair in TEAMS]
    differences = [30 - 100 / 6, 20 - 10]
    expected = sum(w * d for w, d in zip(weights, differences, strict=True)) / sum(weights)
    assert found.value == pytest.approx(expected)
    assert found.low is not None
    assert found.high is not None
    assert found.low < expected < found.high
    assert found.verdict is Verdict.UP


def test_the_chance_is_cochrans(tables: ModuleType) -> None:
    counts = [
        [
            [now.favourable, now.n - now.favourable],
            [before.favourable, before.n - before.favourable],
        ]
        for now, before in TEAMS
    ]
    theirs = tables.StratifiedTable(
        [[[float(cell) for cell in row] for row in table] for table in counts]
    ).test_null_odds(correction=False)
    assert strata.change(TEAMS).p == pytest.approx(theirs.pvalue)


def test_another_mix_of_groups_moves_nothing() -> None:
    swapped = [Pair(Share(90, 100), Share(9, 10)), Pair(Share(1, 10), Share(10, 100))]
    pooled = share_change(Share(91, 110), Share(19, 110))
    assert pooled.verdict is Verdict.UP
    assert strata.change(swapped).verdict is Verdict.COULD_BE_CHANCE
    assert strata.change(swapped).value == pytest.approx(0)


def test_a_fall_is_told_as_one() -> None:
    fallen = [Pair(before, now) for now, before in TEAMS]
    assert strata.change(fallen).verdict is Verdict.DOWN
    assert strata.change(fallen).value == pytest.approx(-(strata.change(TEAMS).value or 0))
