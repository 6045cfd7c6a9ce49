"""Answers that were asked for by hand are told of where there are no others."""

from dataclasses import replace

from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import hand_picked, summaries
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.test_summaries import DAY, answered, query
from tests.kpi.store.tickets import read, set_policy
from tests.moments import NOW


async def apart(database: Database, workspace: Workspace, asked: Query) -> dict[Metric, int]:
    """Give how many answers by hand are told of, by metric."""
    found = await read(database, summaries.answer, workspace, asked, NOW)
    told = await read(database, hand_picked.beside, workspace, asked, found, NOW)
    assert [replace(one, by_hand=0) for one in told] == [*found]
    return {one.metric: one.by_hand for one in told if one.by_hand}


async def test_only_where_a_number_has_no_other_answers(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5, 4], trigger="hand", account="Acme")
    await answered(database, workspace, [9], trigger="hand", survey="nps")
    await answered(database, workspace, [9], trigger="system", survey="nps")
    every = query(*Metric)
    assert await apart(database, workspace, every) == {Metric.CSAT: 2}
    for one in (query(account="acme"), query(by="team"), replace(query(), survey="csat")):
        assert await apart(database, workspace, one) == {Metric.CSAT: 2}
    for one in (
        query(Metric.NPS),
        query(period="last week"),
        query(account="Other"),
        query(trigger="hand"),
        query(trigger="system"),
    ):
        assert await apart(database, workspace, one) == {}


async def test_few_answers_of_a_private_group_stay_hidden(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5, 4, 3, 2], trigger="hand", agent="anna")
    assert await apart(database, workspace, query(agent="anna")) == {}
    await set_policy(database, "csat", anonymous="yes")
    assert await apart(database, workspace, query()) == {}
    await answered(database, workspace, [1], NOW - DAY, trigger="hand", agent="anna")
    for one in (query(), query(agent="anna")):
        assert await apart(database, workspace, one) == {Metric.CSAT: 5}
