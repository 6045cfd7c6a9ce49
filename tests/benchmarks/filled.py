"""A database with a year in it, to be asked what `/kpi` asks, and to be counted in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.query import parse
from kpi.store import score_counts, summaries
from kpi.store.database import Database
from kpi.store.score_counts import DAY
from kpi.store.tables import Survey, Workspace
from tests.benchmarks import timing
from tests.benchmarks.timing import Call


@dataclass(frozen=True, slots=True)
class Filled:
    """A database with a year of answers or of tickets."""

    database: Database
    workspace: Workspace
    survey: Survey
    now: datetime

    async def ask(self, question: str) -> None:
        """Answer a question as `/kpi` does."""
        query = parse(question, today=self.now.date(), zone=self.workspace.time_zone)
        async with self.database.reading() as connection:
            await summaries.answer(connection, self.workspace, query, self.now)

    async def tally(self, days: int) -> None:
        """Read the scores of so many days, and nothing beside them."""
        first, until = self._days(days)
        async with self.database.reading() as connection:
            await score_counts.split(
                connection, score_counts.of_survey(self.survey, first, until, by=DAY)
            )

    async def count(self, statement: TextClause, days: int) -> None:
        """Run a statement over so many days: it is told :workspace, :survey, :first and :until."""
        is_postgres = self.database.dialect == "postgresql"
        first, until = self._days(days)
        values = {
            "workspace": self.workspace.id,
            "survey": self.survey.id if is_postgres else self.survey.id.hex,
            "first": first if is_postgres else first.isoformat(),
            "until": until if is_postgres else until.isoformat(),
        }
        wanted = {name: values[name] for name in statement.compile().params}
        async with self.database.reading() as connection:
            (await connection.execute(statement, wanted)).all()

    def _days(self, days: int) -> tuple[date, date]:
        until = self.now.date() + timedelta(days=1)
        return until - timedelta(days=days), until


async def run_all(connection: AsyncConnection, statements: Sequence[str]) -> None:
    """Run statements one after the other."""
    for statement in statements:
        await connection.execute(text(statement))


async def milliseconds(
    calls: Mapping[int, Mapping[str, Call]], rounds: int
) -> dict[int, dict[str, list[float]]]:
    """Time the calls on databases of several sizes in turns; return those of each, by label."""
    in_turns = {f"{size}/{label}": call for size, of in calls.items() for label, call in of.items()}
    times = await timing.milliseconds(in_turns, rounds)
    return {size: {label: times[f"{size}/{label}"] for label in of} for size, of in calls.items()}


def sizes(most: int) -> list[int]:
    """Give powers of ten from ten thousand on, and the most."""
    return [*(10**power for power in range(4, 9) if 10**power < most), most]
