"""Webhooks: verified, stored, committed, then answered.

Against a handler without a store, and against the bare insert of the same row.
"""

import statistics
from collections.abc import Mapping
from contextlib import AsyncExitStack

from bot.clock import Clock
from bot.config import Settings
from bot.secrets import SecretBox
from kpi.store.database import Database
from tests.benchmarks import raw, report, seeding, signed, wire
from tests.benchmarks.servers import Running, settings
from tests.ports import free_port

ACCEPTED = frozenset({202})


async def run(databases: Mapping[str, str], amount: int, rounds: int) -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Running("slack", free_port()))
        slack_url = f"http://127.0.0.1:{slack.port}/api/"
        servers = {
            "stores nothing": await stack.enter_async_context(Running("nothing", free_port()))
        }
        for name, url in databases.items():
            await _hook(settings(0, url, slack_url))
            kompas = Running("kompas", free_port(), database=url, slack_url=slack_url)
            servers[f"Kompas, {name}"] = await stack.enter_async_context(kompas)
        measured: dict[str, list[float]] = {name: [] for name in servers}
        bare: dict[str, list[float]] = {f"Kompas, {name}": [] for name in databases}
        for turn in range(rounds):
            for name, server in servers.items():
                measured[name].append(await _round(server, turn, amount))
            for name, url in databases.items():
                bare[f"Kompas, {name}"].append(await raw.inserts_per_second(url, amount))
    _show(measured, bare)


async def _hook(made: Settings) -> None:
    database = Database.open(made.database_url)
    sealed = SecretBox.of(made).seal(signed.HOOK_SECRET.encode())
    await seeding.hook(database, sealed, Clock().real())
    await database.close()


async def _round(server: Running, turn: int, amount: int) -> float:
    now = Clock().real()
    path = "/hooks/standard/benchmark"
    requests = [signed.webhook(path, now, number=turn * amount + n) for n in range(amount)]
    load = await wire.saturate(server.port, requests)
    await server.idle()
    if load.statuses != ACCEPTED:
        raise RuntimeError(f"not every webhook was taken: {load.statuses}")
    return load.per_second


def _show(measured: Mapping[str, list[float]], bare: Mapping[str, list[float]]) -> None:
    first = next(iter(measured.values()))
    report.show(
        "Webhooks: 64 connections at once; the bare insert commits one row after the other",
        ("", "per s", "× no store", "bare inserts per s", "× bare insert"),
        [
            (
                name,
                f"{statistics.median(rates):,.0f}",
                report.ratio(rates, first),
                *_beside(rates, bare.get(name, [])),
            )
            for name, rates in measured.items()
        ],
    )


def _beside(rates: list[float], inserts: list[float]) -> tuple[str, str]:
    if not inserts:
        return "", ""
    return f"{statistics.median(inserts):,.0f}", report.ratio(rates, inserts)
