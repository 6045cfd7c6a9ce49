"""One writer a process: what must be durable before we answer shares a commit.

A commit costs the same for one row as for a hundred, so everything that waits when the writer is
free goes into the next one. Urgent items (taps, webhooks) go first; long work gets a turn of its
own between two such batches.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from kpi.errors import Unavailable

Item = TypeVar("Item")
Result = TypeVar("Result")
Write = Callable[[AsyncConnection, Sequence[Item]], Awaitable[Sequence[Result]]]
"""Writes many items in one go and returns a result for each, in their order; repeatable."""
Work = Callable[[AsyncConnection], Awaitable[Result]]
"""A piece of work with a transaction of its own; repeatable."""

LARGEST_BATCH = 256
TRIES = 4
FIRST_PAUSE = 0.02
"""Seconds before a second try; doubled for each further one."""

TRANSIENT_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "25006", "08006"})
"""Postgres: serialization, deadlock, lock, shutdown, read-only after failover, connection."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    """An item in the queue and the promise of its result."""

    write: Write[Any, Any]
    item: Any
    result: asyncio.Future[Any]


class Writer:
    """Takes writes from any task and commits them one batch at a time, in the order they came."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._urgent: deque[_Waiting] = deque()
        self._long: deque[_Waiting] = deque()
        self._arrived = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._closing = False

    @property
    def waiting(self) -> int:
        """How many items wait for their commit."""
        return len(self._urgent) + len(self._long)

    async def submit(self, write: Write[Item, Result], item: Item) -> Result:
        """Write `item` together with all that wait for the same `write`; return after the commit.

        Cancelling the caller does not take the item back: it was received, so it is written.

        Raises:
            Unavailable: the writer is closing; nothing was written.
            Exception: what `write` or the database raised for this item alone.
        """
        result: Result = await self._enqueue(self._urgent, write, item)
        return result

    async def work(self, function: Work[Result]) -> Result:
        """Run `function` in a transaction of its own, after the urgent items that wait now."""

        async def alone(connection: AsyncConnection, _items: Sequence[None]) -> Sequence[Result]:
            return [await function(connection)]

        result: Result = await self._enqueue(self._long, alone, None)
        return result

    async def close(self) -> None:
        """Refuse new items, finish the ones that wait."""
        self._closing = True
        self._arrived.set()
        if self._loop is not None:
            await self._loop

    def _enqueue(
        self, queue: deque[_Waiting], write: Write[Any, Any], item: object
    ) -> asyncio.Future[Any]:
        if self._closing:
            raise Unavailable
        waiting = _Waiting(write, item, asyncio.get_running_loop().create_future())
        queue.append(waiting)
        self._arrived.set()
        if self._loop is None:
            self._loop = asyncio.create_task(self._run(), name="writer")
        return waiting.result

    async def _run(self) -> None:
        while self.waiting or not self._closing:
            if not self.waiting:
                self._arrived.clear()
                await self._arrived.wait()
            await self._settle(_take(self._urgent, LARGEST_BATCH))
            await self._settle(_take(self._long, 1))

    async def _settle(self, batch: Sequence[_Waiting]) -> None:
        """Commit a batch and keep its promises; when that fails, each item stands for itself."""
        if not batch:
            return
        try:
            results = await self._commit(batch)
        except Exception as error:  # noqa: BLE001 - whatever a write raises belongs to its caller
            await self._settle_failed(batch, error)
            return
        for waiting, result in zip(batch, results, strict=True):
            if not waiting.result.done():
                waiting.result.set_result(result)

    async def _settle_failed(self, batch: Sequence[_Waiting], error: Exception) -> None:
        if len(batch) > 1:
            for waiting in batch:
                await self._settle([waiting])
        elif not batch[0].result.done():
            batch[0].result.set_exception(error)

    async def _commit(self, batch: Sequence[_Waiting]) -> list[Any]:
        """Write a batch in one transaction, again when the database asks for another try."""
        pause = FIRST_PAUSE
        for _try in range(TRIES - 1):
            try:
                return await self._write(batch)
            except DBAPIError as error:
                if not _is_transient(error):
                    raise
            await asyncio.sleep(pause)
            pause *= 2
        return await self._write(batch)

    async def _write(self, batch: Sequence[_Waiting]) -> list[Any]:
        results: dict[_Waiting, Any] = {}
        async with self._engine.begin() as connection:
            for write, group in _by_write(batch).items():
                items = [waiting.item for waiting in group]
                results.update(zip(group, await write(connection, items), strict=True))
        return [results[waiting] for waiting in batch]


def _take(queue: deque[_Waiting], most: int) -> list[_Waiting]:
    taken = list(islice(queue, most))
    for _ in taken:
        queue.popleft()
    return taken


def _by_write(batch: Sequence[_Waiting]) -> dict[Write[Any, Any], list[_Waiting]]:
    groups: dict[Write[Any, Any], list[_Waiting]] = {}
    for waiting in batch:
        groups.setdefault(waiting.write, []).append(waiting)
    return groups


def _is_transient(error: DBAPIError) -> bool:
    """Tell whether the same statements may succeed when they are simply said again."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None)
    return state in TRANSIENT_STATES or "database is locked" in str(error.orig)
