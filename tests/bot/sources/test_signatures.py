from datetime import timedelta

import pytest

from bot.sources import signatures
from tests.moments import NOW

SECOND = int(NOW.timestamp())


@pytest.mark.parametrize("offset", [-300, -1, 0, 300])
def test_within_five_minutes_on_either_side(offset: int) -> None:
    assert signatures.is_recent(str(SECOND + offset), NOW)


@pytest.mark.parametrize(
    "timestamp",
    ["", "abc", "9" * 5000, str(SECOND - 301), str(SECOND + 301), f"{SECOND}.0", "٣", "-1", " 1"],
)
def test_anything_else_is_not_recent(timestamp: str) -> None:
    assert not signatures.is_recent(timestamp, NOW)


def test_a_moment_later_the_same_timestamp_is_old() -> None:
    assert not signatures.is_recent(str(SECOND), NOW + timedelta(minutes=6))


def test_comparing_bears_any_header() -> None:
    assert signatures.equal("v1,abc", "v1,abc")
    assert not signatures.equal("v1,\udcff", "v1,abc")
    assert not signatures.equal("", "v1,abc")
