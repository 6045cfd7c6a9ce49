from sqlalchemy.ext.asyncio import AsyncConnection

from bot import issues
from bot.issues import Issue
from bot.sandbox.identity import HOME
from kpi.slots import Slot
from kpi.store import deliveries, digests, schedule_runs, workspaces
from kpi.store.deliveries import Owed
from kpi.store.tables import Schedule
from tests.bot.stage import Stage
from tests.moments import NOW
from tests.weeks import answered

WEEK = "2026-W47"
"""The one of NOW, in which the one before is told."""


async def issue(stage: Stage, schedule: Schedule) -> Issue:
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
    return Issue(workspace=workspace, schedule=schedule, slot=WEEK)


async def told(stage: Stage, schedule: Schedule, value: float) -> None:
    """Have the digest of last week said this of the week before it."""
    numbers = {"csat": {"definition": "csat/1-5/top2/v1", "value": value, "n": 10}}
    slot = Slot(label="2026-W46", at=NOW)

    async def tell(connection: AsyncConnection) -> None:
        run = await schedule_runs.win_slot(connection, schedule, slot, NOW)
        assert run is not None
        said = {"period": "2026-W45", "numbers": numbers}
        await digests.keep_told(connection, schedule, run, said)
        owed = Owed(kind=digests.DIGEST, cause_id=run.id, due_at=NOW)
        await deliveries.owe(connection, HOME, owed, NOW)
        (posted,) = await deliveries.claim(connection, NOW, 1)
        await deliveries.mark_sent(connection, posted, "17.42", NOW)

    await stage.database.writer.work(tell)


async def test_a_number_that_changed_since_it_was_told_is_set_right(stage: Stage) -> None:
    await answered(stage.database, HOME, NOW)
    schedule = await stage.ordered()
    await told(stage, schedule, 60.0)
    about = await issue(stage, schedule)
    message = issues.message(about, await issues.answer(stage.process, about))
    assert "Week 45 was told as 60\xa0%; it is 70\xa0% now." in message.text


async def test_every_split_is_judged_together_and_told_apart(stage: Stage) -> None:
    await answered(stage.database, HOME, NOW)
    about = await issue(stage, await stage.ordered(by=["team", "account"]))
    assert [query.by for query in about.queries] == ["team", "account"]
    answer = await issues.answer(stage.process, about)
    (whole,) = answer.found
    assert {part.segment for part in whole.segments} == {"team", "account"}
    (table,) = [one for one in issues.detail(about, answer).blocks if one["type"] == "table"]
    assert [row[0]["text"] for row in table["rows"]] == [
        "Team",
        "not known",
        "Account",
        "not known",
    ]
