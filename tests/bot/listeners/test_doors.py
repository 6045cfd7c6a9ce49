from typing import Any

from bot.listeners.doors import Doors, Shown
from bot.listeners.reception import Caller
from bot.roles import Role
from bot.sandbox.identity import HOME
from kpi.store import hooks
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import Hook, Workspace
from tests.bot.stage import Stage
from tests.moments import NOW

ADMIN = Caller(
    user_id="U1",
    team_id=HOME,
    role=Role.ADMIN,
    language="en",
    workspace=Workspace(id=HOME, created_at=NOW),
)


async def make(stage: Stage, hook_id: str, source: str, **columns: Any) -> None:
    hook = Hook(workspace_id=HOME, id=hook_id, source=source, secret=b"", created_at=NOW, **columns)
    await stage.database.writer.work(lambda connection: hooks.ensure(connection, hook))


async def test_doors_of_a_kind_nobody_knows_any_more_are_left_out(stage: Stage) -> None:
    await make(stage, "h1", "github")
    await make(stage, "h2", "gone")
    assert [known.hook.id for known in await Doors(stage.process).every()] == ["h1"]


async def test_a_stored_mapping_that_is_spoilt_can_be_written_anew(stage: Stage) -> None:
    await make(stage, "h1", "mapped", mapping={"id": ""})
    view = await Doors(stage.process).details(ADMIN, "h1", Shown())
    (field,) = [block for block in view["blocks"] if block["type"] == "input"]
    assert "initial_value" not in field["element"]


async def test_what_was_not_understood_is_told_by_the_systems_name(stage: Stage) -> None:
    await make(stage, "h1", "zendesk")
    event = IncomingEvent(workspace_id=HOME, hook_id="h1", key="1", body={}, received_at=NOW)
    await stage.database.writer.submit(hooks.store_events, event)
    await stage.round()
    ((title, misread),) = await Doors(stage.process).misread(ADMIN)
    assert (title, misread.count) == ("Zendesk", 1)
