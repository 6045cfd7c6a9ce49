from datetime import timedelta

from tests.bot.stage import Stage

POST = "chat.postMessage"


async def test_a_token_that_is_refused_stops_all_sending_and_loses_nothing(stage: Stage) -> None:
    stage.slack.faults.add(POST, "error:token_revoked")
    await stage.solved()
    await stage.round()
    assert (await stage.delivery()).state == "retry"
    assert b"kompas_slack_halted 1.0" in stage.process.metrics.text()
    assert stage.ticker.halt.reason == "token_revoked"
    tried = stage.asked_slack(POST)
    stage.process.clock.move(timedelta(minutes=4))
    await stage.round()
    assert stage.asked_slack(POST) == tried
    stage.process.clock.move(timedelta(minutes=2))
    await stage.round()
    assert (await stage.delivery()).state == "sent"
    assert b"kompas_slack_halted 0.0" in stage.process.metrics.text()
    assert stage.ticker.halt.reason == ""
