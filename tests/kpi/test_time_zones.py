"""Time zones as people write them."""

import pytest

from kpi import time_zones
from kpi.errors import WrongSetting


def test_a_zone_is_read_as_it_is_written_capitals_and_spaces_aside() -> None:
    for text, name in (
        ("Europe/Amsterdam", "Europe/Amsterdam"),
        (" america/new york ", "America/New_York"),
        ("utc", "UTC"),
    ):
        assert time_zones.read(text) == name, text


def test_a_slip_is_answered_with_the_nearest() -> None:
    for text, nearest in (
        ("Europe/Amstrdam", "Europe/Amsterdam"),
        ("Londn", "Europe/London"),
        ("New York", "America/New_York"),
    ):
        with pytest.raises(WrongSetting, match=f"Did you mean {nearest}"):
            time_zones.read(text)


def test_what_comes_near_nothing_has_an_example() -> None:
    for text in ("Mars", "", "+01:00"):
        with pytest.raises(WrongSetting, match="Try Europe/Amsterdam"):
            time_zones.read(text)
