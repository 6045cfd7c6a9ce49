from datetime import UTC, datetime, timedelta
from itertools import permutations

from kpi.moments import earliest, first_after, latest, reopened_since

ONE, TWO, THREE = (datetime(2026, 11, 16, 9, tzinfo=UTC) + timedelta(hours=n) for n in range(3))


def test_what_never_came_does_not_count() -> None:
    assert (earliest(None, TWO, ONE), latest(ONE, None, TWO)) == (ONE, TWO)
    assert (earliest(None), latest()) == (None, None)


def test_a_tie_is_reopened() -> None:
    assert reopened_since(ONE, ONE)
    assert not reopened_since(TWO, ONE)
    assert not reopened_since(None, ONE)


def test_the_first_message_after_an_answer_stays() -> None:
    assert first_after(ONE, TWO, THREE) == TWO
    assert first_after(TWO, ONE, THREE) == THREE
    assert first_after(None, ONE, THREE) == THREE
    for order in permutations((ONE, TWO, THREE)):
        known = None
        for at in order:
            known = first_after(None, known, at)
        assert first_after(ONE, known) == THREE
