"""Weeks of answers that are there already, as somebody who moved to Kompas would import them."""

from datetime import datetime, timedelta

from kpi.store import imports, surveys, workspaces
from kpi.store.database import Database
from kpi.store.imports import Imported

COUNT = 13
SCORES = (5, 5, 5, 4, 4, 4, 4, 3, 2, 1)
"""What is answered each week: seven of ten are satisfied."""


async def answered(
    database: Database, workspace_id: str, now: datetime, *, survey: str = "csat", key: str = ""
) -> None:
    """Have customers answered a survey in each of the last weeks, some of them this week.

    Another `key` makes them other answers than those before.
    """
    async with database.reading() as connection:
        workspace = await workspaces.find(connection, workspace_id)
        found = await surveys.named(connection, workspace_id, survey)
    answers = [
        Imported(
            external_key=f"{key}{week}-{at}", score=score, at=now - timedelta(weeks=week, minutes=1)
        )
        for week in range(COUNT)
        for at, score in enumerate(SCORES)
    ]
    await database.writer.work(
        lambda connection: imports.import_answers(connection, workspace, found, answers, now)
    )
