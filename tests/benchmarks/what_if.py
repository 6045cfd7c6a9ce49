"""A policy tried on a hundred thousand resolutions, against counting their outcomes in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.clock import Clock
from kpi import facts
from kpi.facts import Facts
from kpi.periods import Period, parse, today
from kpi.replay import replay
from kpi.store import ledger, resolutions, what_ifs
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.rows import table, values
from kpi.store.surveys import policy as survey_policy
from kpi.store.tables import Contact, Interaction, Invitation, Survey, Workspace
from kpi.store.what_ifs import LOOKS_BACK
from kpi.subjects import Contact as Seen
from kpi.subjects import Subject
from tests.benchmarks import report, seeding, timing
from tests.benchmarks.timing import Call

CHANGES = {"cooldown": "2d", "cooldown_any": "1d", "sample": "50%"}
VISITS = 10
LATER = timedelta(minutes=15)


async def run(databases: Mapping[str, str], amount: int, rounds: int) -> None:
    """Measure and print."""
    clock = Clock()
    for name, url in databases.items():
        database = Database.open(url)
        workspace, survey = await seeding.prepared(database, clock.real())
        await seed(database, survey, amount, clock.real())
        calls = _calls(database, workspace, survey, clock.real())
        rows = await timing.rows(name, calls, rounds, decimals=0)
        await database.close()
        title = f"A policy tried on {amount:,} resolutions of 90 days; milliseconds"
        report.show(title, ("", "ms", "× counting in SQL"), rows)


def _calls(
    database: Database, workspace: Workspace, survey: Survey, now: datetime
) -> dict[str, Call]:
    since = now - LOOKS_BACK

    async def counted() -> None:
        async with database.reading() as connection:
            await ledger.counts(connection, workspace.id, _period(workspace, now), now)

    async def read() -> resolutions.Past:
        async with database.reading() as connection:
            return await resolutions.since(connection, workspace.id, since, now)

    async def replayed() -> None:
        past = await read()
        zone = workspace.time_zone
        replay(past.resolutions, past.rules, history=past.history, zone=zone, until=now)

    async def whole() -> None:
        async with database.reading() as connection:
            await what_ifs.tried(connection, workspace, survey, CHANGES, now=now)

    return {
        "counting in SQL": counted,
        "reading the resolutions": read,
        "and replaying what was in force": replayed,
        "the whole what-if": whole,
    }


def _period(workspace: Workspace, now: datetime) -> Period:
    zone = workspace.time_zone
    period = parse("90d", today=today(now, zone), zone=zone)
    assert period is not None
    return period


async def seed(database: Database, survey: Survey, amount: int, now: datetime) -> None:
    """Have everybody helped a few times over 90 days; whoever was asked lately is not asked."""
    people = [_person(survey, number, now) for number in range(amount // VISITS)]
    invitations = [_invitation(survey, people, number, now) for number in range(amount)]
    interactions = [_interaction(one) for one in invitations]
    for rows in (people, interactions, invitations):
        for start in range(0, len(rows), seeding.CHUNK):
            await database.writer.work(partial(_store, rows=rows[start : start + seeding.CHUNK]))


async def _store(connection: AsyncConnection, *, rows: Sequence[SQLModel]) -> None:
    await connection.execute(table(type(rows[0])).insert(), values(rows))


def _person(survey: Survey, number: int, now: datetime) -> Contact:
    return Contact(
        workspace_id=survey.workspace_id,
        id=new_id(now),
        team_id=survey.workspace_id,
        user_id=f"U{number:07d}",
        created_at=now,
    )


def _invitation(
    survey: Survey, people: Sequence[Contact], number: int, now: datetime
) -> Invitation:
    visit, place = divmod(number, len(people))
    at = now - LOOKS_BACK * (1 - number / (len(people) * VISITS)) + timedelta(minutes=1)
    team = f"Team {number % 40}"
    looked = Facts(
        subject=Subject(team=team, channel="chat", tags=frozenset({"vpn"}), resolved_at=at),
        contact=Seen(zone="Europe/Amsterdam"),
    )
    kept = facts.stored(looked)
    asked = visit % 2 == 0
    return Invitation(
        workspace_id=survey.workspace_id,
        id=new_id(at),
        interaction_id=new_id(at),
        solve_cycle=1,
        survey_id=survey.id,
        version=survey.version,
        contact_id=people[place].id,
        state="sent" if asked else "not_asked",
        reason="" if asked else "cooldown",
        team=team,
        channel="chat",
        trigger="system",
        resolved_at=at,
        due_at=at + LATER,
        sent_at=at + LATER if asked else None,
        expires_at=at + LATER + survey_policy(survey).expires if asked else None,
        facts={"decided": kept, "rechecked": kept} if asked else {"decided": kept},
        decided_at=at,
        rechecked_at=at + LATER if asked else None,
        created_at=at,
    )


def _interaction(invitation: Invitation) -> Interaction:
    return Interaction(
        workspace_id=invitation.workspace_id,
        id=invitation.interaction_id,
        source="standard",
        external_id=str(invitation.interaction_id),
        subject="VPN keeps dropping",
        solve_cycle=1,
        resolved_at=invitation.resolved_at,
        created_at=invitation.created_at,
    )
