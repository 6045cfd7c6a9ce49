from datetime import timedelta

from kpi.cohorts import Rhythm
from kpi.periods import local_day
from kpi.store import turn_rows
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.people import HOURS, asks, people, started
from tests.kpi.store.tickets import write
from tests.moments import NOW


async def test_a_turn_is_put_off_within_its_round_and_no_farther(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(1), rhythm=Rhythm.ONCE)
    (turn,) = await asks(database, campaign)
    for days, is_put_off in ((1, True), (60, False)):
        after = turn.due_at + timedelta(days=days)
        done = await write(
            database,
            lambda connection, after=after: turn_rows.put_off(
                connection, workspace, campaign, turn, after=after
            ),
        )
        assert done == is_put_off
    (later,) = await asks(database, campaign)
    assert later.due_at > turn.due_at + timedelta(days=1)
    assert HOURS.is_working_day(local_day(later.due_at, HOURS.zone))


async def test_a_turn_that_ended_says_how(database: Database, workspace: Workspace) -> None:
    campaign = await started(database, workspace, people(2))
    first, second = await asks(database, campaign)
    await write(database, turn_rows.end, first, "missed")
    found = await write(database, turn_rows.locked, first)
    assert found is not None
    assert found.state == "missed"
    left = await write(database, turn_rows.locked, second)
    assert left is not None
    assert (left.state, left.due_at > NOW) == ("planned", True)
