"""A load on a server: prepared requests over connections that stay open, timed one by one."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class Load:
    """What a load met: how long it took in all, each answer's time in seconds, their statuses."""

    seconds: float
    latencies: Sequence[float]
    statuses: frozenset[int]
    size: int
    """Of the longest answer, in bytes."""

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that `share` (0-1) of the answers did not exceed, in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def request(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """Return the bytes of a POST."""
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def saturate(port: int, requests: Sequence[bytes]) -> Load:
    """Send the requests as fast as 64 connections take them."""
    waiting = iter([(0.0, content) for content in requests])
    return await _run(port, waiting)


async def in_turn(port: int, requests: Sequence[bytes]) -> Load:
    """Send the requests one after the other, each once the one before it was answered."""
    waiting = iter([(0.0, content) for content in requests])
    return await _run(port, waiting, connections=1)


async def at_rate(port: int, requests: Sequence[bytes], per_second: float) -> Load:
    """Send the requests at a fixed rate; a latency counts from the moment it should have left."""
    start = time.perf_counter() + 0.1
    planned = [(start + n / per_second, content) for n, content in enumerate(requests)]
    return await _run(port, iter(planned))


async def _run(
    port: int, waiting: Iterator[tuple[float, bytes]], *, connections: int = CONNECTIONS
) -> Load:
    answers: list[tuple[float, int, int]] = []
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, waiting, answers) for _ in range(connections)))
    seconds = time.perf_counter() - began
    latencies, statuses, sizes = zip(*answers, strict=True)
    return Load(seconds, latencies, frozenset(statuses), max(sizes))


async def _connection(
    port: int, waiting: Iterator[tuple[float, bytes]], answers: list[tuple[float, int, int]]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for planned, content in waiting:
        await asyncio.sleep(max(0.0, planned - time.perf_counter()))
        sent = planned or time.perf_counter()
        writer.write(content)
        status, size = await _answer(reader)
        answers.append((time.perf_counter() - sent, status, size))
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Read an answer to its end; return its status and the length of its body."""
    head, size = await reader.readuntil(b"\r\n\r\n"), 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            size = int(line.partition(b":")[2])
            await reader.readexactly(size)
    return int(head[9:12]), size
