from bot.sandbox.cast import LEAD, WEEKLY
from tests.bot.stage import Stage
from tests.bot.work.mondays import MONDAY, SECOND, at


async def test_an_owner_who_cannot_be_told_is_given_up(stage: Stage) -> None:
    await stage.ordered(owner_id="U0NOBODY")
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    await at(stage, MONDAY + SECOND)
    notice = await stage.delivery("notice")
    assert (notice.state, notice.reason) == ("failed", "user_not_found")


async def test_an_owner_is_told_in_their_own_language(stage: Stage) -> None:
    stage.slack.add_user(LEAD, "lbakker", "l.bakker@example.com", locale="nl-NL")
    await stage.solved(requester_email="l.bakker@example.com")
    await stage.round()
    await stage.ordered()
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    await at(stage, MONDAY + SECOND)
    told = stage.posted(LEAD)[-1]
    assert "gearchiveerd" in told.text
    assert f"<#{WEEKLY}>" in told.text
