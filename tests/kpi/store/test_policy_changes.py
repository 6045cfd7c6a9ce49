"""Which policy was in force when."""

from kpi.store import policy_changes, surveys
from kpi.store.database import Database
from kpi.store.tables import Survey, Workspace
from tests.kpi.store.tickets import DAY, HOME, read, write
from tests.moments import NOW


async def csat(database: Database) -> Survey:
    return await read(database, surveys.named, HOME, "csat")


async def test_a_survey_that_was_never_changed_has_no_changes(
    database: Database, workspace: Workspace
) -> None:
    assert await read(database, policy_changes.of_survey, await csat(database)) == []


async def test_every_change_keeps_the_whole_policy_with_who_and_when(
    database: Database, workspace: Workspace
) -> None:
    before = await csat(database)
    for day, sample in ((1, "50%"), (2, "25%")):
        changes = {"sample": sample, "reminder": "3d"}
        at = NOW + day * DAY
        await write(database, surveys.change, before, changes, by="U0ADMIN", now=at)
    after = await csat(database)
    found = await read(database, policy_changes.of_survey, after)
    assert [(one.at, one.changed_by) for one in found] == [
        (before.created_at, ""),
        (NOW + DAY, "U0ADMIN"),
        (NOW + 2 * DAY, "U0ADMIN"),
    ]
    assert [one.policy["sample"] for one in found] == ["100%", "50%", "25%"]
    assert found[-1].policy == surveys.policy(after).settings()


async def test_what_changes_nothing_leaves_no_trace(
    database: Database, workspace: Workspace
) -> None:
    survey = await csat(database)
    await write(database, surveys.change, survey, {"cooldown": "336h"}, by="U0ADMIN", now=NOW)
    assert await read(database, policy_changes.of_survey, survey) == []


async def test_a_survey_that_is_changed_as_it_is_made_began_before(
    database: Database, workspace: Workspace
) -> None:
    survey = await csat(database)
    at = survey.created_at
    await write(database, surveys.change, survey, {"sample": "50%"}, now=at)
    found = await read(database, policy_changes.of_survey, survey)
    assert [(one.policy["sample"], one.at < at) for one in found] == [
        ("100%", True),
        ("50%", False),
    ]
