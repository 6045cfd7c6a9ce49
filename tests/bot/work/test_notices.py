from uuid import uuid4

from bot.sandbox.cast import LEAD, WEEKLY
from kpi.store import deliveries
from kpi.store.deliveries import Owed
from tests.bot.stage import Stage
from tests.bot.work.mondays import MONDAY, SECOND, at


async def test_an_owner_who_cannot_be_told_is_given_up(stage: Stage) -> None:
    await stage.ordered(owner_id="U0NOBODY")
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    await at(stage, MONDAY + SECOND)
    notice = await stage.delivery("notice")
    assert (notice.state, notice.reason) == ("failed", "user_not_found")


async def test_an_owner_is_told_in_their_own_language_which_slack_is_asked_once(
    stage: Stage,
) -> None:
    stage.slack.add_user(LEAD, "lbakker", "l.bakker@example.com", locale="nl-NL")
    await stage.solved(requester_email="l.bakker@example.com")
    await stage.round()
    asked = stage.asked_slack("users.info")
    await stage.ordered()
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    await at(stage, MONDAY + SECOND)
    notice = await stage.delivery("notice")
    again = Owed(kind="notice", cause_id=uuid4(), due_at=stage.now, user_id=LEAD, body=notice.body)
    await stage.database.writer.work(
        lambda connection: deliveries.owe(connection, notice.workspace_id, again, stage.now)
    )
    await stage.round()
    assert stage.asked_slack("users.info") == asked + 1
    told, repeated = stage.posted(LEAD)[-2:]
    assert repeated.text == told.text
    assert "gearchiveerd" in told.text
    assert f"<#{WEEKLY}>" in told.text
