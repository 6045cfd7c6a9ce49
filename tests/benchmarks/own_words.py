"""First contact by customers' own word, of few answers and of many, three of ten of which hold it.

Beside it stands what was counted of the same tickets.
"""

import statistics
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module

from bot.clock import Clock
from kpi.store import workspaces
from kpi.store.database import Database
from tests.benchmarks import bulk, filled, places, report, tickets, year
from tests.benchmarks.bulk import Made
from tests.benchmarks.filled import Filled
from tests.benchmarks.periods import SPANS, TEAM
from tests.benchmarks.timing import Call

KINDS = {"": "", " by team": "by team", " of one team": TEAM}
COMBINED = f'fcr 365d {TEAM} channel:"channel 1"'
"""What has no counts and goes by an index."""
LEADS: Mapping[str, dict[str, str]] = {
    "where customers' word leads": {"fcr_customers": "2020-01-01/"},
    "where it stands beside": {},
}
"""What is chosen in the workspace."""
MIGRATION = import_module("kpi.store.migrations.versions.0007_by_their_own_word")


async def run(databases: Mapping[str, str], answers: int, rounds: int) -> None:
    """Measure and print: `answers`, a tenth of them and so on, down to ten thousand."""
    for name, url in databases.items():
        found = {size: await _filled(url, size) for size in filled.sizes(answers)}
        for who, service in LEADS.items():
            led = {size: await _led(one, service) for size, one in found.items()}
            calls = {size: _calls(one) for size, one in led.items()}
            measured = await filled.milliseconds(calls, rounds)
            fewest, most = min(measured), max(measured)
            rows = [
                (
                    label,
                    *(f"{statistics.median(of[label]):,.1f}" for of in measured.values()),
                    report.ratio(measured[most][label], measured[fewest][label]),
                )
                for label in measured[most]
            ]
            title = f"{name}: a year of first contact, {who}; milliseconds"
            report.show(title, ("", *(f"{size:,}" for size in found), "most ÷ fewest"), rows)
        for one in found.values():
            await one.database.close()


async def _filled(url: str, size: int) -> Filled:
    there = await places.beside(url, f"words{size}")
    database, now = Database.open(there), Clock().real()
    workspace, survey = await year.answers(database, size, now, said=_said)
    await tickets.reckoned(database, size, now)
    await database.writer.work(partial(filled.run_all, statements=list(MIGRATION.heard())))
    await bulk.settle(there)
    return Filled(database, workspace, survey, now)


def _said(made: Made) -> dict[str, str]:
    mixed, nobody = made.mixed(10, 11), "CAST(NULL AS boolean)"
    moment = made.moment("1860")
    return {
        "solved_at_once": f"CASE WHEN {mixed} < 3 THEN {mixed} < 2 ELSE {nobody} END",
        "confirmed_at": f"CASE WHEN {mixed} < 3 THEN {moment} ELSE NULL END",
    }


async def _led(one: Filled, service: dict[str, str]) -> Filled:
    """Have this word lead in the workspace."""

    chosen = partial(workspaces.change, workspace_id=one.workspace.id, service=service)
    return replace(one, workspace=await one.database.writer.work(chosen))


def _calls(one: Filled) -> dict[str, Call]:
    calls: dict[str, Call] = {"year, team and channel": partial(one.ask, COMBINED)}
    for span, days in SPANS.items():
        for kind, words in KINDS.items():
            calls[f"{span}{kind}"] = partial(one.ask, f"fcr {days}d {words}")
    return calls
