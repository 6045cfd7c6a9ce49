"""Reads what stands on a lead's page: two questions about the numbers, low answers, teams."""

from dataclasses import replace
from datetime import date, timedelta

from bot.blocks.dashboard import Dashboard
from bot.blocks.low_answers import MOST
from bot.blocks.pickers import Choice
from bot.listeners.reception import Caller
from bot.process import Process
from kpi import periods
from kpi.metrics import ASKED, Metric
from kpi.query import Query
from kpi.store import comments, summaries, team_names

_TEAMS_OF = timedelta(days=183)
"""How long a team that has neither answers nor tickets can still be chosen."""


class Dashboards:
    """Answers what a lead chose to look at."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def of(self, caller: Caller, choice: Choice) -> Dashboard:
        """Read the numbers of a choice, in one transaction. Raises NotFound without a survey."""
        now, workspace = self._process.clock.now(), caller.workspace
        query = question(choice, periods.today(now, workspace.time_zone), workspace.time_zone)
        others, drawn = _apart(query, choice.metric)
        low = replace(query, metrics=ASKED, by=None)
        async with self._process.database.reading() as connection:
            found = [
                *await summaries.answer(connection, workspace, others, now),
                *await summaries.answer(connection, workspace, drawn, now),
            ]
            return Dashboard(
                query=query,
                choice=choice,
                teams=await team_names.since(
                    connection, workspace.id, query.period.until - _TEAMS_OF
                ),
                found=sorted(found, key=lambda one: tuple(Metric).index(one.metric)),
                low=await comments.low(connection, workspace, low, MOST),
            )


def question(choice: Choice, today: date, zone: str) -> Query:
    """Give the question that a choice asks, of all six metrics."""
    period = periods.parse(choice.period, today=today, zone=zone)
    return Query(
        metrics=tuple(Metric),
        period=period or periods.week_of(today, zone).through(today),
        by="team" if choice.is_by_team else None,
        filters={"team": choice.team} if choice.team else {},
    )


def _apart(query: Query, chosen: Metric) -> tuple[Query, Query]:
    """Ask of one metric what is usual too, which takes more than a year of its days."""
    others = tuple(metric for metric in query.metrics if metric is not chosen)
    return replace(query, metrics=others), replace(query, metrics=(chosen,), signals=True)
