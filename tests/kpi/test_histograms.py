"""Lengths in buckets: exact sums, places within one percent, and sums of sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.histograms import Histogram, bucket_of, merged

LENGTHS = st.lists(st.integers(0, 40_000_000), min_size=1, max_size=40)


def test_seconds_under_a_hundred_are_exact() -> None:
    assert [bucket_of(seconds) for seconds in range(101)] == [*range(101)]


def test_what_lasts_longer_than_anything_shares_the_last_bucket() -> None:
    assert bucket_of(10**10) == bucket_of(10**12) > bucket_of(300_000_000)


def test_no_length_is_negative() -> None:
    with pytest.raises(ValueError, match="-1 seconds"):
        bucket_of(-1)


@given(LENGTHS)
def test_every_place_is_within_one_percent(lengths: list[int]) -> None:
    found = Histogram.of(lengths).at_ranks(*range(1, len(lengths) + 1))
    for true, read in zip(sorted(lengths), found, strict=True):
        assert abs(read - true) <= true / 100


@given(LENGTHS, LENGTHS)
def test_histograms_add_up(some: list[int], others: list[int]) -> None:
    together = merged((Histogram.of(some), Histogram.of(others)))
    assert together == Histogram.of(some + others)
    assert (together.n, together.seconds) == (len(some + others), sum(some) + sum(others))


@pytest.mark.parametrize("rank", [0, 3])
def test_a_place_that_is_not_there_is_refused(rank: int) -> None:
    with pytest.raises(ValueError, match="there are 2 lengths"):
        Histogram.of([5, 6]).at_ranks(rank)
