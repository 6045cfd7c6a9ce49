"""Who is not heard, and the verdict against the clock, of few answers and of many.

Against counting the answers of the same days by a covering index.
"""

import statistics
from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import text

from bot.clock import Clock
from bot.query import parse
from kpi.store import clocks, silences
from kpi.store.database import Database
from tests.benchmarks import bulk, filled, places, report, tickets, year
from tests.benchmarks.filled import Filled
from tests.benchmarks.timing import Call

SPANS = {"week": 7, "quarter": 90, "year": 365}
CASES = 5
"""Tickets of either kind that are told beside a clock."""
INDEX = "CREATE INDEX covering ON response (workspace_id, survey_id, version, day, score)"
COUNTED = text(
    "SELECT score, count(*) FROM response WHERE workspace_id = :workspace AND survey_id = :survey"
    " AND version = 1 AND day >= :first AND day < :until AND score IS NOT NULL GROUP BY score"
)
LEAST = "index:"


async def run(databases: Mapping[str, str], answers: int, rounds: int) -> None:
    """Measure and print: `answers`, each about a ticket, a tenth of them and so on."""
    for name, url in databases.items():
        found = {size: await _filled(url, size) for size in filled.sizes(answers)}
        calls = {size: _calls(one) for size, one in found.items()}
        _show(name, await filled.milliseconds(calls, rounds))
        for one in found.values():
            await one.database.close()


async def _filled(url: str, size: int) -> Filled:
    there = await places.beside(url, f"insights{size}")
    database, now = Database.open(there), Clock().real()
    workspace, survey = await year.answers(database, size, now)
    await year.interactions(database, size, now)
    await tickets.reckoned(database, size, now, by=())
    await database.writer.work(partial(filled.run_all, statements=[INDEX]))
    await bulk.settle(there)
    return Filled(database, workspace, survey, now)


def _calls(one: Filled) -> dict[str, Call]:
    calls: dict[str, Call] = {}
    for span, days in SPANS.items():
        calls[f"{LEAST} {span}"] = partial(one.count, COUNTED, days)
        calls[f"{span}: who is not heard"] = partial(_silence, one, f"csat {days}d silence")
        calls[f"{span}: against the clock"] = partial(_clock, one, f"csat {days}d clock")
    return calls


async def _silence(one: Filled, question: str) -> None:
    query = parse(question, today=one.now.date(), zone=one.workspace.time_zone)
    async with one.database.reading() as connection:
        await silences.of_question(connection, one.workspace, query, one.now)


async def _clock(one: Filled, question: str) -> None:
    query = parse(question, today=one.now.date(), zone=one.workspace.time_zone)
    async with one.database.reading() as connection:
        await clocks.of_question(connection, one.workspace, query, one.now, most=CASES)


def _show(name: str, measured: Mapping[int, Mapping[str, Sequence[float]]]) -> None:
    fewest, most = min(measured), max(measured)
    rows = [
        (
            label,
            *(f"{statistics.median(of[label]):,.1f}" for of in measured.values()),
            report.ratio(measured[most][label], measured[fewest][label]),
            report.ratio(
                measured[most][label], measured[most][f"{LEAST} {label.partition(':')[0]}"]
            ),
        )
        for label in measured[most]
        if not label.startswith(LEAST)
    ]
    sizes = (f"{size:,}" for size in measured)
    title = f"{name}: a year of answers and their tickets; milliseconds"
    report.show(title, ("", *sizes, "most ÷ fewest", "× index, most"), rows)
