"""The invented helpdesk in the database: everything up to a moment, and on from there.

Many rows at a time, since a demo must not keep people waiting; taps and comments go the way that
real ones go.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli.demo.sample import acquaintances, opinions, people, replies, rows
from bot.cli.demo.sample.days import Days, Waiting
from bot.cli.demo.sample.replies import Reply
from bot.cli.demo.sample.rows import SOURCE, Filing, Row
from bot.cli.demo.sample.visits import Sample
from kpi import periods
from kpi.periods import Period
from kpi.store import imports, responses, surveys
from kpi.store import rows as stored
from kpi.store.database import Database
from kpi.store.tables import Attempt, Delivery, Interaction, Invitation, Workspace

WEEKS = 12
"""Whole weeks before the one in which the demo begins."""
WEEKS_OF_DROP = 3


class Past:
    """Writes the sample's days as they pass."""

    def __init__(self, filing: Filing, days: Days) -> None:
        self._filing, self._days = filing, days
        self._replies = Waiting[Reply]()

    async def until(self, database: Database, now: datetime) -> None:
        """Write what happened up to `now`, which never goes back."""
        new = [rows.filed(visit, self._filing) for visit in self._days.until(now)]
        await _add(database, Interaction, [one.interaction for one in new])
        await _add(database, Invitation, [one.invitation for one in new])
        await _add(database, Delivery, [one.delivery for one in new if one.delivery])
        await _add(database, Attempt, [row for one in new for row in one.attempts()])
        self._replies.put(replies.to(new))
        await _answer(database, self._replies.until(now))


async def begin(database: Database, workspace: Workspace, now: datetime, *, seed: int) -> Past:
    """Write the twelve weeks before a moment, and give what goes on from there.

    Args:
        database: with its tables, and without answers.
        workspace: whose helpdesk it is.
        now: the aware moment at which the demo begins.
        seed: of everything that is left to chance.
    """
    chance = Random(f"sample {seed}")  # noqa: S311 - invented tickets are no secret
    week = periods.week_of(periods.local_day(now, workspace.time_zone), workspace.time_zone)
    await _recommend(database, workspace, week, chance)
    async with database.reading() as connection:
        survey = await surveys.named(connection, workspace.id, "csat")
    contacts = await acquaintances.make(database, workspace.id, people.customers(), now)
    sample = Sample(
        chance,
        zone=ZoneInfo(workspace.time_zone),
        drop_from=week.first - timedelta(weeks=WEEKS_OF_DROP),
    )
    days = Days(sample, week.first - timedelta(weeks=WEEKS), workspace.time_zone)
    filing = Filing(survey=survey, contacts=contacts, zone=workspace.time_zone)
    past = Past(filing, days)
    await past.until(database, now)
    return past


async def _recommend(
    database: Database, workspace: Workspace, week: Period, chance: Random
) -> None:
    """Import half a year of recommendations, up to the week in which the demo begins."""
    answers = list(opinions.imported(chance, week.start, SOURCE))
    async with database.reading() as connection:
        survey = await surveys.named(connection, workspace.id, "nps")
    await database.writer.work(
        lambda connection: imports.import_answers(
            connection, workspace, survey, answers, week.start
        )
    )


async def _add(database: Database, model: type[Any], new: Sequence[Row]) -> None:
    if new:
        await database.writer.work(
            lambda connection: connection.execute(stored.insert_into(connection, model), new)
        )


async def _answer(database: Database, given: list[Reply]) -> None:
    taps = [reply.tap for reply in given]
    comments = [reply.comment for reply in given if reply.answer.comment]
    work = database.writer.work
    await work(lambda connection: responses.record_taps(connection, taps))
    await work(lambda connection: responses.record_comments(connection, comments))
