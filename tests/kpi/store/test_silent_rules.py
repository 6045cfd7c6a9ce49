"""Rules that no answer can meet: they rest, their owner hears once, they go on by themselves."""

import pytest

from kpi.store import dictionaries
from kpi.store.database import Database
from kpi.store.tables import Workspace
from kpi.thresholds import Rule
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_heeding import Desk
from tests.moments import NOW


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(Asking(database, workspace))


async def test_a_rule_whose_theme_went_away_rests_until_it_is_back(desk: Desk) -> None:
    await desk.rule(Rule(theme="speed"))
    home = desk.asking.workspace.id
    await desk.database.writer.work(
        lambda connection: dictionaries.remove(connection, home, "speed", by="U1", now=NOW)
    )
    for _ in range(2):
        await desk.answer(1)
        await desk.heed()
    (rule,) = await desk.rules()
    assert rule.paused_because == "theme_removed"
    (notice,) = await desk.messages()
    assert (notice.user_id, notice.body["because"]) == ("ULEAD", "theme_removed")
    await desk.database.writer.work(
        lambda connection: dictionaries.restore(connection, home, "speed")
    )
    await desk.answer(1)
    await desk.heed()
    (rule,) = await desk.rules()
    assert rule.paused_because == ""
