"""A year of answers with remarks that were read, and the counts of what they speak of."""

from datetime import datetime

from sqlalchemy import ColumnElement, Executable, String, cast, func, insert, literal, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.database import Database
from kpi.store.rows import table
from kpi.store.tables import Response, Survey, ThemeTally, Workspace
from kpi.store.tallies import SCORES
from kpi.store.theme_tallies import ANY, KEY
from tests.benchmarks import year
from tests.benchmarks.bulk import Made

THEMES = ("speed", "agent", "price", "other")
WORDS = "other words"
"""What the remarks were read with."""
_REMARK = (
    "CASE {0} WHEN 0 THEN 'Still waiting for a reply after six days' WHEN 1 THEN 'Kind and quick on"
    " the phone' WHEN 2 THEN 'Far too dear for what it is' WHEN 3 THEN 'As ever' ELSE '' END"
)
_SPOKEN = (
    'CASE {0} WHEN 0 THEN \'["speed"]\' WHEN 1 THEN \'["agent", "speed"]\''
    " WHEN 2 THEN '[\"price\"]' WHEN 3 THEN '[\"other\"]' ELSE '[]' END"
)


async def answers(
    database: Database, count: int, now: datetime, *, tenths: int
) -> tuple[Workspace, Survey]:
    """Store `count` answers; four of so many tenths have a remark."""

    def said(made: Made) -> dict[str, str]:
        mixed = made.mixed(tenths, 7)
        spoken = _SPOKEN.format(mixed)
        return {
            "comment": _REMARK.format(mixed),
            "language": "'en'",
            "themes": f"CAST({spoken} AS jsonb)" if made.is_postgres else spoken,
            "read_with": f"CASE WHEN {mixed} < 4 THEN '{WORDS}' ELSE '' END",
        }

    workspace, survey = await year.imported(database, count, now, said=said)
    await database.writer.work(_tally)
    return workspace, survey


async def _tally(connection: AsyncConnection) -> None:
    for theme in (ANY, *THEMES):
        await connection.execute(_tallied(theme, literal(""), literal("")))
        await connection.execute(_tallied(theme, literal("team"), table(Response).c.team))


def _tallied(theme: str, segment: ColumnElement[str], value: ColumnElement[str]) -> Executable:
    answer = table(Response).c
    filed = {"segment": segment, "value": value, "theme": literal(theme)}
    key = [filed[name] if name in filed else answer[name] for name in KEY]
    counts = (
        func.count().filter(answer.score == score) if 0 < score <= year.HIGHEST else literal(0)
        for score in range(len(SCORES))
    )
    spoken = cast(answer.themes, String).contains(f'"{theme}"') if theme else true()
    grouped = (answer.workspace_id, answer.survey_id, answer.version, answer.day, value)
    counted = select(*key, *counts).where(answer.read_with != "", spoken).group_by(*grouped)
    return insert(table(ThemeTally)).from_select([*KEY, *SCORES], counted)
