"""Summaries of a week, a quarter and a year, of few and of many answers.

Against counting by a covering index: the least that a database can do that counts answers. They
came from elsewhere, so nobody was asked; what the questions add is a benchmark of its own.
"""

import statistics
from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import TextClause, text

from bot.clock import Clock
from kpi.store.database import Database
from tests.benchmarks import bulk, filled, places, report, year
from tests.benchmarks.filled import Filled
from tests.benchmarks.timing import Call

SPANS = {"week": 7, "quarter": 90, "year": 365}
TEAM = 'team:"Team 7"'
QUESTIONS = {"": "", " by team": "by team", " of one team": TEAM}
COMBINED = {
    ", team and channel": f'{TEAM} channel:"channel 1"',
    ", team, channel and account": f'{TEAM} channel:"channel 1" account:"Account 9"',
    ", one channel by team": 'channel:"channel 1" by team',
    ", one priority": 'priority:"priority 2"',
    ", one team in small letters": TEAM.lower(),
}
"""What has no tally and goes by the index of the answers; and a name that is filed otherwise."""

INDEX = "index:"
INDICES = (
    "CREATE INDEX covering ON response (workspace_id, survey_id, version, day, score)",
    "CREATE INDEX covering_team ON response (workspace_id, survey_id, version, team, day, score)",
)
_COUNTED = (
    "SELECT {by}score, count(*) FROM response {hint} WHERE workspace_id = :workspace AND"
    " survey_id = :survey AND version = 1 {team} AND day >= :first AND day < :until AND"
    " score IS NOT NULL GROUP BY {by}score"
)


async def run(databases: Mapping[str, str], answers: int, rounds: int) -> None:
    """Measure and print: `answers`, a tenth of them and so on, down to ten thousand."""
    for name, url in databases.items():
        found = {size: await _filled(url, size) for size in filled.sizes(answers)}
        calls = {size: _calls(one) for size, one in found.items()}
        _show(name, await filled.milliseconds(calls, rounds))
        for one in found.values():
            await one.database.close()


async def _filled(url: str, size: int) -> Filled:
    there = await places.beside(url, f"answers{size}")
    database, now = Database.open(there), Clock().real()
    workspace, survey = await year.imported(database, size, now)
    await database.writer.work(partial(filled.run_all, statements=INDICES))
    await bulk.settle(there)
    return Filled(database, workspace, survey, now)


def _calls(one: Filled) -> dict[str, Call]:
    """Give what is timed, each after the count that is the least of it."""
    calls: dict[str, Call] = {}
    counts = _counts(one.database.dialect)
    for span, days in SPANS.items():
        for kind, words in QUESTIONS.items():
            calls[f"{INDEX} {span}{kind}"] = partial(one.count, counts[kind], days)
            calls[f"{span}{kind}"] = partial(one.ask, f"csat {days}d {words}")
        calls[f"{span}, its scores alone"] = partial(one.tally, days)
        for kind, words in {} if span == "quarter" else COMBINED.items():
            calls[f"{span}{kind}"] = partial(one.ask, f"csat {days}d {words}")
    return calls


def _counts(dialect: str) -> dict[str, TextClause]:
    """Return the least that tells as much; SQLite has to be told which index that is."""
    hint, by_team = "", ""
    if dialect == "sqlite":
        hint, by_team = "INDEXED BY covering", "INDEXED BY covering_team"
    only = "AND team = 'Team 7'"
    return {
        "": text(_COUNTED.format(hint=hint, by="", team="")),
        " by team": text(_COUNTED.format(hint=by_team, by="team, ", team="")),
        " of one team": text(_COUNTED.format(hint=by_team, by="", team=only)),
    }


def _show(name: str, measured: Mapping[int, Mapping[str, Sequence[float]]]) -> None:
    fewest, most = min(measured), max(measured)
    report.show(
        f"{name}: a year of answers, {year.TEAMS} teams; milliseconds",
        ("", *(f"{size:,}" for size in measured), "most ÷ fewest", "index, most", "× index"),
        [
            (
                label,
                *(f"{statistics.median(of[label]):,.1f}" for of in measured.values()),
                report.ratio(measured[most][label], measured[fewest][label]),
                f"{statistics.median(_least(measured[most], label)):,.1f}",
                report.ratio(measured[most][label], _least(measured[most], label)),
            )
            for label in measured[most]
            if not label.startswith(INDEX)
        ],
    )


def _least(of: Mapping[str, Sequence[float]], label: str) -> Sequence[float]:
    """Give the times of the count that a summary is held against: of its span and its split."""
    return of.get(f"{INDEX} {label}") or of[f"{INDEX} {label.partition(',')[0]}"]
