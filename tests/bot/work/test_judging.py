"""Judging by itself: an owner hears what came of it, whoever owns it is still a colleague."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from bot.sandbox.cast import ADMIN, LEAD
from bot.sandbox.identity import HOME
from kpi.store.columns import new_id
from kpi.store.rows import add
from kpi.store.tables import Action, Delivery
from tests.bot.stage import Stage

QUARTER, DAY = timedelta(days=91), timedelta(days=1)


async def live(stage: Stage, **about: Any) -> None:
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
        **about,
    )
    await stage.database.writer.work(lambda connection: add(connection, action))


async def test_of_one_whose_survey_is_gone_its_owner_hears_once(stage: Stage) -> None:
    await live(stage, survey_id=UUID(int=9))
    for _ in range(2):
        await stage.round()
        stage.process.clock.move(DAY)
    await stage.round()
    (told,) = stage.posted(LEAD)
    assert "cannot be judged" in told.text


async def test_a_verdict_comes_to_who_is_a_colleague_still(stage: Stage) -> None:
    await live(stage)
    stage.slack.add_user(LEAD, "lbakker", "l.bakker@example.com", deleted=True)
    await stage.round()
    await stage.round()
    assert stage.posted(LEAD) == []
    (told,) = stage.posted(ADMIN)
    assert "is judged" in told.text
    assert {one.state for one in await stage.every(Delivery)} == {"sent"}
