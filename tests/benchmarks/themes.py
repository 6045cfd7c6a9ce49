"""Themes: reading remarks, and saying why and trying words among a million answers.

Reading a past of them again is held against the bare driver that updates the same rows in the same
pieces, finds nothing out and counts nothing; why against a GROUP BY that a covering index answers;
trying words against a walk along the index to the newest remarks.
"""

import csv
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.blocks import why
from bot.clock import Clock
from bot.query import parse
from bot.work import reading
from kpi import languages, theme_lists
from kpi.spoken import spoken
from kpi.store import readings, summaries, theme_summaries, theme_trials, workspaces
from kpi.store.database import Database
from kpi.theme_trials import Remark, tried
from tests.benchmarks import bulk, filled, places, raw_updates, report, said, timing
from tests.benchmarks.filled import Filled
from tests.benchmarks.timing import Call

SPANS = {"week": 7, "quarter": 90, "half a year": 182}
REMARKS = Path(__file__).parent.parent / "kpi" / "theme_comments"
AGAIN = 10
"""Of so many answers one has a remark that is read again."""
TAGGED = 1_000
INDEX = "CREATE INDEX covering ON response (workspace_id, survey_id, version, day, team, score)"
COUNTED = text(
    "SELECT team, score, count(*) FROM response WHERE workspace_id = :workspace AND survey_id ="
    " :survey AND version = 1 AND day >= :first AND day < :until AND score IS NOT NULL"
    " GROUP BY team, score"
)

NEWEST = text(
    "SELECT comment FROM response WHERE workspace_id = :workspace AND survey_id = :survey"
    " AND version = 1 AND day >= :first AND day < :until AND comment <> ''"
    f" ORDER BY day DESC LIMIT {theme_trials.MOST}"
)


