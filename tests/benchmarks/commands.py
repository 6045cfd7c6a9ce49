"""`/kpi` from a signed command to its answer, against Bolt that answers with a constant."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bot.clock import Clock
from kpi.store.database import Database
from tests.benchmarks import bulk, report, signed, wire, year
from tests.benchmarks.servers import Running
from tests.ports import free_port

BOLT = "Bolt, a constant"
QUESTIONS = (
    "csat week",
    'csat week team:"Team 7"',
    "csat 90d",
    "csat 365d",
    "csat 365d by team",
    "definition csat",
)
"""The last one needs no numbers."""
IN_ONE_ROUND = 20


@dataclass
class Answers:
    """What one server said to one question, round by round."""

    median: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    size: int = 0

    def at(self, share: float) -> str:
        """Give the milliseconds that `share` (0-1) of the answers did not exceed."""
        ordered = sorted(self.latencies)
        return f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000:,.1f}"


async def run(databases: Mapping[str, str], answers: int, rounds: int) -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Running("slack", free_port()))
        api = f"http://127.0.0.1:{slack.port}/api/"
        servers = {BOLT: await stack.enter_async_context(Running("bolt", free_port()))}
        for name, url in databases.items():
            await _filled(url, answers)
            kompas = Running("kompas", free_port(), database=url, slack_url=api)
            servers[name] = await stack.enter_async_context(kompas)
        measured = {(BOLT, QUESTIONS[0]): Answers()}
        measured |= {(name, text): Answers() for name in databases for text in QUESTIONS}
        for warm in range(rounds + 1):
            for (name, text), found in measured.items():
                await _round(servers[name], text, found if warm else Answers())
    _show(answers, measured)


async def _filled(url: str, answers: int) -> None:
    database = Database.open(url)
    await year.answers(database, answers, Clock().real())
    await bulk.settle(url)
    await database.close()


async def _round(server: Running, text: str, found: Answers) -> None:
    now = Clock().real()
    load = await wire.in_turn(server.port, [signed.command(text, now)] * IN_ONE_ROUND)
    if load.statuses != {200}:
        raise RuntimeError(f"not every command was answered: {load.statuses}")
    found.median.append(load.percentile(0.5))
    found.latencies += load.latencies
    found.size = max(found.size, load.size)


def _show(answers: int, measured: Mapping[tuple[str, str], Answers]) -> None:
    bolt = next(iter(measured.values()))
    report.show(
        f"/kpi, one at a time, with {answers:,} answers to as many questions; milliseconds",
        ("", "p50", "p95", "p99", "p50 × Bolt", "bytes"),
        [
            (
                name if name == BOLT else f"{name}: {text}",
                *(found.at(share) for share in (0.5, 0.95, 0.99)),
                report.ratio(found.median, bolt.median),
                f"{found.size:,}",
            )
            for (name, text), found in measured.items()
        ],
    )
