from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.bell import Bell
from bot.sandbox.messages import Messages

START = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@given(st.lists(st.integers(-(10**7), 10**7), min_size=2, max_size=20))
def test_timestamps_increase_whatever_the_clock_does(moves: list[int]) -> None:
    clock = [START]
    messages = Messages(lambda: clock[0], Bell())
    stamps = []
    for move in moves:
        clock[0] += timedelta(microseconds=move)
        stamps.append(messages.timestamp())

    assert stamps == sorted(set(stamps))


def test_a_timestamp_tells_the_given_now() -> None:
    assert Messages(lambda: START, Bell()).timestamp() == f"{int(START.timestamp())}.000000"
