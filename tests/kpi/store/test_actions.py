"""Actions are kept with their history; two who change one at once do not overwrite each other."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from kpi import actions as life
from kpi.actions import NotThere, State, Step, WrongDate
from kpi.effects import Days
from kpi.errors import NotFound, WrongSetting
from kpi.metrics import Metric
from kpi.store import action_lists, actions
from kpi.store.actions import Changed, Deed, Wish
from kpi.store.database import Database
from kpi.store.tables import Action, Workspace
from tests.moments import NOW

TODAY = NOW.date()
DAY = timedelta(days=1)
WISH = Wish(title="  Answer  sooner ", metric=Metric.CSAT, owner_id="U1", theme="speed")


async def begun(database: Database, workspace: Workspace, wish: Wish = WISH) -> Action:
    return await database.writer.work(
        lambda connection: actions.create(
            connection, workspace.id, wish, by="U9", now=NOW, today=TODAY
        )
    )


async def changed(database: Database, action: Action, wish: Wish) -> Action:
    return await database.writer.work(
        lambda connection: actions.change(connection, action, wish, by="U2", now=NOW, today=TODAY)
    )


async def acted(database: Database, action: Action, deed: Deed) -> Action:
    return await database.writer.work(
        lambda connection: actions.act(connection, action.workspace_id, action.id, deed, NOW)
    )


async def test_an_action_from_idea_to_verdict(database: Database, workspace: Workspace) -> None:
    wish = replace(WISH, begun_for=Days(TODAY - 7 * DAY, TODAY), segment="team", value="Network")
    action = await begun(database, workspace, wish)
    assert (action.title, action.state) == ("Answer sooner", State.IDEA)
    live = partial(life.went_live, live_on=TODAY, today=TODAY)
    await acted(database, action, Deed(step=Step.WENT_LIVE, doing=live, by="U1"))
    judged = partial(life.judged, at=NOW)
    found = {"verdict": "up"}
    await acted(database, action, Deed(step=Step.JUDGED, doing=judged, detail=found))
    async with database.reading() as connection:
        kept = await actions.find(connection, workspace.id, action.id)
        steps = {one.what for one in await actions.history(connection, kept)}
        judged_since = partial(action_lists.judged_since, connection, workspace.id, NOW - DAY)
        assert await judged_since(besides=UUID(int=1)) == 1
        assert await judged_since(besides=action.id) == 0
        marked = await action_lists.live_since(connection, workspace.id, TODAY, TODAY + DAY)
        assert [one.id for one in marked] == [action.id]
    assert (kept.state, kept.verdict, kept.judged_at) == (State.JUDGED, found, NOW)
    assert actions.begun_for(kept) == wish.begun_for
    assert steps == {Step.BEGUN, Step.WENT_LIVE, Step.JUDGED}
    moved = await changed(database, kept, replace(wish, live_on=TODAY - DAY))
    assert (moved.state, moved.verdict) == (State.LIVE, {})


async def test_a_verdict_is_never_told_of_another_number(
    database: Database, workspace: Workspace
) -> None:
    wish = replace(WISH, live_on=TODAY, segment="team", value="Network")
    action = await begun(database, workspace, wish)
    assert action.state == State.LIVE
    judged, found = partial(life.judged, at=NOW), {"verdict": "up"}
    kept = await acted(database, action, Deed(step=Step.JUDGED, doing=judged, detail=found))
    same = await changed(database, kept, replace(wish, title="Answer soon"))
    assert (same.state, same.verdict) == (State.JUDGED, found)
    aimed = await changed(database, same, replace(wish, value="Billing"))
    assert (aimed.state, aimed.judged_at, aimed.verdict) == (State.LIVE, None, {})


async def test_of_two_who_change_it_at_once_one_is_told(
    database: Database, workspace: Workspace
) -> None:
    action = await begun(database, workspace)
    async with database.reading() as connection:
        same = await actions.find(connection, workspace.id, action.id)
    await changed(database, action, replace(WISH, title="Answer at once"))
    with pytest.raises(Changed):
        await changed(database, same, replace(WISH, title="Answer later"))
    async with database.reading() as connection:
        (kept,) = await action_lists.of_workspace(connection, workspace.id, life.GOING, 9)
    assert kept.title == "Answer at once"


async def test_what_makes_no_sense_is_refused(database: Database, workspace: Workspace) -> None:
    for wish, error in (
        (replace(WISH, title=" "), WrongSetting),
        (replace(WISH, segment="team"), WrongSetting),
        (replace(WISH, due_on=TODAY.replace(year=2062)), WrongDate),
    ):
        with pytest.raises(error):
            await begun(database, workspace, wish)
    action = await begun(database, workspace)
    with pytest.raises(NotThere):
        await acted(database, action, Deed(step=Step.TAKEN_UP, doing=life.taken_up))
    action.id = UUID(int=1)
    with pytest.raises(NotFound):
        await acted(database, action, Deed(step=Step.DROPPED, doing=life.dropped))
