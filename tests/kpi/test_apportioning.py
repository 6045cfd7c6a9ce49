"""What is shown adds up, whatever the parts are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.apportioning import apportioned
from kpi.scores import rounded

PARTS = st.lists(
    st.builds(Fraction, st.integers(-900, 900), st.sampled_from([1, 2, 7, 19, 97])),
    min_size=1,
    max_size=15,
)


@given(PARTS)
def test_parts_add_up_and_none_is_off_by_one(parts: list[Fraction]) -> None:
    whole = int(rounded(sum(parts, Fraction())))
    shown = apportioned(parts, whole)
    assert sum(shown) == whole
    assert all(abs(number - part) < 1 for number, part in zip(shown, parts, strict=True))
    assert all(number == part for number, part in zip(shown, parts, strict=True) if not part % 1)


def test_the_largest_remainders_are_rounded_up() -> None:
    thirds = [Fraction(4, 3), Fraction(4, 3), Fraction(4, 3)]
    assert apportioned(thirds, 4) == [2, 1, 1]
    assert apportioned([Fraction(-13, 4), Fraction(-3, 4)], -4) == [-3, -1]


def test_a_whole_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="is not what"):
        apportioned([Fraction(1)], 3)
