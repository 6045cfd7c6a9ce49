"""Whatever is solved when, under whatever policy, and whichever replica sends: nobody is tired."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from operator import itemgetter
from uuid import uuid4
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import periods
from kpi.interaction_event import Event, Kind
from kpi.policy import Policy
from kpi.store import contacts, deliveries, invitations, rows, sending, surveys, workspaces
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Delivery, Interaction, Invitation
from tests.kpi.store.tickets import HOUR, event, everything, read, write

ZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Kolkata")
BEGINNINGS = (
    datetime(2026, 10, 24, 15, tzinfo=UTC),
    datetime(2026, 3, 28, 15, tzinfo=UTC),
    datetime(2026, 10, 31, 15, tzinfo=UTC),
)
"""Evenings before clocks are changed in Europe or America."""


@dataclass(frozen=True)
class Step:
    """An event about a ticket of somebody, some hours after the one before."""

    kind: Kind
    person: int
    ticket: int
    hours: int


steps = st.builds(
    Step,
    kind=st.sampled_from([Kind.RESOLVED, Kind.RESOLVED, Kind.RESOLVED, Kind.REOPENED]),
    person=st.integers(0, len(ZONES) - 1),
    ticket=st.integers(0, 2),
    hours=st.sampled_from([0, 0, 1, 5, 11, 30]),
)
policies = st.fixed_dictionaries(
    {
        "delay": st.sampled_from(["0s", "2h"]),
        "cooldown": st.sampled_from(["0s", "6h", "2d"]),
        "cooldown_any": st.sampled_from(["0s", "9h"]),
        "quiet": st.sampled_from(["20:00-08:00", "22:30-02:30"]),
        "hours": st.sampled_from(["off", "09:00-12:00"]),
        "daily_cap": st.sampled_from(["0", "1", "2"]),
        "ask_per": st.sampled_from(["resolution", "person"]),
        "sample": st.sampled_from(["100%", "50%"]),
        "reminder": st.sampled_from(["0", "5h"]),
    }
)


@settings(max_examples=4)
@given(
    policy=policies,
    history=st.lists(steps, min_size=3, max_size=9),
    begins_at=st.sampled_from(BEGINNINGS),
)
async def test_nobody_is_asked_at_night_too_often_or_twice(
    database: Database,
    replica: Database,
    policy: dict[str, str],
    history: list[Step],
    begins_at: datetime,
) -> None:
    async with _workspace(database, replica, policy, begins_at) as (home, replicas):
        now = begins_at
        for number, step in enumerate(history):
            now += step.hours * HOUR
            told = _told(step, home, now)
            await write(replicas[number % 2], invitations.take_in, home, told, now)
            await asyncio.gather(*(_send_all(one, now) for one in replicas))
        for _ in range(9):
            now += 6 * HOUR
            await asyncio.gather(*(_send_all(one, now) for one in replicas))
        await _judge(database, home, now)


async def _judge(database: Database, home: str, now: datetime) -> None:
    """Hold what became of everything against what the policy promises."""
    survey = await read(database, surveys.named, home, "csat")
    policy = surveys.policy(survey)
    found = [one for one in await everything(database, Invitation) if one.workspace_id == home]
    told = [one for one in await everything(database, Interaction) if one.workspace_id == home]
    assert len(found) == sum(one.solve_cycle for one in told)
    assert all((one.state == "not_asked") == bool(one.reason) for one in found)
    assert {one.state for one in found} <= {"sent", "not_asked", "planned"}
    sent = [(one.sent_at, one) for one in found if one.sent_at]
    sent.sort(key=itemgetter(0))
    _judge_people(sent, policy)
    days = Counter(periods.local_day(at, "Europe/Amsterdam") for at, _ in sent)
    assert not policy.daily_cap or all(count <= policy.daily_cap for count in days.values())
    asked = Counter((one.interaction_id, one.contact_id) for _, one in sent)
    assert not policy.once_per_person or all(count == 1 for count in asked.values())
    await _judge_nights(database, home, policy)


def _judge_people(sent: Sequence[tuple[datetime, Invitation]], policy: Policy) -> None:
    rest = max(policy.cooldown, policy.cooldown_any)
    for person in {one.contact_id for _, one in sent}:
        moments = [at for at, one in sent if one.contact_id == person]
        assert all(later - before >= rest for before, later in pairwise(moments))


async def _judge_nights(database: Database, home: str, policy: Policy) -> None:
    posted = [one for one in await everything(database, Delivery) if one.workspace_id == home]
    for one in posted:
        zone = ZoneInfo(ZONES[int(one.user_id[-1])])
        hours = policy.asking_hours(by_hand=False)
        assert one.sent_at is None or hours.allow(one.sent_at, zone)


def _told(step: Step, home: str, now: datetime) -> Event:
    user_id = f"U{home}{step.person}"
    ticket = f"{step.person}-{step.ticket}"
    named = {"requester_user_id": user_id, "requester_email": ""}
    return event(step.kind, now, external_id=ticket, **named)


@asynccontextmanager
async def _workspace(
    database: Database, replica: Database, policy: dict[str, str], now: datetime
) -> AsyncIterator[tuple[str, tuple[Database, Database]]]:
    """Make a workspace with a person in each zone, for two replicas."""
    home = f"T{uuid4().hex[:8].upper()}"
    await write(database, workspaces.ensure, home, name="Helpdesk", now=now)
    for number, zone in enumerate(ZONES):
        person = Person(team_id=home, user_id=f"U{home}{number}", time_zone=zone)
        await write(database, contacts.remember, home, person, now)
    survey = await read(database, surveys.named, home, "csat")
    await write(database, surveys.change, survey, policy, now=now)
    try:
        yield home, (database, replica)
    finally:
        # What is left must not be claimed by the next one.
        await write(database, _call_off_all)


async def _send_all(database: Database, now: datetime) -> None:
    for delivery in await write(database, deliveries.claim, now, 5):
        if delivery.kind != deliveries.PROMPT:
            await write(database, deliveries.mark_failed, delivery, "not looked at here", now)
        elif await write(database, sending.ready, delivery, now) is not None:
            await write(database, sending.sent, delivery, "1.0", now)


async def _call_off_all(connection: AsyncConnection) -> None:
    table = rows.table(Delivery)
    await connection.execute(update(table).values(state="cancelled"))
