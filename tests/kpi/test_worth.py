"""How far answers reach."""

from kpi import worth
from kpi.metrics import Metric
from tests.kpi.splits import split


def test_what_is_missing_for_five_points_and_how_long_that_takes() -> None:
    found = worth.of(split({"a": ({5: 41, 3: 8}, {})}), {})
    assert found is not None
    assert found.still_needed > 100
    assert found.weeks is None
    assert 15 < found.detectable < 25


def test_answers_of_one_account_are_worth_less() -> None:
    summary = split({"a": ({5: 20, 1: 20}, {})})
    alike = worth.of(summary, {"Acme": {5: 20}, "Umbra": {1: 20}})
    assert alike is not None
    assert alike.effective is not None
    assert alike.effective < 5
    alone = worth.of(summary, {"Acme": {5: 1}, "Umbra": {1: 1}, "": {5: 19, 1: 19}})
    assert alone is not None
    assert alone.effective is None


def test_what_is_missing_follows_from_what_the_answers_are_worth() -> None:
    """Six hundred would be enough, were they not those of a few accounts that agree."""
    summary = split({"a": ({5: 480, 1: 120}, {})})
    apart = worth.of(summary, {"": {5: 480, 1: 120}})
    alike = worth.of(
        summary, {"Acme": {5: 200, 1: 10}, "Umbra": {5: 190, 1: 5}, "Sigma": {5: 90, 1: 105}}
    )
    assert apart is not None
    assert alike is not None
    assert alike.effective is not None
    assert alike.effective < 60
    assert apart.still_needed == 0
    assert alike.still_needed > 1000
    assert alike.detectable > 3 * apart.detectable


def test_enough_is_enough_and_too_few_say_nothing() -> None:
    many = worth.of(split({"a": ({10: 3000, 0: 2000}, {})}, metric=Metric.NPS), {})
    assert many is not None
    assert many.still_needed == 0
    assert worth.of(split({"a": ({5: 4}, {})}), {}) is None
    assert worth.of(split({}), {}) is None
