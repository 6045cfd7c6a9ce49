from datetime import UTC, timedelta

from bot.clock import Clock


def test_moving_shifts_the_bots_time_and_not_the_worlds() -> None:
    clock = Clock(timedelta(days=1))
    clock.move(timedelta(hours=1))
    ahead = clock.now() - clock.real()
    assert timedelta(hours=24) < ahead <= timedelta(hours=25)


def test_moments_are_aware_and_do_not_run_backwards() -> None:
    clock = Clock()
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert first <= second
