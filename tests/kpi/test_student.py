"""Student's t against scipy."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import student
from tests.each import each


@given(st.floats(0.55, 0.999), st.integers(1, 3_000_000))
def test_a_value_of_t_is_as_scipy_says(scipy: ModuleType, share: float, freedom: int) -> None:
    assert student.quantile(share, freedom) == pytest.approx(scipy.t.ppf(share, freedom), rel=1e-8)


def test_the_values_of_the_printed_table() -> None:
    known = {1: 12.706, 2: 4.303, 9: 2.262, 29: 2.045, 100: 1.984}
    assert {one: round(student.quantile(0.975, one), 3) for one in known} == known


@each(("share", "freedom"), [(0.5, 4), (1.0, 4), (0.975, 0)])
def test_what_has_no_value_is_refused(share: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="no value of t"):
        student.quantile(share, freedom)
