"""Files of rows: brought to leads as a direct message, and a sentence where that does not work."""

from dataclasses import replace

import pytest

from bot.listeners.exports import Exports
from bot.listeners.reception import Caller
from bot.roles import Role
from bot.sandbox import cast
from bot.sandbox.messages import Message
from kpi import periods
from kpi.errors import Refused
from kpi.metrics import Metric
from kpi.query import Query, View
from kpi.store import workspaces
from tests.bot.stage import Stage
from tests.moments import NOW

ASKED = Query(
    metrics=(Metric.CSAT,),
    period=periods.week_of(NOW.date(), "Europe/Amsterdam"),
    view=View.EXPORT,
)


async def caller(stage: Stage, role: Role = Role.LEAD) -> Caller:
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, stage.process.workspace_id)
    return Caller(
        user_id=cast.LEAD,
        team_id=workspace.id,
        role=role,
        language="en",
        workspace=workspace,
    )


async def brought(stage: Stage, exports: Exports | None = None, asked: Query = ASKED) -> Message:
    """Have a lead ask for a file; give the direct message that comes of it."""
    (exports or Exports(stage.process)).begin(await caller(stage), asked)
    assert await stage.process.background.drain(10) == 0
    return stage.posted(cast.LEAD)[-1]


async def test_a_file_comes_as_a_direct_message(stage: Stage) -> None:
    await stage.solved()
    message = await brought(stage)
    assert "1 row. It holds what customers wrote" in message.text
    (file,) = message.files
    assert file.name == "kompas-csat-2026-W47.csv"
    head, row = file.content.decode("utf-8-sig").splitlines()
    assert head.startswith("kind,id,url,")
    assert row.startswith("interaction,T-1,")


async def test_where_nothing_happened_no_file_comes(stage: Stage) -> None:
    message = await brought(stage)
    assert "nothing to export" in message.text
    assert message.files == ()


async def test_a_slip_in_a_name_gets_the_nearest(stage: Stage) -> None:
    await stage.solved(team="Network")
    message = await brought(stage, asked=replace(ASKED, filters={"team": "Netwrok"}))
    assert "Did you mean *Network*? Try `/kpi csat 2026-W47 team:" in message.text
    assert message.files == ()


async def test_what_is_too_large_is_said(stage: Stage) -> None:
    await stage.solved()
    message = await brought(stage, Exports(stage.process, most_bytes=10))
    assert "kompas export" in message.text
    assert stage.slack.world.files.all() == []


@pytest.mark.parametrize("step", ["upload", "files.completeUploadExternal"])
async def test_what_slack_does_not_take_is_said(stage: Stage, step: str) -> None:
    await stage.solved()
    stage.slack.faults.add(step, "html_500")
    assert "could not bring you the file" in (await brought(stage)).text


async def test_others_get_none(stage: Stage) -> None:
    someone = await caller(stage, Role.MEMBER)
    with pytest.raises(Refused):
        Exports(stage.process).begin(someone, ASKED)
