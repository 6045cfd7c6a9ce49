import pytest

from kpi.errors import NotFound, Refused
from kpi.store import surveys, workspaces
from kpi.store.database import Database
from kpi.store.tables import Contact, Invitation, Survey, Workspace
from tests.kpi.store.tickets import HOME, event, everything, jansen, planned, read, take_in, write
from tests.moments import NOW


async def ensure(database: Database, workspace_id: str) -> Workspace:
    return await write(database, workspaces.ensure, workspace_id, name=workspace_id, now=NOW)


async def test_a_new_workspace_has_the_three_surveys_once(database: Database) -> None:
    made = await ensure(database, "local")
    assert await ensure(database, "local") == made
    found = await read(database, surveys.of_workspace, "local")
    assert [survey.name for survey in found] == ["csat", "ces", "nps"]
    assert len({survey.id for survey in found}) == 3


async def test_ensuring_leaves_an_existing_workspace_as_it_is(
    database: Database, workspace: Workspace
) -> None:
    again = await write(database, workspaces.ensure, HOME, name="Another name", now=NOW)
    assert again.name == workspace.name == "Helpdesk"


async def test_the_only_workspace_is_found_only_when_there_is_one(database: Database) -> None:
    assert await read(database, workspaces.only) is None
    await ensure(database, "T1")
    only = await read(database, workspaces.only)
    assert only is not None
    assert only.id == "T1"
    await ensure(database, "T2")
    assert await read(database, workspaces.only) is None
    assert {one.id for one in await read(database, workspaces.every)} == {"T1", "T2"}


async def test_a_workspace_that_does_not_exist_is_named(database: Database) -> None:
    with pytest.raises(NotFound, match="T9"):
        await read(database, workspaces.find, "T9")
    with pytest.raises(NotFound, match="T9"):
        await write(database, workspaces.change, "T9", language="nl")


async def test_adopting_moves_everything(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    await planned(database)
    adopted = await write(database, workspaces.adopt, HOME, "T0NEW", name="Acme")
    assert (adopted.id, adopted.name) == ("T0NEW", "Acme")
    for table in (Survey, Contact, Invitation):
        found = [row.model_dump() for row in await everything(database, table)]
        assert found
        assert {row["workspace_id"] for row in found} == {"T0NEW"}


async def test_two_workspaces_are_never_merged(database: Database, workspace: Workspace) -> None:
    await ensure(database, "local")
    with pytest.raises(Refused, match=HOME):
        await write(database, workspaces.adopt, "local", HOME, name="Acme")
    with pytest.raises(NotFound, match="T9"):
        await write(database, workspaces.adopt, "T9", "T8", name="Acme")
    assert await take_in(database, event()) is not None


async def test_columns_are_changed(database: Database, workspace: Workspace) -> None:
    changed = await write(database, workspaces.change, HOME, language="nl", admin_ids=["U1"])
    assert (changed.language, changed.admin_ids) == ("nl", ["U1"])
