from typing import Any

from kpi.store import hooks, unsaved
from kpi.store.database import Database
from kpi.store.tables import Hook, Workspace
from tests.kpi.store.tickets import HOME, everything, write
from tests.moments import NOW


async def made(database: Database, **about: Any) -> Hook:
    usual: dict[str, Any] = {"workspace_id": HOME, "id": "h1", "source": "github", "secret": b""}
    hook = Hook(**{**usual, "options": {**unsaved.MARK, "a": "b"}, "created_at": NOW, **about})
    return await write(database, hooks.ensure, hook)


async def test_a_door_that_nobody_saved_goes_once(database: Database, workspace: Workspace) -> None:
    hook = await made(database)
    assert await write(database, unsaved.remove, hook)
    assert not await write(database, unsaved.remove, hook)
    assert await everything(database, Hook) == []


async def test_a_door_that_is_wanted_stays(database: Database, workspace: Workspace) -> None:
    wanted: list[dict[str, Any]] = [
        {"last_event_at": NOW},
        {"token": b"sealed"},
        {"options": unsaved.saved(unsaved.MARK)},
    ]
    for number, about in enumerate(wanted):
        hook = await made(database, id=f"h{number}", **about)
        assert not await write(database, unsaved.remove, hook)
    assert len(await everything(database, Hook)) == 3
    assert unsaved.saved({**unsaved.MARK, "a": "b"}) == {"a": "b"}
