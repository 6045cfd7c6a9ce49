"""Summaries and trends of first response, resolution and first contact, of few tickets and many.

Against counting the lengths of the same days by a covering index.
"""

import statistics
from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import text

from bot.clock import Clock
from kpi.store.database import Database
from tests.benchmarks import bulk, filled, places, report, tickets
from tests.benchmarks.filled import Filled
from tests.benchmarks.timing import Call

YEAR = 364
SPANS = {"week": 7, "quarter": 91, "year": YEAR}
TEAM = 'team:"Team 7"'
OF_A_YEAR = {
    "a trend of 52 weeks": "frt {days}d trend",
    "such a trend of ART": "art {days}d trend",
    "such a trend of FCR": "fcr {days}d trend",
    "all three by team": "frt art fcr {days}d by team",
    "FRT by agent": "frt {days}d by agent",
    "all three of one team": f"frt art fcr {{days}}d {TEAM}",
    "all three, team and channel": f'frt art fcr {{days}}d {TEAM} channel:"channel 1"',
}
INDEX = "CREATE INDEX covering ON reckoning (workspace_id, opened_day, frt_seconds)"
LENGTHS = text(
    "SELECT frt_seconds, count(*) FROM reckoning WHERE workspace_id = :workspace"
    " AND opened_day >= :first AND opened_day < :until GROUP BY frt_seconds"
)
COUNTED = "index:"


async def run(databases: Mapping[str, str], amount: int, rounds: int) -> None:
    """Measure and print: `amount` tickets, a tenth of them and so on, down to ten thousand."""
    for name, url in databases.items():
        found = {size: await _filled(url, size) for size in filled.sizes(amount)}
        calls = {size: _calls(one) for size, one in found.items()}
        _show(name, await filled.milliseconds(calls, rounds))
        for one in found.values():
            await one.database.close()


async def _filled(url: str, size: int) -> Filled:
    there = await places.beside(url, f"tickets{size}")
    database, now = Database.open(there), Clock().real()
    workspace, survey = await tickets.reckoned(database, size, now)
    await database.writer.work(partial(filled.run_all, statements=[INDEX]))
    await bulk.settle(there)
    return Filled(database, workspace, survey, now)


def _calls(one: Filled) -> dict[str, Call]:
    calls: dict[str, Call] = {}
    for span, days in SPANS.items():
        calls[f"{COUNTED} {span}"] = partial(one.count, LENGTHS, days)
        for metric in ("frt", "art", "fcr"):
            calls[f"{span}: {metric.upper()}"] = partial(one.ask, f"{metric} {days}d")
    for label, words in OF_A_YEAR.items():
        calls[f"year: {label}"] = partial(one.ask, words.format(days=YEAR))
    return calls


def _show(name: str, measured: Mapping[int, Mapping[str, Sequence[float]]]) -> None:
    fewest, most = min(measured), max(measured)
    rows = [
        (
            label,
            *(f"{statistics.median(of[label]):,.1f}" for of in measured.values()),
            report.ratio(measured[most][label], measured[fewest][label]),
            report.ratio(
                measured[most][label], measured[most][f"{COUNTED} {label.partition(':')[0]}"]
            ),
        )
        for label in measured[most]
        if not label.startswith(COUNTED)
    ]
    title = f"{name}: a year of tickets; milliseconds"
    sizes = (f"{size:,}" for size in measured)
    report.show(title, ("", *sizes, "most ÷ fewest", "× index, most"), rows)
