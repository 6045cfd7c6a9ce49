from datetime import timedelta

import pytest

from kpi.errors import NotFound, WrongSetting
from kpi.metrics import Metric, standard
from kpi.store import surveys, versions
from kpi.store.database import Database
from kpi.store.tables import Survey, Workspace
from kpi.wording import Unfinished
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW


async def csat(database: Database) -> Survey:
    return await read(database, surveys.named, HOME, "csat")


async def change(database: Database, survey: Survey, **settings: str) -> Survey:
    return await database.writer.work(
        lambda connection: surveys.change(connection, survey, settings, now=NOW)
    )


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
    await change(database, before, delay="0s")
    await change(database, before, cooldown="1d")
    policy = surveys.policy(await csat(database))
    assert (policy.delay_for("chat"), policy.cooldown) == (timedelta(), timedelta(days=1))


async def test_a_wrong_setting_changes_nothing(database: Database, workspace: Workspace) -> None:
    before = await csat(database)
    with pytest.raises(WrongSetting):
        await change(database, before, delay="0s", cooldown="often")
    assert (await csat(database)).policy == before.policy


async def test_a_survey_that_does_not_exist_is_named(
    database: Database, workspace: Workspace
) -> None:
    with pytest.raises(NotFound, match="mood"):
        await read(database, surveys.named, HOME, "mood")


async def test_reasons_go_live_in_every_language_or_not_at_all(
    database: Database, workspace: Workspace
) -> None:
    survey = await csat(database)
    with pytest.raises(Unfinished) as caught:
        await change(database, survey, **{"reasons.en": "Too slow"})
    assert caught.value.name == "reasons.nl"
    with pytest.raises(WrongSetting, match=r"en 1, reasons\.nl 2"):
        await change(database, survey, **{"reasons.en": "Too slow", "reasons.nl": "Traag,Open"})
    await change(database, survey, **{"reasons.en": "Too slow"}, enabled="no")
    with pytest.raises(Unfinished):
        await change(database, survey, enabled="yes")
    await write(database, versions.rewrite, survey, {"languages": "en"}, now=NOW)
    await change(database, survey, enabled="yes")
    with pytest.raises(Unfinished):
        await write(database, versions.rewrite, survey, {"languages": "en,nl"}, now=NOW)
