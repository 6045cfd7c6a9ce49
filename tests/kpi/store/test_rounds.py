from datetime import timedelta

from kpi.store import campaigns, rounds
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.people import draft, people
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW


async def test_members_are_counted_once_and_what_is_noted_stays(
    database: Database, workspace: Workspace
) -> None:
    campaign = await draft(database, people(3))
    progress = await write(database, rounds.begun, campaign, "once")
    assert (progress.size, progress.dealt) == (3, 0)
    await write(database, lambda connection: rounds.note(connection, progress, dealt=2, size=9))
    again = await write(database, rounds.begun, campaign, "once")
    assert (again.size, again.dealt) == (9, 2)
    assert (await write(database, rounds.begun, campaign, "2026-11-18")).dealt == 0


async def test_a_round_is_behind_until_what_was_compared_has_turns(
    database: Database, workspace: Workspace
) -> None:
    campaign = await draft(database, people(1))
    progress = await write(database, rounds.begun, campaign, "once")
    compared = await read(database, campaigns.find, HOME, campaign.id)
    assert rounds.is_behind(compared, progress)
    progress.joined_until = NOW
    assert rounds.is_behind(compared, progress)
    progress.joined_until = NOW + timedelta(seconds=1)
    assert not rounds.is_behind(compared, progress)
