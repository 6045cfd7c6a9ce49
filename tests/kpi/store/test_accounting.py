from sqlalchemy import delete, update

from kpi.store import accounting, rows
from kpi.store.accounting import Gap
from kpi.store.database import Database
from kpi.store.tables import Interaction, Invitation, Workspace
from tests.kpi.store.tickets import HOME, event, read, take_in


async def gaps(database: Database) -> list[Gap]:
    return await read(database, accounting.gaps, HOME)


async def test_what_is_decided_about_once_for_each_time_is_no_gap(
    database: Database, workspace: Workspace
) -> None:
    await take_in(database, event(requester_email=""))
    assert await gaps(database) == []
    assert await read(database, accounting.gaps, "T0OTHER") == []


async def test_a_resolution_without_a_decision_is_named(
    database: Database, workspace: Workspace
) -> None:
    await take_in(database, event())
    lost = delete(rows.table(Invitation))
    await database.writer.work(lambda connection: connection.execute(lost))
    gap = Gap(source="standard", external_id="T-1", resolutions=1, decisions=0, latest=0)
    assert await gaps(database) == [gap]


async def test_a_decision_about_another_resolution_is_named(
    database: Database, workspace: Workspace
) -> None:
    await take_in(database, event())
    moved = update(rows.table(Invitation)).values(solve_cycle=7)
    await database.writer.work(lambda connection: connection.execute(moved))
    gap = Gap(source="standard", external_id="T-1", resolutions=1, decisions=1, latest=7)
    assert await gaps(database) == [gap]


async def test_a_decision_about_nothing_is_named(database: Database, workspace: Workspace) -> None:
    await take_in(database, event())
    lost = delete(rows.table(Interaction))
    await database.writer.work(lambda connection: connection.execute(lost))
    gap = Gap(source="", external_id="", resolutions=0, decisions=1, latest=1)
    assert await gaps(database) == [gap]
