"""Reminders of cases: once over all replicas, to who should do something."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from kpi import cases as life
from kpi.cases import Step
from kpi.store import alert_rules, case_reminders, cases
from kpi.store.cases import Deed
from kpi.store.database import Database
from kpi.store.tables import Case, Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_heeding import LATER, Desk


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(Asking(database, workspace))


async def remind(desk: Desk, case: Case, days: int = 1) -> bool:
    return await desk.database.writer.work(
        lambda connection: case_reminders.remind(
            connection, desk.asking.workspace, case, LATER + timedelta(days=days)
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
    claimed = Deed(step=Step.CLAIMED, doing=partial(life.claimed, by="U1", at=LATER), by="U1")
    await desk.act(before, claimed)
    assert not await remind(desk, before)
    for days, told in ((1, ["U1"]), (2, ["U1", "U1", "ULEAD"])):
        (case,) = await desk.cases()
        assert await remind(desk, case, days)
        assert await reminded(desk) == told
    async with desk.database.reading() as connection:
        assert (await cases.find(connection, before.workspace_id, before.id)).reminders == 2
