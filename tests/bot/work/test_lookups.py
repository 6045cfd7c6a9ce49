from datetime import timedelta

from bot.sandbox.cast import CUSTOMER, GUEST
from bot.sandbox.identity import ELSEWHERE
from kpi.store.tables import Invitation
from tests.bot.stage import Stage

LOOKUP = "users.lookupByEmail"


async def states(stage: Stage) -> list[str]:
    return [one.state for one in await stage.every(Invitation)]


async def test_an_address_nobody_has_is_not_asked(stage: Stage) -> None:
    await stage.solved(requester_email="stranger@example.net")
    await stage.round()
    invitation = await stage.invitation()
    assert (invitation.state, invitation.reason) == ("not_asked", "no_slack_account")


async def test_a_customer_named_by_slack_id_needs_no_address(stage: Stage) -> None:
    await stage.solved(requester_email="", requester_user_id=CUSTOMER, requester_team_id="")
    await stage.round()
    assert await states(stage) == ["sent"]
    assert stage.asked_slack(LOOKUP) == 0


async def test_an_id_that_slack_does_not_know_gives_way_to_the_address(stage: Stage) -> None:
    await stage.solved(requester_user_id="U0NOBODY01", requester_team_id="")
    await stage.round()
    assert await states(stage) == ["sent"]
    await stage.solved("T-2", requester_user_id="U0NOBODY01", requester_email="")
    await stage.round()
    assert await states(stage) == ["sent", "not_asked"]


async def test_a_pause_slack_asks_for_holds_all_lookups_and_counts_as_no_try(
    stage: Stage,
) -> None:
    stage.slack.faults.add(LOOKUP, "429", retry_after=20)
    await stage.solved("T-1")
    await stage.solved("T-2", requester_email="a.devries@example.com")
    await stage.round()
    stage.process.clock.move(timedelta(seconds=10))
    await stage.round()
    assert await states(stage) == ["looking_up", "looking_up"]
    assert stage.asked_slack(LOOKUP) == 0
    assert {one.lookups for one in await stage.every(Invitation)} == {0}
    stage.process.clock.move(timedelta(seconds=11))
    await stage.round()
    assert await states(stage) == ["sent", "sent"]


async def test_a_lookup_that_fails_is_tried_later_and_given_up_with_its_reason(
    stage: Stage,
) -> None:
    stage.slack.faults.add(LOOKUP, "html_500", times=100)
    await stage.solved()
    await stage.round()
    assert (await stage.invitation()).lookups == 1
    for _ in range(12):
        stage.process.clock.move(timedelta(hours=3))
        await stage.round()
    invitation = await stage.invitation()
    assert (invitation.state, invitation.reason) == ("undeliverable", "http_500")


async def test_one_lookup_slack_refuses_does_not_stop_the_others(stage: Stage) -> None:
    stage.slack.faults.add(LOOKUP, "error:invalid_arguments")
    await stage.solved("T-1")
    await stage.solved("T-2", requester_email="a.devries@example.com")
    await stage.round()
    assert sorted(await states(stage)) == ["looking_up", "sent"]


async def test_a_token_that_is_refused_stops_lookups(stage: Stage) -> None:
    stage.slack.faults.add(LOOKUP, "error:invalid_auth")
    await stage.solved()
    await stage.round()
    await stage.round()
    assert await states(stage) == ["looking_up"]
    assert stage.asked_slack(LOOKUP) == 0
    stage.process.clock.move(timedelta(minutes=6))
    await stage.round()
    assert await states(stage) == ["sent"]


async def test_a_guest_is_located_in_their_own_team(stage: Stage) -> None:
    await stage.solved(requester_user_id=GUEST, requester_team_id=ELSEWHERE)
    await stage.round()
    assert (await stage.invitation()).reason == "no_place"
