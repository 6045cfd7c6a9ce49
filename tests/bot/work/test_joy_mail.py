"""Joy in the post: to the agent whom Slack knows, once, and to nobody who wants no messages."""

import pytest
from sqlalchemy import update

from bot.sandbox.cast import AGENT
from bot.sandbox.identity import HOME
from kpi.store import workspaces
from kpi.store.rows import table
from kpi.store.tables import Contact
from tests.bot.work.unhappy import Unhappy, unhappy

__all__ = ["unhappy"]

ADDRESS = "a.devries@example.com"


@pytest.fixture
async def glad(unhappy: Unhappy) -> Unhappy:
    await unhappy.stage.database.writer.work(
        lambda connection: workspaces.change(connection, HOME, sends_joy=True)
    )
    return unhappy


async def praised(glad: Unhappy, agent: str = ADDRESS) -> None:
    happy = await glad.low(5, agent=agent)
    await glad.say(happy, "So quick! <!channel>")
    await glad.later()
    await glad.later()


async def test_the_agent_hears_it_once(glad: Unhappy) -> None:
    await praised(glad)
    (told,) = glad.stage.posted(AGENT)
    assert "gave 5 of 5" in told.text
    assert "<!channel>" not in told.text
    assert "So quick! <!channel>" in str(told.blocks)


async def test_who_wants_no_messages_or_is_not_known_gets_none(glad: Unhappy) -> None:
    await praised(glad, "somebody@else.example")
    await praised(glad, "A. de Vries")
    assert glad.stage.posted(AGENT) == []
    await praised(glad)
    silent = update(table(Contact)).where(table(Contact).c.user_id == AGENT)
    now = glad.stage.now
    await glad.stage.database.writer.work(
        lambda connection: connection.execute(silent.values(opted_out_at=now))
    )
    await praised(glad)
    assert len(glad.stage.posted(AGENT)) == 1
