"""Work that goes on after an answer was given: tracked, and finished before the process ends."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

from bot.logs import described

Result = TypeVar("Result")

log = structlog.get_logger()


class Background:
    """Keeps a reference to every task it starts until that task is done."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._ending = asyncio.Event()

    def start(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Run `work` from now on; a failure is logged under `name`."""
        _ = self.run(work, name)

    def run(self, work: Coroutine[Any, Any, Result], name: str) -> asyncio.Task[Result]:
        """Run `work` from now on, and return its task to wait for."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        return task

    async def drain(self, timeout: float) -> int:  # noqa: ASYNC109 - the rest must be cancelled
        """Wait up to `timeout` seconds for all tasks, cancel the rest; return how many those were.

        Tasks that are started by other tasks meanwhile are waited for too, and pauses end.
        """
        self._ending.set()
        try:
            return await self._drain(timeout)
        finally:
            self._ending.clear()

    async def pause(self, seconds: float) -> bool:
        """Wait before a next try; false, and at once, while all is being finished."""
        try:
            async with asyncio.timeout(seconds):
                await self._ending.wait()
        except TimeoutError:
            return True
        return False

    async def _drain(self, seconds: float) -> int:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self._tasks and (left := until - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        cut = list(self._tasks)
        for task in cut:
            task.cancel()
        await asyncio.gather(*cut, return_exceptions=True)
        return len(cut)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background work failed", work=task.get_name(), **described(error))
