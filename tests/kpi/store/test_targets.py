"""Targets are kept one a place, and stand beside the numbers that they were set for."""

import pytest

from kpi.errors import NotFound, Refused
from kpi.goals import Goal
from kpi.metrics import Metric, standard
from kpi.store import summaries, surveys, targets, versions, workspaces
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.test_summaries import answered, query
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW

KEY = standard(Metric.CSAT).key


async def save(database: Database, goal: Goal, metric: Metric = Metric.CSAT) -> None:
    await write(database, targets.save, HOME, metric, goal, by="U1", now=NOW)


async def test_each_place_has_one_target(database: Database, workspace: Workspace) -> None:
    await save(database, Goal("frt/office/median/v1", "", "", 3600), Metric.FRT)
    for aim in (80, 85):
        await save(database, Goal(KEY, "", "", aim))
        await save(database, Goal(KEY, "team", "Network", aim + 5))
    found = await read(database, targets.of_workspace, workspace.id)
    assert [(one.metric, one.value, one.aim) for one in found] == [
        ("csat", "", 85),
        ("csat", "Network", 90),
        ("frt", "", 3600),
    ]
    await write(database, targets.remove, HOME, Metric.CSAT, "team", "network")
    with pytest.raises(NotFound):
        await write(database, targets.remove, HOME, Metric.CSAT, "team", "network")
    assert len((await read(database, targets.goals, HOME)).every) == 2


async def test_answers_carry_the_target_of_their_definition(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5] * 6, team="Network")
    await save(database, Goal(KEY, "", "", 85))
    await save(database, Goal(KEY, "team", "network", 90))
    await save(database, Goal("frt/office/median/v1", "", "", 3600), Metric.FRT)
    asked = query(Metric.CSAT, Metric.FRT, by="team")
    csat, frt = await read(database, summaries.answer, workspace, asked, NOW)
    assert (csat.target, [one.target for one in csat.segments]) == (85, [90])
    assert frt.target == 3600
    assert frt.desk is not None
    assert frt.desk.aim is not None
    chosen = {"frt": "frt/calendar/median/v1"}
    changed = await write(database, workspaces.change, HOME, service=chosen)
    _, other = await read(database, summaries.answer, changed, asked, NOW)
    assert (other.definition.key, other.target) == (chosen["frt"], None)


@pytest.mark.usefixtures("workspace")
async def test_there_are_as_many_as_one_message_lists(database: Database) -> None:
    for number in range(targets.MOST):
        await save(database, Goal(KEY, "team", f"Team {number}", 85))
    with pytest.raises(Refused, match="20 targets"):
        await save(database, Goal(KEY, "", "", 85))
    await save(database, Goal(KEY, "team", "Team 1", 86))


async def test_another_scale_leaves_the_targets_of_a_standard_survey_behind(
    database: Database, workspace: Workspace
) -> None:
    await save(database, Goal(KEY, "team", "Network", 90))
    await save(database, Goal("frt/office/median/v1", "", "", 3600), Metric.FRT)
    before = await read(database, surveys.named, workspace.id, "csat")
    scale = {"definition": "csat/1-5/mean/v1"}
    after = await write(database, versions.rewrite, before, scale, now=NOW)
    (left,) = await read(database, targets.left_behind, before, after)
    assert (left.metric, left.value, left.definition) == ("csat", "Network", KEY)
    assert await read(database, targets.left_behind, before, before) == []
    assert await read(database, targets.outdated, HOME, Metric.FRT, "frt/office/median/v1") == []
