"""What it takes to tell how many were helped, asked and heard, of few questions and of many."""

import statistics
from collections.abc import Mapping
from functools import partial

from bot.clock import Clock
from bot.query import parse
from kpi.store import funnels
from kpi.store.database import Database
from tests.benchmarks import bulk, filled, places, report, year
from tests.benchmarks.filled import Filled
from tests.benchmarks.periods import SPANS, TEAM
from tests.benchmarks.timing import Call

KINDS = {"": "", " by team": "by team", " of one team": TEAM}


async def run(databases: Mapping[str, str], answers: int, rounds: int) -> None:
    """Measure and print: `answers`, each to a question, a tenth of them and so on."""
    for name, url in databases.items():
        found = {size: await _filled(url, size) for size in filled.sizes(answers)}
        measured = await filled.milliseconds(
            {size: _calls(one) for size, one in found.items()}, rounds
        )
        fewest, most = min(measured), max(measured)
        rows = [
            (
                label,
                *(f"{statistics.median(of[label]):,.1f}" for of in measured.values()),
                report.ratio(measured[most][label], measured[fewest][label]),
            )
            for label in measured[most]
        ]
        title = f"{name}: a year of questions, each answered; milliseconds"
        report.show(title, ("", *(f"{size:,}" for size in found), "most ÷ fewest"), rows)
        for one in found.values():
            await one.database.close()


async def _filled(url: str, size: int) -> Filled:
    there = await places.beside(url, f"asked{size}")
    database, now = Database.open(there), Clock().real()
    workspace, survey = await year.answers(database, size, now)
    await bulk.settle(there)
    return Filled(database, workspace, survey, now)


def _calls(one: Filled) -> dict[str, Call]:
    calls: dict[str, Call] = {}
    for span, days in SPANS.items():
        for kind, words in KINDS.items():
            question = f"csat {days}d {words}"
            calls[f"{span}{kind}, the whole summary"] = partial(one.ask, question)
            calls[f"{span}{kind}, who was asked alone"] = partial(_asked, one, question)
    return calls


async def _asked(one: Filled, question: str) -> None:
    query = parse(question, today=one.now.date(), zone=one.workspace.time_zone)
    async with one.database.reading() as connection:
        await funnels.of_period(connection, one.workspace, query, one.now)
