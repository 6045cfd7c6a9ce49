"""Judging by itself: an owner hears what came of it, whoever owns it is still a colleague."""

from datetime import timedelta

from bot.sandbox.cast import ADMIN, LEAD
from bot.sandbox.identity import HOME
from kpi.store.columns import new_id
from kpi.store.rows import add
from kpi.store.tables import Action, Delivery
from tests.bot.stage import Stage

QUARTER, DAY = timedelta(days=91), timedelta(days=1)


async def live(stage: Stage) -> None:
    """Have an action that went live a quarter ago."""
    action = Action(
        workspace_id=HOME,
        id=new_id(stage.now),
        title="Call back",
        metric="csat",
        owner_id=LEAD,
        created_by=ADMIN,
        state="live",
        live_on=(stage.now - QUARTER).date(),
        created_at=stage.now,
    )
    await stage.database.writer.work(lambda connection: add(connection, action))


async def test_a_verdict_comes_to_who_is_a_colleague_still(stage: Stage) -> None:
    await live(stage)
    stage.slack.add_user(LEAD, "lbakker", "l.bakker@example.com", deleted=True)
    await stage.round()
    await stage.round()
    assert stage.posted(LEAD) == []
    (told,) = stage.posted(ADMIN)
    assert "is judged" in told.text
    assert {one.state for one in await stage.every(Delivery)} == {"sent"}
