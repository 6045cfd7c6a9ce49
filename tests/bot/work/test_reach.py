from datetime import timedelta

from kpi.store.tables import Delivery
from tests.bot.stage import Stage

POST = "chat.postMessage"
OUTAGE = 1000


async def customers(stage: Stage, numbers: range) -> None:
    """Let a ticket be solved for each of these people."""
    for number in numbers:
        email = f"{number}@example.com"
        stage.slack.add_user(f"U{number}", f"user{number}", email)
        await stage.solved(f"T-{number}", requester_email=email)


async def states(stage: Stage) -> list[str]:
    return sorted(one.state for one in await stage.every(Delivery))


async def test_an_outage_holds_what_was_under_way_and_nothing_more(stage: Stage) -> None:
    for method in (POST, "auth.test"):
        stage.slack.faults.add(method, "cut_before", times=OUTAGE)
    await customers(stage, range(1))
    await stage.round()
    await customers(stage, range(1, 4))
    for _ in range(3):
        stage.process.clock.move(timedelta(minutes=1))
        await stage.round()
    assert await states(stage) == ["due", "due", "due", "held"]
    stage.slack.faults.clear()
    await stage.round()
    assert await states(stage) == ["held", "sent", "sent", "sent"]


async def test_slack_is_asked_only_after_it_was_silent(stage: Stage) -> None:
    await customers(stage, range(2))
    stage.slack.faults.add(POST, "error:is_archived")
    await stage.round()
    assert stage.asked_slack("auth.test") == 0


async def test_a_token_revoked_during_an_outage_stops_all_sending(stage: Stage) -> None:
    stage.slack.faults.add(POST, "cut_before")
    stage.slack.faults.add("auth.test", "error:token_revoked")
    await customers(stage, range(1))
    await stage.round()
    assert b"kompas_slack_halted 1.0" in stage.process.metrics.text()
