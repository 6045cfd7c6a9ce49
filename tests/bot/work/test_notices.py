from uuid import uuid4

from bot.sandbox.cast import ADMIN, AGENT, LEAD, LEADS, WEEKLY
from bot.sandbox.identity import HOME
from kpi.store import deliveries, workspaces
from kpi.store.deliveries import Owed
from tests.bot.stage import Stage
from tests.bot.work.mondays import MONDAY, SECOND, at


async def test_an_owner_who_cannot_be_told_is_given_up(stage: Stage) -> None:
    await stage.ordered(owner_id="U0NOBODY")
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    await at(stage, MONDAY + SECOND)
    notice = await stage.delivery("notice")
    assert (notice.state, notice.reason) == ("failed", "user_not_found")


async def test_where_the_owner_has_left_one_who_leads_is_told_in_their_language(
    stage: Stage,
) -> None:
    await stage.database.writer.work(
        lambda connection: workspaces.change(
            connection, HOME, lead_ids=[LEAD], lead_group_id=LEADS, admin_ids=[ADMIN]
        )
    )
    stage.slack.add_user(AGENT, "adevries", "a.devries@example.com", deleted=True)
    stage.slack.add_user(LEAD, "lbakker", "l.bakker@example.com", deleted=True)
    stage.slack.add_user(ADMIN, "msmit", "m.smit@example.com", locale="nl-NL")
    await stage.ordered(owner_id=AGENT)
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    await at(stage, MONDAY + SECOND)
    (told,) = stage.posted(ADMIN)
    assert "gearchiveerd" in told.text
    assert f"<@{AGENT}>" in told.text
    assert stage.posted(LEAD) == stage.posted(AGENT) == []


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
