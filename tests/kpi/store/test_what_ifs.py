from datetime import datetime

import pytest

from kpi.errors import Refused, WrongSetting
from kpi.store import rows, surveys, what_ifs
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import Invitation, Response, Survey, Workspace
from kpi.store.what_ifs import WhatIf
from kpi.what_if import Expected, Pair
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    ask,
    event,
    jansen,
    planned,
    read,
    set_policy,
    take_in,
    write,
)
from tests.moments import NOW


async def csat(database: Database) -> Survey:
    return await read(database, surveys.named, HOME, "csat")


async def tried(database: Database, workspace: Workspace, now: datetime, **changes: str) -> WhatIf:
    survey = await csat(database)
    return await read(database, what_ifs.tried, workspace, survey, changes, now=now)


async def answered(database: Database, invitation: Invitation) -> None:
    given = Response(
        workspace_id=HOME,
        id=new_id(NOW),
        invitation_id=invitation.id,
        survey_id=invitation.survey_id,
        version=1,
        score=4,
        day=NOW.date(),
        answered_at=NOW,
        changed_at=NOW,
    )
    await write(database, rows.add, given)


async def test_another_policy_is_tried_and_nothing_is_changed(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    first = await planned(database)
    await ask(database, first, first.due_at)
    await answered(database, first)
    await take_in(database, event(at=NOW + DAY, external_id="T-2"), NOW + DAY)
    now = NOW + 30 * DAY
    found = await tried(database, workspace, now, cooldown="0s", cooldown_any="0s")
    assert found.comparison.asked == Pair(1, 2)
    assert (found.delivered, found.answered, found.policy_changes) == (1, 1, 0)
    assert found.expected == Expected(2, 0, 2)
    assert surveys.policy(await csat(database)).cooldown == 14 * DAY


async def test_questions_whose_time_is_not_over_say_nothing_of_the_response(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    first = await planned(database)
    await ask(database, first, first.due_at)
    found = await tried(database, workspace, NOW + DAY, cooldown="0s")
    assert (found.delivered, found.expected) == (0, None)


async def test_changes_of_the_policy_meanwhile_are_counted(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", cooldown="7d")
    found = await tried(database, workspace, NOW + DAY, cooldown="0s")
    assert found.policy_changes == 1


async def test_only_ninety_days_are_looked_at(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    await planned(database)
    for days, resolutions in ((89, 1), (91, 0)):
        found = await tried(database, workspace, NOW + days * DAY, cooldown="0s")
        assert found.comparison.resolutions == resolutions


async def test_impossible_settings_are_refused(database: Database, workspace: Workspace) -> None:
    for changes in ({"colour": "red"}, {"cooldown": "soon"}, {"reminder": "20d"}):
        with pytest.raises(WrongSetting):
            await tried(database, workspace, NOW, **changes)


async def test_what_was_tried_is_switched_on_unless_the_policy_changed_since(
    database: Database, workspace: Workspace
) -> None:
    changes = {"cooldown": "3d"}
    seen = (await tried(database, workspace, NOW, **changes)).revision

    async def press(revision: int) -> None:
        known, again = await csat(database), {"revision": revision, "by": "U0ADMIN", "now": NOW}
        await write(database, what_ifs.switch_on, known, changes, **again)

    await press(seen)
    await press(seen)
    assert surveys.policy(await csat(database)).cooldown == 3 * DAY
    await set_policy(database, "csat", cooldown="5d")
    with pytest.raises(Refused):
        await press(seen)
    assert surveys.policy(await csat(database)).cooldown == 5 * DAY
