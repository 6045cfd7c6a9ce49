"""The invented helpdesk in the database: everything up to a moment, and on from there.

Many rows at a time, since a demo must not keep people waiting; taps and comments go the way that
real ones go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli.demo.sample import acquaintances, backlog, opinions, people, replies, rows
from bot.cli.demo.sample.days import Days, Waiting
from bot.cli.demo.sample.replies import Reply
from bot.cli.demo.sample.rows import SOURCE, Filed, Filing, Row
from bot.cli.demo.sample.times import WEEK
from bot.cli.demo.sample.visits import Sample
from kpi import periods, reckoning, service_definitions
from kpi.goals import Goal
from kpi.interaction_event import Event
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.reckoning import FILED, Reckoned
from kpi.store import (
    asked_tallies,
    imports,
    invitations,
    office_schedules,
    reckoning_terms,
    reckonings,
    responses,
    surveys,
    targets,
)
from kpi.store import rows as stored
from kpi.store.database import Database
from kpi.store.reckoning_terms import House
from kpi.store.tables import (
    Attempt,
    Delivery,
    Interaction,
    Invitation,
    Survey,
    Workspace,
)

WEEKS = 12
"""Whole weeks before the one in which the demo begins."""
WEEKS_OF_DROP = 3
REPLY_WITHIN = timedelta(minutes=15)
"""The helpdesk's own target."""


class Past:
    """Writes the sample's days as they pass."""

    def __init__(self, filing: Filing, days: Days) -> None:
        self._filing, self._days = filing, days
        self._replies = Waiting[Reply]()
        self._reopenings = Waiting[_Reopening]()

    async def until(self, database: Database, now: datetime) -> None:
        """Write what happened up to `now`, which never goes back."""
        new = [rows.filed(visit, self._filing) for visit in self._days.until(now)]
        await _add(database, Interaction, [one.interaction for one in new])
        await _reckon(database, self._filing.survey.workspace_id, new, now)
        asked = [one.invitation for one in new]
        await _add(database, Invitation, asked)
        await database.writer.work(partial(asked_tallies.count, invitations=asked))
        await _add(database, Delivery, [one.delivery for one in new if one.delivery])
        await _add(database, Attempt, [row for one in new for row in one.attempts()])
        self._replies.put(replies.to(new))
        await _answer(database, self._replies.until(now))
        self._reopenings.put(_Reopening(one) for one in map(rows.reopening, new) if one)
        returned = [one.event for one in self._reopenings.until(now)]
        await _take_in(database, self._filing.survey.workspace_id, returned, now)


@dataclass(frozen=True, slots=True)
class _Reopening:
    event: Event

    @property
    def known_at(self) -> datetime:
        return self.event.at


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
    survey = await _ask_whether_solved(database, workspace, now)
    contacts = await acquaintances.make(database, workspace.id, people.customers(), now)
    sample = Sample(
        chance,
        zone=ZoneInfo(workspace.time_zone),
        drop_from=week.first - timedelta(weeks=WEEKS_OF_DROP),
    )
    days = Days(sample, week.first - timedelta(weeks=WEEKS), workspace.time_zone)
    filing = Filing(survey=survey, contacts=contacts, zone=workspace.time_zone)
    past = Past(filing, days)
    await _open_office(database, workspace, now)
    await past.until(database, now)
    still_open = backlog.events(chance, now, workspace.time_zone)
    await _take_in(database, workspace.id, list(still_open), now)
    return past


async def _ask_whether_solved(database: Database, workspace: Workspace, now: datetime) -> Survey:
    """Let the survey ask below each answer whether it was solved the first time."""
    async with database.reading() as connection:
        survey = await surveys.named(connection, workspace.id, "csat")
    settings = {"confirm_fcr": "yes"}
    return await database.writer.work(
        lambda connection: surveys.change(connection, survey, settings, now=now)
    )


async def _open_office(database: Database, workspace: Workspace, now: datetime) -> None:
    """Say when the helpdesk is there, and how soon it wants to reply."""
    hours = office_schedules.Wish(week=WEEK)
    await database.writer.work(
        lambda connection: office_schedules.save(connection, workspace, hours, now)
    )
    frt = service_definitions.standard(Metric.FRT)
    goal = Goal(frt.key, "", "", REPLY_WITHIN.total_seconds())
    keep = partial(targets.save, workspace_id=workspace.id, metric=frt.metric, goal=goal)
    await database.writer.work(partial(keep, by="", now=now))


async def _reckon(
    database: Database, workspace_id: str, tickets: Sequence[Filed], now: datetime
) -> None:
    """Count what tickets tell of the service, as taking them in would have done."""
    async with database.reading() as connection:
        house = await reckoning_terms.house(connection, workspace_id)
    moves = {one.interaction["id"]: (None, _reckoned(one, house)) for one in tickets}
    await database.writer.work(
        lambda connection: reckonings.write(connection, workspace_id, moves, now)
    )


def _reckoned(ticket: Filed, house: House) -> Reckoned:
    filed = {name: ticket.interaction[name] for name in FILED}
    return reckoning.reckon(ticket.state, filed, None, house.terms(filed))


async def _take_in(
    database: Database, workspace_id: str, told: Sequence[Event], now: datetime
) -> None:
    """Take in what a ticket system tells, the way that it always is."""
    take_in = partial(invitations.take_in_all, workspace_id=workspace_id, now=now)
    if told:
        await database.writer.work(partial(take_in, events=told))


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
    taps += [reply.confirmation for reply in given if reply.answer.solved is not None]
    comments = [reply.comment for reply in given if reply.answer.comment]
    work = database.writer.work
    await work(lambda connection: responses.record_taps(connection, taps))
    await work(lambda connection: responses.record_comments(connection, comments))
