from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.bell import Bell
from bot.sandbox.identity import Identity
from bot.sandbox.messages import Message, Messages

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


def test_a_reaction_comes_and_goes_by_person() -> None:
    messages = Messages(lambda: START, Bell())
    message = messages.add(Message(ts="1.0", channel="C1", text="Hello", user="U1"))
    came = [messages.react(message, user_id, "eyes")[1] for user_id in ("U2", "U3", "U2")]
    assert came == [True, True, False]
    changed = messages.find("C1", "1.0")
    assert changed.as_slack(Identity(scopes=frozenset()))["reactions"] == [
        {"name": "eyes", "users": ["U3"], "count": 1}
    ]
    changed, _ = messages.react(message, "U3", "eyes")
    assert "reactions" not in changed.as_slack(Identity(scopes=frozenset()))
