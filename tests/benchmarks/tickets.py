"""A year of tickets that were reckoned, with the tallies that count them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import service_definitions
from kpi.histograms import bucket_of
from kpi.reckoning import UNANSWERED
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import TALLIED, Reckoning, Survey, Workspace
from tests.benchmarks import bulk, filled, seeding, year
from tests.benchmarks.bulk import Made

LENGTHS = 1_000
"""How many lengths there are: most are short, few are long."""
FIRST, SOLVED = "30 + {0} * {0} * {0} / 20000", "600 + {0} * {0} * {0} / 1000"
"""Seconds until the first reply, half a day at most, and until the resolution, 11 days at most."""
COUNTED = {
    "frt": ("opened_day", "r.frt_definition", f"coalesce(bucket, {UNANSWERED})", "frt_seconds"),
    "art": ("art_day", "r.art_definition", "bucket", "art_seconds"),
    "fcr": ("fcr_day", "r.fcr_definition", "CASE WHEN solved_at_once THEN 1 ELSE 0 END", "NULL"),
    "opened": ("opened_day", "''", "0", "NULL"),
}
"""Measure to the columns that tell day, definition, bucket and length."""


async def reckoned(
    database: Database, count: int, now: datetime, *, by: Sequence[str] = TALLIED
) -> tuple[Workspace, Survey]:
    """Store what `count` tickets count for, of as many teams and agents as answers have.

    Args:
        database: where to.
        count: how many.
        now: the moment it is.
        by: the segments by which they are counted.
    """
    workspace, survey = await seeding.prepared(database, now)
    made = Made(database.dialect, count, now)
    await bulk.store(database, made, _reckoning(workspace, now), _varied(made))
    await database.writer.work(partial(_tally, by=by))
    return workspace, survey


def _varied(made: Made) -> dict[str, str]:
    unanswered = f"{made.mixed(100, 9)} = 0"
    return {
        "interaction_id": made.key(3),
        "opened_at": made.moment(),
        "opened_day": made.day(),
        "art_day": made.day(),
        "fcr_day": made.day(),
        "frt_seconds": f"CASE WHEN {unanswered} THEN NULL ELSE {_length(made, FIRST, 7)} END",
        "art_seconds": _length(made, SOLVED, 8),
        "solved_at_once": f"({made.mixed(10, 10)} < 7)",
        **year.filed(made),
    }


def _length(made: Made, seconds: str, salt: int) -> str:
    return seconds.format(made.mixed(LENGTHS, salt))


def _reckoning(workspace: Workspace, now: datetime) -> Reckoning:
    chosen = service_definitions.in_force(workspace.service)
    return Reckoning(
        workspace_id=workspace.id,
        interaction_id=new_id(now),
        frt_definition=chosen.frt.key,
        art_definition=chosen.art.key,
        fcr_definition=chosen.fcr.key,
        reckoned_at=now,
    )


async def _tally(connection: AsyncConnection, *, by: Sequence[str]) -> None:
    rows = ", ".join(f"({one}, {bucket_of(one)})" for one in sorted(_lengths()))
    statements = [
        "CREATE TABLE lengths (length bigint PRIMARY KEY, bucket bigint)",
        f"INSERT INTO lengths VALUES {rows}",
        *(_tallied(measure, segment) for measure in COUNTED for segment in ("", *by)),
        "DROP TABLE lengths",
        *(
            _added(measure, "week", segment, _monday(connection), "bucket")
            for measure in ("frt", "art")
            for segment in ("", *by)
        ),
        *(
            _added(measure, "8weeks", segment, _eight_weeks(connection), "bucket")
            for measure in ("frt", "art", "fcr")
            for segment in ("", *by)
        ),
        *(_added(measure, "whole", "", "day", "0") for measure in ("frt", "art", "fcr")),
    ]
    await filled.run_all(connection, statements)


def _lengths() -> set[int]:
    cubes = [number**3 for number in range(LENGTHS)]
    return {30 + one // 20_000 for one in cubes} | {600 + one // 1_000 for one in cubes}


def _tallied(measure: str, segment: str) -> str:
    day, definition, bucket, length = COUNTED[measure]
    value = f"r.{segment}" if segment else "''"
    return (
        "INSERT INTO service_tally (workspace_id, measure, definition, segment, value, day, bucket,"
        f" n, seconds) SELECT min(r.workspace_id), '{measure}', min({definition}), '{segment}',"
        f" {value}, r.{day}, {bucket}, count(*), coalesce(sum(CAST({length} AS bigint)), 0)"
        f" FROM reckoning r LEFT JOIN lengths ON length = CAST({length} AS bigint)"
        f" GROUP BY 5, 6, 7"
    )


def _monday(connection: AsyncConnection) -> str:
    if connection.dialect.name == "postgresql":
        return "CAST(date_trunc('week', day) AS date)"
    return "date(day, 'weekday 0', '-6 days')"


def _eight_weeks(connection: AsyncConnection) -> str:
    if connection.dialect.name == "postgresql":
        return "day - (day - date '1970-01-05') % 56"
    passed = "(CAST(julianday(day) - julianday('1970-01-05') AS integer) % 56)"
    return f"date(day, '-' || {passed} || ' days')"


def _added(measure: str, kind: str, segment: str, day: str, bucket: str) -> str:
    """Add up the tallies of one workspace and one definition to others of fewer rows."""
    return (
        "INSERT INTO service_tally (workspace_id, measure, definition, segment, value, day, bucket,"
        f" n, seconds) SELECT min(workspace_id), '{measure}/{kind}', min(definition), '{segment}',"
        f" value, {day}, {bucket}, sum(n), sum(seconds) FROM service_tally WHERE workspace_id ="
        f" (SELECT id FROM workspace) AND measure = '{measure}' AND segment = '{segment}'"
        f" GROUP BY 5, 6, 7"
    )
