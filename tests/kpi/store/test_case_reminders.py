"""Reminders of cases: once over all replicas, to who should do something."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from kpi import cases as life
from kpi.cases import Step
from kpi.store import alert_rules, case_reminders, cases
from kpi.store.cases import Deed
from kpi.store.database import Database
from kpi.store.rows import table
from kpi.store.tables import Alert, Case, Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_heeding import CLAIMED, LATER, Desk


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(Asking(database, workspace))


async def remind(desk: Desk, case: Case, days: int = 1, *, owner_left: bool = False) -> bool:
    now, workspace = LATER + timedelta(days=days), desk.asking.workspace
    return await desk.database.writer.work(
        lambda connection: case_reminders.remind(
            connection, workspace, case, now, owner_left=owner_left
        )
    )


async def reminded(desk: Desk) -> list[str]:
    return sorted(one.user_id for one in await desk.messages() if one.kind == case_reminders.KIND)


async def test_nobody_has_it_so_the_owner_of_the_rule_hears_once(desk: Desk) -> None:
    rule = await desk.rule()
    await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()
    assert sorted(await asyncio.gather(*(remind(desk, case) for _ in range(3)))) == [
        *(False, False, True)
    ]
    assert await reminded(desk) == ["ULEAD"]
    (case,) = await desk.cases()
    await desk.database.writer.work(lambda connection: alert_rules.remove(connection, rule))
    assert await remind(desk, case, days=2)
    assert await reminded(desk) == ["ULEAD"]


async def test_who_has_it_hears_and_the_second_time_the_lead_too(desk: Desk) -> None:
    await desk.rule()
    await desk.answer(1)
    await desk.heed()
    (before,) = await desk.cases()
    await desk.act(before, CLAIMED)
    assert not await remind(desk, before)
    for days, told in ((1, ["U1"]), (2, ["U1", "U1", "ULEAD"])):
        (case,) = await desk.cases()
        assert await remind(desk, case, days)
        assert await reminded(desk) == told
    async with desk.database.reading() as connection:
        assert (await cases.find(connection, before.workspace_id, before.id)).reminders == 2


async def test_of_one_who_left_the_lead_hears_at_once(desk: Desk) -> None:
    await desk.rule()
    await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()
    case = await desk.act(case, CLAIMED)
    assert await remind(desk, case, owner_left=True)
    assert await reminded(desk) == ["ULEAD"]


async def test_what_has_rested_is_shown_so_once(desk: Desk) -> None:
    await desk.rule()
    await desk.answer(1)
    await desk.heed()
    (case,) = await desk.cases()
    until = LATER + timedelta(minutes=1)
    resting = partial(life.snoozed, until=until, at=LATER)
    case = await desk.act(case, Deed(step=Step.SNOOZED, doing=resting))
    due = case.remind_at
    fresh = update(table(Alert)).values(is_stale=False)
    await desk.database.writer.work(lambda connection: connection.execute(fresh))
    for now, stale in ((LATER, False), (until, True)):
        await desk.database.writer.work(partial(cases.wake, now=now))
        assert [one.is_stale for one in await desk.alerts()] == [stale]
    (case,) = await desk.cases()
    assert (case.snoozed_until, case.remind_at) == (None, due)
