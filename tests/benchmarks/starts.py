"""The first question after a start, against the same question asked again."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from kpi.store.database import Database
from tests.benchmarks import bulk, report, said, signed, tickets, wire, year
from tests.benchmarks.servers import Running
from tests.ports import free_port

QUESTIONS = (
    "csat week",
    "week by team",
    "frt week",
    "csat why",
    "csat trend",
    "csat silence",
    "csat comments",
)
AGAIN = 10


@dataclass
class Waits:
    """How long one question took, in milliseconds, start by start."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)


async def run(databases: Mapping[str, str], answers: int, rounds: int) -> None:
    """Measure and print; each question is the first to a Kompas of its own."""
    async with Running("slack", free_port()) as slack:
        api = f"http://127.0.0.1:{slack.port}/api/"
        for name, url in databases.items():
            await _filled(url, answers)
            found = {question: Waits() for question in QUESTIONS}
            for question in QUESTIONS * rounds:
                kompas = Running("kompas", free_port(), database=url, slack_url=api)
                await _asked(kompas, question, found[question])
            _show(name, answers, found)


async def _filled(url: str, answers: int) -> None:
    database, now = Database.open(url), Clock().real()
    await said.answers(database, answers, now, tenths=4)
    await year.interactions(database, answers, now)
    await tickets.reckoned(database, answers, now, by=())
    await bulk.settle(url)
    await database.close()


async def _asked(kompas: Running, question: str, waits: Waits) -> None:
    asked = signed.command(question, Clock().real())
    async with kompas:
        await kompas.idle()
        waits.first.append((await wire.in_turn(kompas.port, [asked])).percentile(0.5))
        waits.again.append((await wire.in_turn(kompas.port, [asked] * AGAIN)).percentile(0.5))


def _show(name: str, answers: int, found: Mapping[str, Waits]) -> None:
    report.show(
        f"{name}: /kpi after a start, with {answers:,} answers; milliseconds",
        ("", "first", "again", "first × again"),
        [
            (
                question,
                f"{statistics.median(waits.first):,.0f}",
                f"{statistics.median(waits.again):,.0f}",
                report.ratio(waits.first, waits.again),
            )
            for question, waits in found.items()
        ],
    )
