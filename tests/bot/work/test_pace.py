from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.work.pace import Pace

PATIENT = 1000.0


def test_the_first_message_goes_at_once_and_the_next_a_second_later() -> None:
    pace = Pace()
    assert pace.take("C1", 10.0, patience=PATIENT) == 0.0
    assert pace.take("C1", 10.25, patience=PATIENT) == 0.75
    assert pace.take("C2", 10.25, patience=PATIENT) == 0.0
    assert pace.take("C1", 30.0, patience=PATIENT) == 0.0


def test_who_cannot_wait_that_long_reserves_nothing() -> None:
    pace = Pace()
    pace.take("C1", 0.0, patience=PATIENT)
    pace.take("C1", 0.0, patience=PATIENT)
    assert pace.take("C1", 0.0, patience=1.5) is None
    assert pace.wait("C1", 0.0) == 2.0
    assert pace.take("C1", 1.0, patience=1.5) == 1.0


def test_retry_after_holds_every_channel() -> None:
    pace = Pace()
    pace.hold(30.0, 100.0)
    assert pace.wait("C1", 110.0) == 20.0
    assert pace.take("C1", 110.0, patience=5.0) is None
    assert pace.held(130.0) == 0.0
    assert pace.take("C1", 130.0, patience=5.0) == 0.0


def test_a_shorter_hold_does_not_end_a_longer_one() -> None:
    pace = Pace()
    pace.hold(30.0, 100.0)
    pace.hold(1.0, 110.0)
    assert pace.held(120.0) == 10.0


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.floats(0, 3)), max_size=40))
def test_no_channel_gets_two_messages_within_a_second(posts: list[tuple[str, float]]) -> None:
    pace, at = Pace(), 0.0
    posted: dict[str, list[float]] = {}
    for channel, step in posts:
        at += step
        wait = pace.take(channel, at, patience=5.0)
        if wait is not None:
            posted.setdefault(channel, []).append(at + wait)
    for moments in posted.values():
        gaps = [after - before for before, after in pairwise(moments)]
        assert all(gap >= 1 - 1e-9 for gap in gaps)
