from collections.abc import Awaitable

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
from kpi.interaction_event import Kind
from kpi.store import interactions
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import Interaction, Workspace
from tests.kpi.store.tickets import HOME, HOUR, MINUTE, event, everything, overlapping, read, write
from tests.moments import NOW


async def test_events_add_up_to_one_interaction(database: Database, workspace: Workspace) -> None:
    opened = event(Kind.OPENED, NOW, tags=("vpn",), extra={"brand": "x"})
    await write(database, interactions.record, HOME, opened, NOW)
    replied = event(Kind.REPLIED, NOW + MINUTE, agent="a.devries@example.com")
    await write(database, interactions.record, HOME, replied, NOW)
    told = await write(database, interactions.record, HOME, event(at=NOW + HOUR), NOW)
    assert (told.resolved, told.reopened) == (True, False)
    kept = await read(database, interactions.by_external, HOME, "standard", "T-1")
    assert kept == told.interaction
    assert kept is not None
    assert (kept.opened_at, kept.first_replied_at) == (NOW, NOW + MINUTE)
    assert (kept.resolved_at, kept.solve_cycle) == (NOW + HOUR, 1)
    assert (kept.tags, kept.extra, kept.agent) == (["vpn"], {"brand": "x"}, "a.devries@example.com")


async def test_the_same_id_of_another_source_is_another_interaction(
    database: Database, workspace: Workspace
) -> None:
    for source in ("standard", "zendesk"):
        await write(database, interactions.record, HOME, event(source=source), NOW)
    assert len(await everything(database, Interaction)) == 2
    assert await read(database, interactions.by_external, HOME, "jira", "T-1") is None


async def test_it_is_found_in_its_own_workspace_only(
    database: Database, workspace: Workspace
) -> None:
    told = await write(database, interactions.record, HOME, event(), NOW)
    found = await read(database, interactions.find, HOME, told.interaction.id)
    assert found == told.interaction
    for workspace_id, interaction_id in (("T0OTHER", found.id), (HOME, new_id(NOW))):
        with pytest.raises(NotFound):
            await read(database, interactions.find, workspace_id, interaction_id)


@pytest.mark.parametrize("is_known", [True, False])
async def test_of_two_replicas_one_sees_the_resolution(
    database: Database, replica: Database, workspace: Workspace, *, is_known: bool
) -> None:
    if is_known:
        await write(database, interactions.record, HOME, event(Kind.OPENED), NOW)

    def solve(connection: AsyncConnection) -> Awaitable[interactions.Recorded]:
        return interactions.record(connection, HOME, event(), NOW)

    one, other = await overlapping((database, solve), (replica, solve))
    assert (one.resolved, other.resolved) == (True, False)
    assert one.interaction == other.interaction
