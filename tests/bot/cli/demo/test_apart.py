import asyncio
import threading

import pytest

from bot.cli.demo import apart


async def test_work_is_done_on_another_thread_and_its_result_given() -> None:
    async def name() -> str:
        return threading.current_thread().name

    assert await apart.done(name) != threading.current_thread().name


async def test_what_nobody_waits_for_any_more_ends_and_clears_away() -> None:
    begun, cleared = threading.Event(), threading.Event()

    async def endless() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cleared.set()

    waiting = asyncio.ensure_future(apart.done(endless))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert cleared.is_set()


async def test_what_ends_before_it_begins_does_nothing() -> None:
    begun: list[str] = []

    async def beginning() -> None:
        begun.append("begun")

    waiting = asyncio.ensure_future(apart.done(beginning))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(waiting, 5)


async def test_an_error_of_the_work_is_told() -> None:
    async def failing() -> None:
        raise LookupError("not there")

    with pytest.raises(LookupError):
        await apart.done(failing)