async def run(databases: Mapping[str, str], amount: int, rounds: int) -> None:
    """Measure and print: `amount` answers for why, a tenth of them read again."""
    _tag()
    for name, url in databases.items():
        await _read_again(name, await places.beside(url, "again"), amount // AGAIN)
    for name, url in databases.items():
        await _say_why(name, await places.beside(url, "why"), amount, rounds)


def _tag() -> None:
    dictionary = theme_lists.packaged()
    known = [(one, languages.of(one, "en")) for one in _remarks()]
    dictionary.tagged("", "en")
    told = {
        "finding out the language": lambda one, _: languages.of(one, "en"),
        "and then what it speaks of": dictionary.tagged,
        "both": lambda one, _: dictionary.tagged(one, languages.of(one, "en")),
    }
    report.show(
        f"A remark is read, one of {TAGGED:,} in two languages; milliseconds of the processor",
        ("", "median", "mean", "99 % within"),
        [(name, *_spread(_times(read, known))) for name, read in told.items()],
    )


def _remarks() -> list[str]:
    found: list[str] = []
    for path in sorted(REMARKS.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as written:
            found += [row["comment"] for row in csv.DictReader(written)]
    return [found[place % len(found)] for place in range(TAGGED)]


def _times(read: Callable[[str, str], object], remarks: Sequence[tuple[str, str]]) -> list[float]:
    taken = []
    for one in remarks:
        began = time.thread_time()
        read(*one)
        taken.append((time.thread_time() - began) * 1000)
    return taken


def _spread(taken: Sequence[float]) -> tuple[str, str, str]:
    told = (
        statistics.median(taken),
        statistics.mean(taken),
        statistics.quantiles(taken, n=100)[98],
    )
    low, middle, high = (f"{one:.3f}" for one in told)
    return low, middle, high


async def _read_again(name: str, url: str, amount: int) -> None:
    database = Database.open(url)
    workspace, _ = await said.answers(database, amount, Clock().real(), tenths=4)
    await bulk.settle(url)
    bare = await raw_updates.per_second(url, reading.AT_ONCE)
    await database.writer.work(lambda one: readings.read_again(one, workspace.id))
    began, busy = time.perf_counter(), time.process_time()
    while await _piece(database, workspace.id):
        pass
    ours = amount / (time.perf_counter() - began)
    alone = amount / (time.process_time() - busy)
    await database.close()
    report.show(
        f"{name}: {amount:,} remarks read again, {reading.AT_ONCE} in a transaction",
        ("", "a second", "× the first"),
        [
            ("updating the same rows by the bare driver", f"{bare:,.0f}", "1"),
            ("reading them, updating, counting", f"{ours:,.0f}", f"{ours / bare:.2g}"),
            ("the same, a second of our processor", f"{alone:,.0f}", ""),
        ],
    )


async def _piece(database: Database, workspace_id: str) -> bool:
    """Do what a step of the ticker does; false when nothing is left."""
    dictionary = theme_lists.packaged()
    words = dictionary.fingerprint
    async with database.reading() as connection:
        workspace = await workspaces.find(connection, workspace_id)
        unread = await readings.outdated(connection, workspace, words, reading.AT_ONCE)
    found = reading.read(unread, dictionary)

    async def keep(connection: AsyncConnection) -> None:
        await readings.keep(connection, workspace_id, found, words)

    await database.writer.work(keep)
    through = unread[-1].id if unread else None
    on = partial(readings.go_on, workspace=workspace, through=through, fingerprint=words)
    return await database.writer.work(on)


async def _say_why(name: str, url: str, amount: int, rounds: int) -> None:
    database, now = Database.open(url), Clock().real()
    workspace, survey = await said.answers(database, amount, now, tenths=10)
    await database.writer.work(partial(filled.run_all, statements=(INDEX,)))
    await bulk.settle(url)
    there = Filled(database, workspace, survey, now)
    rows: list[tuple[str, str, str]] = []
    for span, days in SPANS.items():
        rows += await timing.rows(span, _calls(there, days), rounds, decimals=1)
    tried = await timing.rows("words", _trials(there), rounds, decimals=1)
    await database.close()
    title = f"{name}: why, among {amount:,} answers of a year, four in ten with a remark"
    report.show(title, ("", "ms", "× the index"), rows)
    title = f"{name}: words tried on the newest of {amount:,} answers"
    report.show(title, ("", "ms", "× the index"), tried)


def _trials(there: Filled) -> dict[str, Call]:
    before = theme_lists.packaged().themes[0]
    after = replace(before, words={"en": ("waiting", "six days")})

    async def newest() -> list[Remark]:
        async with there.database.reading() as connection:
            found = await theme_trials.samples(connection, there.workspace, there.now)
        return [one.remark for one in found]

    async def whole() -> None:
        tried(await newest(), before, after)

    return {
        "the newest remarks, by the index": partial(there.count, NEWEST, theme_trials.DAYS),
        "the same with where they come from": newest,
        "and words tried on them": whole,
    }


def _calls(there: Filled, days: int) -> dict[str, Call]:
    query = parse(
        f"csat {days}d why by team", today=there.now.date(), zone=there.workspace.time_zone
    )

    async def themes(most: int) -> None:
        async with there.database.reading() as connection:
            heard = await theme_summaries.of_question(
                connection, there.workspace, query, there.now, most=most
            )
        for one in heard.values():
            spoken(one)

    async def whole() -> None:
        async with there.database.reading() as connection:
            found = await summaries.answer(connection, there.workspace, query, there.now)
            heard = await theme_summaries.of_question(connection, there.workspace, query, there.now)
        told = [*map(spoken, heard.values())]
        why.private(found, query, language="en", leads=True, heard=told)

    return {
        "it and the one before by team, by the index": partial(there.count, COUNTED, 2 * days),
        "themes by team, both": partial(themes, 0),
        "with quotes and words": partial(themes, theme_summaries.MOST),
        "the whole answer": whole,
    }
