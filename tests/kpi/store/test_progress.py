from datetime import UTC, datetime

from sqlalchemy import delete

from kpi.cohorts import Rhythm
from kpi.store import progress, rows
from kpi.store.audiences import leave
from kpi.store.database import Database
from kpi.store.progress import Progress
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.people import asks, people, started, taken
from tests.kpi.store.test_turns import JANSEN
from tests.kpi.store.tickets import DAY, ask, everything, jansen, read, write
from tests.moments import NOW

EVENING = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)


async def of(database: Database, workspace: Workspace, campaign: object, now: datetime) -> Progress:
    return await read(database, progress.of_round, campaign, workspace.time_zone, now)


async def test_a_round_is_counted_from_planned_to_answered(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    members = [JANSEN, *people(3)]
    campaign = await started(database, workspace, members, rhythm=Rhythm.ONCE, days=2)
    before = await of(database, workspace, campaign, NOW)
    assert (before.members, before.planned, before.total, before.share) == (4, 4, 4, 0.0)
    assert before.next_at == (await asks(database, campaign))[0].due_at

    await taken(database, workspace, EVENING)
    for one in await everything(database, Invitation):
        if one.state == "planned":
            await ask(database, one, EVENING)
    half = await of(database, workspace, campaign, EVENING)
    assert (half.planned, half.asked + half.on_its_way, half.share) == (2, 2, 50.0)
    await taken(database, workspace, EVENING + 60 * DAY)
    done = await of(database, workspace, campaign, EVENING + 60 * DAY)
    assert (done.planned, done.not_asked, done.share) == (0, {"missed": 2}, 100.0)
    assert done.next_at is None


async def test_who_left_counts_no_more(database: Database, workspace: Workspace) -> None:
    campaign = await started(database, workspace, people(3))
    await write(database, leave, campaign, {people(3)[0].person}, NOW)
    found = await of(database, workspace, campaign, NOW)
    assert (found.members, found.planned) == (2, 2)


async def test_a_question_that_was_erased_since_breaks_no_list(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN], rhythm=Rhythm.ONCE)
    await taken(database, workspace, EVENING)
    for model in (Delivery, Invitation):
        await database.writer.work(lambda it, model=model: it.execute(delete(rows.table(model))))  # type: ignore[misc]  # bound for this turn
    found = await of(database, workspace, campaign, EVENING)
    assert (found.asked, found.not_asked, found.share) == (1, {}, 100.0)


async def test_a_round_is_over_when_the_last_question_has_gone_out(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN], rhythm=Rhythm.ONCE, days=1)
    assert not await read(database, progress.is_over, campaign, workspace, EVENING)
    await taken(database, workspace, EVENING)
    assert not await read(database, progress.is_over, campaign, workspace, EVENING)
    (invitation,) = await everything(database, Invitation)
    await ask(database, invitation, EVENING)
    assert await read(database, progress.is_over, campaign, workspace, EVENING)
