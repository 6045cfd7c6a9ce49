"""Did it help: what chance does is not taken for an effect, and what helped is found."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpi import effects
from kpi.changes import NO_CHANGE_KNOWN, Change, Share, Verdict, share_change
from kpi.control import Side
from kpi.effects import Days, Effect, Measured, spans

LIVE = date(2026, 9, 7)
WEEK = timedelta(days=7)

days_left_out = st.none() | st.builds(
    lambda first, days: Days(LIVE + timedelta(first), LIVE + timedelta(first + days)),
    st.integers(-120, 30),
    st.integers(1, 35),
)


@given(st.sampled_from(effects.WEEKS), days_left_out)
def test_both_sides_are_equally_long_and_without_what_is_left_out(
    weeks: int, left_out: Days | None
) -> None:
    found = spans(LIVE, weeks, left_out)
    assert found.weeks == weeks
    assert sum(one.length for one in found.before) == found.after.length == 7 * weeks
    assert all(one.length > 0 for one in found.before)
    assert max(one.until for one in found.before) <= LIVE <= found.after.first
    if left_out is not None:
        assert all(
            one.until <= left_out.first or left_out.until <= one.first for one in found.before
        )
        assert left_out.first > LIVE or left_out.until <= found.after.first


def test_waiting_depends_on_how_many_answered() -> None:
    for answers, weeks in (
        ({}, None),
        ({4: (30, 30)}, 4),
        ({4: (100, 29)}, None),
        ({4: (100, 29), 8: (200, 58)}, 8),
        ({4: (1, 1), 8: (2, 2), 12: (3, 3)}, 12),
    ):
        assert effects.chosen(answers) == weeks


def judged(before: Share, after: Share, rest: Change | None = None) -> Effect:
    return Effect(
        definition="csat/1-5/top2/v1",
        spans=spans(LIVE, 4),
        before=Measured(value=float(before.percent), n=before.n) if before.n else None,
        after=Measured(value=float(after.percent), n=after.n) if after.n else None,
        change=share_change(after, before),
        rest=rest,
        signal=Side.ABOVE,
        among=3,
    )


def test_an_effect_is_kept_as_it_was_told() -> None:
    for one in (
        judged(Share(60, 100), Share(80, 100), share_change(Share(9, 10), Share(1, 10))),
        judged(Share(0, 0), Share(1, 2), NO_CHANGE_KNOWN),
        judged(Share(60, 100), Share(80, 100)),
    ):
        assert effects.read(effects.told(one)) == one


def test_what_everybody_did_is_no_merit() -> None:
    up, same = share_change(Share(80, 100), Share(60, 100)), share_change(Share(6, 9), Share(6, 9))
    assert judged(Share(60, 100), Share(80, 100), up).is_shared
    assert not judged(Share(60, 100), Share(80, 100), same).is_shared
    assert not judged(Share(60, 100), Share(61, 100), up).is_shared
    assert judged(Share(1, 20), Share(28, 29)).verdict is Verdict.TOO_FEW
    assert judged(Share(0, 0), Share(28, 29)).verdict is Verdict.NO_DATA


USUAL, A_WEEK, TIMES = 0.8, 60, 1_000
BEFORE, AFTER = 45, 5
"""Weeks around the change."""


@cache
def said_of(chance_after: float, *, bad_week: bool, leaves_out: bool = True) -> Counter[Verdict]:
    """Judge a thousand changes that went live two weeks after they were begun.

    Each was begun for a week of its own: some week, or the first in which fewer than 70 percent
    were satisfied.
    """
    draw = np.random.default_rng(20261122)
    before = draw.binomial(A_WEEK, USUAL, (TIMES, BEFORE))
    after = draw.binomial(A_WEEK, chance_after, (TIMES, AFTER))
    return Counter(
        _judged(list(weeks), list(since), bad_week=bad_week, leaves_out=leaves_out)
        for weeks, since in zip(before.tolist(), after.tolist(), strict=True)
    )


def _judged(weeks: list[int], since: list[int], *, bad_week: bool, leaves_out: bool) -> Verdict:
    bad = (at for at in range(20, BEFORE - 2) if weeks[at] < 0.7 * A_WEEK)
    begun_for = next(bad, BEFORE - 3) if bad_week else BEFORE - 3
    weeks = weeks[: begun_for + 2]
    begins = LIVE + (begun_for - len(weeks)) * WEEK
    left_out = Days(begins, begins + WEEK) if leaves_out else None
    found = spans(LIVE, 4, left_out)
    first = LIVE - len(weeks) * WEEK
    before = _counted(weeks + since, first, found.before)
    return judged(before, _counted(weeks + since, first, (found.after,))).verdict


def _counted(weeks: list[int], first: date, parts: tuple[Days, ...]) -> Share:
    days = [(first + at * WEEK, number) for at, number in enumerate(weeks)]
    among = [n for day, n in days if any(one.first <= day < one.until for one in parts)]
    return Share(sum(among), A_WEEK * len(among))


def test_what_changed_nothing_is_rarely_said_to_have() -> None:
    for bad_week in (False, True):
        said = said_of(USUAL, bad_week=bad_week)
        moved = said[Verdict.UP] + said[Verdict.DOWN]
        assert 0.01 * TIMES < moved <= 0.05 * TIMES, said


def test_what_helped_is_found_also_after_a_bad_week() -> None:
    for bad_week in (False, True):
        said = said_of(USUAL + 0.1, bad_week=bad_week)
        assert said[Verdict.UP] >= 0.8 * TIMES, said
        assert said[Verdict.DOWN] == 0


def test_with_the_bad_week_among_them_chance_looks_like_success() -> None:
    """The reason for leaving it out."""
    among = said_of(USUAL, bad_week=True, leaves_out=False)
    apart = said_of(USUAL, bad_week=True)
    assert among[Verdict.UP] > 2 * apart[Verdict.UP]
