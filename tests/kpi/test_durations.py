"""Lengths of time in settings."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.durations import read_duration, show_duration
from kpi.errors import WrongSetting
from tests.each import each


@each(
    ("text", "length"),
    [
        ("0s", timedelta()),
        ("0d", timedelta()),
        ("15m", timedelta(minutes=15)),
        (" 24 H ", timedelta(hours=24)),
        ("14d", timedelta(days=14)),
        ("2w", timedelta(days=14)),
        ("1h30m", timedelta(minutes=90)),
        ("1 hour 30 minutes", timedelta(minutes=90)),
        ("14 dagen", timedelta(days=14)),
        ("24 uur", timedelta(hours=24)),
        ("0", timedelta()),
        ("730d", timedelta(days=730)),
    ],
)
def test_lengths_are_read(text: str, length: timedelta) -> None:
    assert read_duration(text) == length


@each("text", ["", "15", "-1d", "soon", "1.5h", "14 apples", "٣d"])
def test_what_is_no_length_is_answered_with_examples(text: str) -> None:
    with pytest.raises(WrongSetting, match="Write 0s, 15m, 24h or 14d"):
        read_duration(text)


@each("text", ["731d", "999999999w", "730d1s"])
def test_more_than_two_years_is_too_long(text: str) -> None:
    with pytest.raises(WrongSetting, match="too long"):
        read_duration(text)


@each("text", ["0s", "59s", "15m", "24h", "36h", "2d", "14d", "90d"])
def test_lengths_are_shown_as_people_write_them(text: str) -> None:
    assert show_duration(read_duration(text)) == text


@given(st.integers(0, 730 * 86_400))
def test_what_is_shown_reads_back(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    assert read_duration(show_duration(length)) == length
