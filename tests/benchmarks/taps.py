"""Taps: stored, tallied, committed, then acknowledged; against Bolt that only acknowledges."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from uuid import UUID

from bot.clock import Clock
from kpi.store.database import Database
from tests.benchmarks import report, seeding, signed, wire
from tests.benchmarks.servers import Running
from tests.ports import free_port

FIXED_RATE = 200
OK = frozenset({200})


@dataclass
class Rounds:
    """What one server did, round by round."""

    per_second: list[float] = field(default_factory=list)
    cpu_microseconds: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)


class Taps:
    """An endless supply of first answers, then changes, each with a moment of its own."""

    def __init__(self, questions: Sequence[tuple[UUID, str]]) -> None:
        self._questions = questions
        self._numbers: Iterator[int] = count()
        self._clock = Clock()

    def take(self, amount: int) -> list[bytes]:
        """Return the next signed requests; signed now, since a signature lasts five minutes."""
        now = self._clock.real()
        return [self._tap(next(self._numbers), now) for _ in range(amount)]

    def _tap(self, number: int, now: datetime) -> bytes:
        invitation_id, user_id = self._questions[number % len(self._questions)]
        return signed.tap(invitation_id, user_id, 1 + number % 5, now, number=number)


async def run(databases: Mapping[str, str], amount: int, rounds: int) -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Running("slack", free_port()))
        servers = {"Bolt, ack only": await stack.enter_async_context(Running("bolt", free_port()))}
        taps = {"Bolt, ack only": Taps([(UUID(int=1), "U1")])}
        for name, url in databases.items():
            taps[f"Kompas, {name}"] = Taps(await _questions(url, amount * rounds))
            servers[f"Kompas, {name}"] = await stack.enter_async_context(
                Running(
                    "kompas",
                    free_port(),
                    database=url,
                    slack_url=f"http://127.0.0.1:{slack.port}/api/",
                )
            )
        measured = {name: Rounds() for name in servers}
        for _ in range(rounds):
            for name, server in servers.items():
                await _round(server, taps[name], measured[name], amount)
    _show(measured)


async def _questions(url: str, amount: int) -> list[tuple[UUID, str]]:
    database = Database.open(url)
    asked = await seeding.questions(database, amount, Clock().real())
    await database.close()
    return asked


async def _round(server: Running, taps: Taps, measured: Rounds, amount: int) -> None:
    before = server.cpu_seconds()
    load = await wire.saturate(server.port, taps.take(amount))
    measured.per_second.append(load.per_second)
    await server.idle()
    measured.cpu_microseconds.append((server.cpu_seconds() - before) / amount * 1e6)
    paced = await wire.at_rate(server.port, taps.take(FIXED_RATE * 3), FIXED_RATE)
    await server.idle()
    measured.p50.append(paced.percentile(0.5))
    measured.p99.append(paced.percentile(0.99))
    if load.statuses | paced.statuses != OK:
        raise RuntimeError(f"not every tap was taken: {load.statuses | paced.statuses}")


def _show(measured: Mapping[str, Rounds]) -> None:
    first = next(iter(measured.values()))
    report.show(
        f"Taps: 64 connections at once, then {FIXED_RATE} a second from the intended moment;"
        " CPU with the redraw after it",
        ("", "per s", "× Bolt", "CPU µs", "× Bolt", "p50 ms", "p99 ms", "p99 × Bolt"),
        [
            (
                name,
                f"{statistics.median(one.per_second):,.0f}",
                report.ratio(one.per_second, first.per_second),
                f"{statistics.median(one.cpu_microseconds):,.0f}",
                report.ratio(one.cpu_microseconds, first.cpu_microseconds),
                f"{statistics.median(one.p50):.1f}",
                f"{statistics.median(one.p99):.1f}",
                report.ratio(one.p99, first.p99),
            )
            for name, one in measured.items()
        ],
    )
