"""A wire between two parties that can hold back answers, and can be cut and mended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Wire:
    """Listens on a port of loopback and passes everything on to whatever `reach` opens."""

    def __init__(self, reach: Callable[[], Awaitable[Ends]]) -> None:
        self._reach = reach
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self._answers = asyncio.Event()
        self._answers.set()
        self.port = 0

    async def mend(self) -> None:
        """Let new connections through, on the same port as before."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Break every connection and refuse new ones."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        passing = list(self._passing)
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)

    def hold_answers(self) -> None:
        """Keep whatever comes back from the far end."""
        self._answers.clear()

    def release_answers(self) -> None:
        self._answers.set()

    async def _connect(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._writers.add(back)
        try:
            far, there = await self._reach()
        except OSError:
            back.transport.abort()
            return
        self._writers.add(there)
        always = asyncio.Event()
        always.set()
        self._keep(self._pass(near, there, always))
        self._keep(self._pass(far, back, self._answers))

    def _keep(self, passing: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(passing)
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _pass(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, gate: asyncio.Event
    ) -> None:
        try:
            while data := await source.read(65536):
                await gate.wait()
                sink.write(data)
                await sink.drain()
        except ConnectionError:
            sink.transport.abort()
        finally:
            sink.close()
            self._writers.discard(sink)


@asynccontextmanager
async def to_port(port: int) -> AsyncIterator[Wire]:
    """Lay a wire to a port of loopback."""
    async with _laid(lambda: asyncio.open_connection("127.0.0.1", port)) as wire:
        yield wire


@asynccontextmanager
async def to_socket(path: str) -> AsyncIterator[Wire]:
    """Lay a wire to a Unix socket."""
    async with _laid(lambda: asyncio.open_unix_connection(path)) as wire:
        yield wire


@asynccontextmanager
async def _laid(reach: Callable[[], Awaitable[Ends]]) -> AsyncIterator[Wire]:
    wire = Wire(reach)
    await wire.mend()
    try:
        yield wire
    finally:
        wire.release_answers()
        await wire.cut()
