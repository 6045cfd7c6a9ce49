from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kpi.answering import (
    Confirmation,
    Standing,
    Verdict,
    Window,
    answered,
    commented,
    confirmed,
)
from tests.moments import NOW

WINDOW = Window(expires_at=NOW + timedelta(days=14), edit_window=timedelta(days=14))
SECOND = timedelta(seconds=1)


def test_the_first_tap_counts() -> None:
    verdict, standing = answered(None, 4, NOW, WINDOW)
    assert (verdict, standing) == (Verdict.COUNTED, Standing(4, NOW, NOW))


def test_a_first_tap_after_the_question_expired_is_late_and_leaves_nothing() -> None:
    assert answered(None, 4, NOW + timedelta(days=14), WINDOW) == (Verdict.LATE, None)


def test_a_tap_proves_delivery_when_nobody_noted_it() -> None:
    unknown = Window(expires_at=None, edit_window=timedelta(days=14))
    assert answered(None, 4, NOW, unknown)[0] is Verdict.COUNTED


def test_a_change_keeps_the_moment_of_the_first_tap() -> None:
    verdict, standing = answered(Standing(4, NOW, NOW), 2, NOW + SECOND, WINDOW)
    assert (verdict, standing) == (Verdict.CHANGED, Standing(2, NOW, NOW + SECOND))


def test_undo_takes_the_score_away_and_a_later_tap_gives_one_again() -> None:
    verdict, undone = answered(Standing(4, NOW, NOW), None, NOW + SECOND, WINDOW)
    assert verdict is Verdict.UNDONE
    assert undone is not None
    verdict, again = answered(undone, 3, NOW + 2 * SECOND, WINDOW)
    assert (verdict, again) == (Verdict.CHANGED, Standing(3, NOW, NOW + 2 * SECOND))


def test_undo_without_an_answer_is_nothing() -> None:
    assert answered(None, None, NOW, WINDOW) == (Verdict.SAME, None)


def test_a_change_after_the_edit_window_is_closed() -> None:
    standing = Standing(4, NOW, NOW)
    late = NOW + timedelta(days=14)
    assert answered(standing, 2, late, WINDOW) == (Verdict.CLOSED, standing)


@given(st.permutations([(1, 4), (2, 2), (3, 5), (4, None), (5, 3)]))
def test_the_last_tap_by_its_own_time_wins_whatever_the_order(
    taps: list[tuple[int, int | None]],
) -> None:
    standing: Standing | None = None
    for second, score in taps:
        _, standing = answered(standing, score, NOW + second * SECOND, WINDOW)
    assert standing is not None
    assert standing.score == 3


def test_a_comment_needs_an_answer_that_stands() -> None:
    assert commented(None, NOW, WINDOW) is Verdict.CLOSED
    assert commented(Standing(None, NOW, NOW), NOW, WINDOW) is Verdict.CLOSED
    assert commented(Standing(2, NOW, NOW), NOW, WINDOW) is Verdict.COMMENTED


def test_the_time_for_comments_ends_with_the_edit_window() -> None:
    standing = Standing(2, NOW, NOW)
    end = NOW + timedelta(days=14)
    assert commented(standing, end - SECOND, WINDOW) is Verdict.COMMENTED
    assert commented(standing, end, WINDOW) is Verdict.CLOSED


def test_what_is_said_beside_an_answer_counts_as_long_as_the_answer_may_change() -> None:
    standing, yes = Standing(4, NOW, NOW), Confirmation(solved=True, at=NOW + SECOND)
    late = Confirmation(solved=False, at=NOW + timedelta(days=14))
    assert confirmed(standing, None, yes, WINDOW) is Verdict.COUNTED
    assert confirmed(standing, yes, late, WINDOW) is Verdict.CLOSED
    for nothing in (None, Standing(None, NOW, NOW)):
        assert confirmed(nothing, None, yes, WINDOW) is Verdict.CLOSED


def test_of_two_things_said_the_later_stands() -> None:
    standing, first = Standing(4, NOW, NOW), Confirmation(solved=True, at=NOW + 2 * SECOND)
    for second, solved, verdict in (
        (1, False, Verdict.STALE),
        (3, False, Verdict.CHANGED),
        (3, True, Verdict.SAME),
    ):
        tap = Confirmation(solved, NOW + second * SECOND)
        assert confirmed(standing, first, tap, WINDOW) is verdict
