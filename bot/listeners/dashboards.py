"""Reads what stands on a lead's page: the numbers, low answers, teams."""

from dataclasses import replace
from datetime import date, timedelta

from bot.blocks.action_lines import Going
from bot.blocks.dashboard import Dashboard
from bot.blocks.low_answers import MOST
from bot.blocks.pickers import Choice
from bot.listeners.reception import Caller
from bot.process import Process
from kpi import periods
from kpi.metrics import ASKED, Metric
from kpi.query import Query
from kpi.store import action_lists, actions, comments, summaries, team_names

_TEAMS_OF = timedelta(days=183)
"""How long a team that has neither answers nor tickets can still be chosen."""


class Dashboards:
    """Answers what a lead chose to look at."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def of(self, caller: Caller, choice: Choice) -> Dashboard:
        """Read the numbers of a choice, in one transaction. Raises NotFound without a survey."""
        now, workspace = self._process.clock.now(), caller.workspace
        today = periods.today(now, workspace.time_zone)
        query = question(choice, today, workspace.time_zone)
        low = replace(query, metrics=ASKED, by=None)
        async with self._process.database.reading() as connection:
            going, latest = await action_lists.going_and_latest(
                connection, workspace.id, actions.MOST
            )
            return Dashboard(
                query=query,
                choice=choice,
                teams=await team_names.since(
                    connection, workspace.id, query.period.until - _TEAMS_OF
                ),
                found=await summaries.answer(connection, workspace, query, now),
                low=await comments.low(connection, workspace, low, MOST),
                actions=Going(
                    going=going, latest=latest, today=periods.today(now, workspace.time_zone)
                ),
            )


def question(choice: Choice, today: date, zone: str) -> Query:
    """Give the question that a choice asks, of all six metrics."""
    period = periods.parse(choice.period, today=today, zone=zone)
    return Query(
        metrics=tuple(Metric),
        period=period or periods.week_of(today, zone).through(today),
        by=choice.by,
        filters={"team": choice.team} if choice.team else {},
        # Beside a week only what is drawn is held against what is usual: that takes a year of days.
        signals=frozenset({choice.metric}),
    )
