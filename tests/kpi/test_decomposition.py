"""Why a number moved: exact sums, the published formula, and plain cases."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.changes import Groups, Mix, Share, nps_change, share_change
from kpi.decomposition import Decomposition, Part, Total, decomposed, of_answers, of_lengths
from kpi.histograms import Histogram

NAMES = st.sampled_from(["", "Billing", "Network", "Office", "Print"])


def parts_of(answers: st.SearchStrategy[Mix]) -> st.SearchStrategy[dict[str, Mix]]:
    return st.dictionaries(NAMES, answers).filter(
        lambda parts: any(one.n for one in parts.values())
    )


SHARES = parts_of(
    st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda two: Share(*sorted(two)))
)
GROUPS = parts_of(st.builds(Groups, *[st.integers(0, 200)] * 3))


def why(now: dict[str, Mix], before: dict[str, Mix]) -> Decomposition:
    found = decomposed(
        *({name: of_answers(one) for name, one in parts.items()} for parts in (now, before))
    )
    assert found is not None
    return found


def told(found: Decomposition) -> tuple[float, ...]:
    return float(found.value), float(found.mix), float(found.level)


def part(found: Decomposition, name: str) -> Part:
    return next(one for one in found.parts if one.name == name)


@given(SHARES, SHARES)
def test_the_parts_of_a_share_are_exactly_its_change(
    now: dict[str, Mix], before: dict[str, Mix]
) -> None:
    found = why(now, before)
    _assert_exact(found)
    whole = [
        Share(sum(one.net for one in side.values()), sum(one.n for one in side.values()))
        for side in (now, before)
    ]
    assert float(found.value) == pytest.approx(share_change(*whole).value)


@given(GROUPS, GROUPS)
def test_the_parts_of_a_net_score_are_exactly_its_change_seen_from_either_side(
    now: dict[str, Mix], before: dict[str, Mix]
) -> None:
    found = why(now, before)
    _assert_exact(found)
    whole = [Groups(*map(sum, zip(*side.values(), strict=True))) for side in (now, before)]
    assert float(found.value) == pytest.approx(nps_change(*whole).value)
    back = why(before, now)
    assert (found.mix, found.level) == (-back.mix, -back.level)
    assert {one.name: one.effect for one in found.parts} == {
        one.name: -one.effect for one in back.parts
    }


def _assert_exact(found: Decomposition) -> None:
    assert found.value == found.mix + found.level == sum(one.effect for one in found.parts)
    assert found.mix == sum(one.mix for one in found.parts)


def test_only_other_customers_is_all_mix() -> None:
    found = why(
        {"Easy": Share(90, 100), "Hard": Share(180, 300)},
        {"Easy": Share(90, 100), "Hard": Share(60, 100)},
    )
    assert told(found) == (-7.5, -7.5, 0)
    # A hard team that grows, and an easy one that shrinks, both pull the number down.
    assert all(one.mix < 0 == one.level for one in found.parts)


def test_only_other_opinions_is_all_level() -> None:
    found = why(
        {"A": Share(70, 100), "B": Share(50, 100)}, {"A": Share(90, 100), "B": Share(50, 100)}
    )
    assert told(found) == (-10, 0, -10)
    assert part(found, "A").level == -10


def test_a_rise_in_every_team_can_be_a_fall_of_the_whole() -> None:
    """Simpson's paradox, with the kidney stones of Charig and others (1986): by size of stone."""
    surgery = {"small": Share(81, 87), "large": Share(192, 263)}
    puncture = {"small": Share(234, 270), "large": Share(55, 80)}
    found = why({**surgery}, {**puncture})
    assert round(float(found.value), 1) == -4.6
    assert found.level > 0 > found.mix
    assert all(one.level > 0 for one in found.parts)


def test_a_team_that_is_on_one_side_only_came_or_went() -> None:
    found = why(
        {"Old": Share(80, 100), "New": Share(20, 100)},
        {"Old": Share(80, 100), "Gone": Share(40, 100)},
    )
    assert found.value == -10
    assert {one.name for one in found.parts if one.level == 0} == {"Old", "New", "Gone"}
    # New is as large as Gone was, and further below what is usual.
    assert part(found, "New").mix == Fraction(-35, 2)
    assert part(found, "Gone").mix == Fraction(15, 2)


def test_nobody_on_one_side_has_no_reason() -> None:
    assert decomposed({}, {"A": Total(100, 1)}) is None
    assert decomposed({"A": Total(100, 1)}, {"A": Total(0, 0)}) is None


def test_a_mean_wait_is_split_likewise() -> None:
    now = {
        "chat": of_lengths(Histogram.of([60, 120])),
        "mail": of_lengths(Histogram.of([3_600] * 2)),
    }
    before = {
        "chat": of_lengths(Histogram.of([60, 120])),
        "mail": of_lengths(Histogram.of([1_800] * 2)),
    }
    found = decomposed(now, before)
    assert found is not None
    assert told(found) == (900, 0, 900)
