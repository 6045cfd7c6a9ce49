"""A week and a year on a million answers: summaries against counting by a covering index."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.query import parse
from kpi.store import summaries, tallies
from kpi.store.database import Database
from kpi.store.tables import Survey, Workspace
from tests.benchmarks import report, seeding, timing
from tests.benchmarks.timing import Call

SPANS = {"week": 7, "year": 365}

INDEX = "CREATE INDEX covering ON response (workspace_id, survey_id, version, day, score)"
COUNT = text(
    "SELECT score, count(*) FROM response WHERE workspace_id = :workspace AND survey_id = :survey"
    " AND version = :version AND day >= :first AND day < :until AND score IS NOT NULL"
    " GROUP BY score"
)


async def run(databases: Mapping[str, str], *, answers: int, rounds: int) -> None:
    """Measure and print."""
    clock = Clock()
    now = clock.real()
    for name, url in databases.items():
        rows = []
        database = Database.open(url)
        survey = await seeding.answers(database, answers, now.date(), now)
        workspace, _ = await seeding.prepared(database, now)
        await database.writer.work(lambda connection: connection.execute(text(INDEX)))
        await database.writer.work(lambda connection: connection.execute(text("ANALYZE")))
        async with database.reading() as connection:
            for span, days in SPANS.items():
                first = now.date() - timedelta(days=days - 1)
                calls = _calls(connection, workspace, survey, first, now.date())
                rows += await timing.rows(f"{name}, {span}", calls, rounds)
        await database.close()
        report.show(
            f"{answers:,} answers in a year, 40 teams; milliseconds",
            ("", "ms", "× covering index"),
            rows,
        )


def _calls(
    connection: AsyncConnection, workspace: Workspace, survey: Survey, first: date, today: date
) -> dict[str, Call]:
    until = today + timedelta(days=1)
    values = {
        "workspace": survey.workspace_id,
        "survey": survey.id if connection.dialect.name == "postgresql" else survey.id.hex,
        "version": survey.version,
        "first": first if connection.dialect.name == "postgresql" else first.isoformat(),
        "until": until if connection.dialect.name == "postgresql" else until.isoformat(),
    }
    query = parse(f"csat {first}..{today}", today=today, zone=workspace.time_zone)
    now = Clock().real()
    return {
        "covering index": lambda: connection.execute(COUNT, values),
        "tallies": lambda: tallies.counts(connection, survey, first, until, filters={}),
        "one team": lambda: tallies.counts(
            connection, survey, first, until, filters={"team": "Team 7"}
        ),
        "whole summary": lambda: summaries.answer(connection, workspace, query, now),
    }
