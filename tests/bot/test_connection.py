import asyncio

from bot.clock import Clock
from kpi.store import hooks, surveys, workspaces
from kpi.store.database import Database
from tests.bot.conftest import BOTH_DATABASES
from tests.bot.running import running, sandbox_of, settings_for
from tests.moments import NOW


async def _make(database_url: str, *workspace_ids: str) -> None:
    database = Database.open(database_url)
    for workspace_id in workspace_ids:
        await _ensure(database, workspace_id)
        await _hook(database, workspace_id)
    await database.close()


async def _ensure(database: Database, workspace_id: str) -> None:
    await database.writer.work(
        lambda connection: workspaces.ensure(connection, workspace_id, name="", now=NOW)
    )


async def _hook(database: Database, workspace_id: str) -> None:
    await database.writer.work(
        lambda connection: hooks.create(
            connection,
            workspace_id,
            id=f"desk_of_{workspace_id}",
            source="standard",
            secret=b"sealed",
            now=NOW,
        )
    )


async def test_the_first_connection_makes_the_workspace_with_its_surveys(
    database_url: str,
) -> None:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        running(settings_for(sandbox, database_url), Clock()) as kompas,
    ):
        async with kompas.pieces.database.reading() as connection:
            (workspace,) = await workspaces.every(connection)
            names = {one.name for one in await surveys.of_workspace(connection, workspace.id)}
        assert kompas.connection.state == "connected"
    assert workspace.id == sandbox.identity.team_id
    assert names == {"csat", "ces", "nps"}


async def test_what_was_made_before_slack_becomes_the_workspaces_own(database_url: str) -> None:
    await _make(database_url, "local")
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        running(settings_for(sandbox, database_url), Clock()) as kompas,
        kompas.pieces.database.reading() as connection,
    ):
        (workspace,) = await workspaces.every(connection)
        hook = await hooks.find(connection, "desk_of_local")
    assert workspace.id == sandbox.identity.team_id
    assert hook is not None
    assert hook.workspace_id == workspace.id


async def test_a_known_workspace_stays_as_it_is(database_url: str) -> None:
    async with sandbox_of(Clock()).serving() as sandbox:
        team_id = sandbox.identity.team_id
        await _make(database_url, team_id, "local")
        found: set[str] = set()
        for _restart in range(2):
            async with (
                running(settings_for(sandbox, database_url), Clock()) as kompas,
                kompas.pieces.database.reading() as connection,
            ):
                found = {one.id for one in await workspaces.every(connection)}
    assert found == {team_id, "local"}


@BOTH_DATABASES
async def test_replicas_that_start_together_both_come_up(database_url: str) -> None:
    await _make(database_url, "local")
    async with sandbox_of(Clock()).serving() as sandbox:
        settings = settings_for(sandbox, database_url)

        async def started() -> str:
            async with running(settings, Clock()) as kompas, asyncio.timeout(30):
                # A start goes on without Slack when that takes long, as on a busy machine.
                while kompas.connection.ticker is None:  # noqa: ASYNC110 - nobody rings for this
                    await asyncio.sleep(0.05)
                return kompas.connection.state

        assert await asyncio.gather(*(started() for _ in range(4))) == ["connected"] * 4
        async with running(settings, Clock()) as kompas:
            async with kompas.pieces.database.reading() as connection:
                (workspace,) = await workspaces.every(connection)
            assert workspace.id == sandbox.identity.team_id
