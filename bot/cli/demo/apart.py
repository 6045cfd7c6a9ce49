"""Work on a loop of its own, in a thread, which ends there when nobody waits for it any more."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def done(begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Begin work in a thread, where it may keep the processor, and give what comes of it.

    Whoever cancels this waits until the work has cleared away after itself.
    """
    work = _Work(begin)
    thread = asyncio.ensure_future(asyncio.to_thread(work.run))
    try:
        return await asyncio.shield(thread)
    except asyncio.CancelledError:
        work.end()
        await asyncio.wait({thread})
        with suppress(asyncio.CancelledError):
            thread.exception()
        raise


class _Work:
    """Work that is told of its end in the loop where it runs."""

    def __init__(self, begin: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        self._begin = begin
        self._is_over = threading.Event()
        self._task: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    def run(self) -> Any:
        return asyncio.run(self._run())

    async def _run(self) -> Any:
        task = asyncio.ensure_future(self._begin())
        self._task = asyncio.get_running_loop(), task
        if self._is_over.is_set():
            task.cancel()
        return await task

    def end(self) -> None:
        self._is_over.set()
        if self._task:
            loop, task = self._task
            with suppress(RuntimeError):  # it ended by itself a moment ago
                loop.call_soon_threadsafe(task.cancel)
