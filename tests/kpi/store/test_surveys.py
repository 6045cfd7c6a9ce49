from datetime import timedelta

import pytest

from kpi.errors import NotFound, WrongSetting
from kpi.metrics import Metric, standard
from kpi.store import surveys
from kpi.store.database import Database
from kpi.store.tables import Survey, Workspace
from tests.kpi.store.tickets import HOME, read, write


async def csat(database: Database) -> Survey:
    return await read(database, surveys.named, HOME, "csat")


async def test_a_survey_starts_with_the_standard_definition_and_policy(
    database: Database, workspace: Workspace
) -> None:
    survey = await csat(database)
    assert surveys.definition(survey) == standard(Metric.CSAT)
    assert surveys.policy(survey).enabled


async def test_a_changed_setting_is_kept_beside_the_others(
    database: Database, workspace: Workspace
) -> None:
    before = await csat(database)
    await write(database, surveys.change, before, "delay", "0s")
    await write(database, surveys.change, before, "cooldown", "1d")
    policy = surveys.policy(await csat(database))
    assert (policy.delay_for("chat"), policy.cooldown) == (timedelta(), timedelta(days=1))


async def test_a_wrong_setting_changes_nothing(database: Database, workspace: Workspace) -> None:
    before = await csat(database)
    with pytest.raises(WrongSetting):
        await write(database, surveys.change, before, "cooldown", "often")
    assert (await csat(database)).policy == before.policy


async def test_a_survey_that_does_not_exist_is_named(
    database: Database, workspace: Workspace
) -> None:
    with pytest.raises(NotFound, match="mood"):
        await read(database, surveys.named, HOME, "mood")
