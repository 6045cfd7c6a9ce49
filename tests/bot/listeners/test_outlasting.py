import asyncio
from collections.abc import Callable

import pytest

from bot.background import Background
from bot.listeners.outlasting import PAUSES, outlasting


def failing(times: int, error: Exception) -> Callable[[], asyncio.Future[int]]:
    """Give work that fails so often, and then tells how often it was tried."""
    tries = iter(range(1, 100))

    def work() -> asyncio.Future[int]:
        future = asyncio.get_running_loop().create_future()
        tried = next(tries)
        if tried <= times:
            future.set_exception(error)
        else:
            future.set_result(tried)
        return future

    return work


async def test_work_is_tried_again_while_the_database_is_away() -> None:
    background = Background()
    assert await outlasting(background, failing(1, ConnectionResetError())) == 2


async def test_another_failure_is_one_at_once() -> None:
    with pytest.raises(LookupError):
        await outlasting(Background(), failing(1, LookupError()))


@pytest.mark.parametrize(("times", "ends_well"), [(1, True), (len(PAUSES), False)])
async def test_when_the_process_ends_one_try_is_left(times: int, *, ends_well: bool) -> None:
    background = Background()
    work = background.run(outlasting(background, failing(times, OSError())), "waiting")
    await asyncio.sleep(0)
    assert await background.drain(5) == 0
    assert (work.exception() is None) is ends_well


def test_the_tries_are_bounded() -> None:
    assert sum(PAUSES) < 600
    assert list(PAUSES) == sorted(PAUSES)
