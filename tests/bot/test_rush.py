import asyncio

import pytest

from bot.rush import QUIET, Rush

SOON, LONG = 10 * QUIET, 60.0


async def test_nothing_waits_while_nobody_is_at_a_door() -> None:
    async with asyncio.timeout(LONG / 2):
        await Rush().over(LONG)


async def test_what_can_wait_comes_after_the_last_answer() -> None:
    rush, order = Rush(), list[str]()

    async def redraw() -> None:
        await rush.over(LONG)
        order.append("redrawn")

    with rush.answering():
        waiting = asyncio.create_task(redraw())
        for _ in range(3):
            await asyncio.sleep(QUIET)
            with rush.answering():
                order.append("answered")
    await waiting
    assert order == ["answered", "answered", "answered", "redrawn"]


async def test_a_rush_without_an_end_is_not_waited_for() -> None:
    rush = Rush()
    with rush.answering():
        async with asyncio.timeout(LONG):
            await rush.over(SOON)


async def test_a_request_that_failed_has_left_too() -> None:
    rush = Rush()
    with pytest.raises(ConnectionError), rush.answering():
        raise ConnectionError
    async with asyncio.timeout(LONG / 2):
        await rush.over(LONG)
