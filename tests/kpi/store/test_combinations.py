"""Filters that meet nothing together are told from those that meet nothing at all."""

from kpi.query import Query
from kpi.store import combinations, hand_picked, summaries
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.test_summaries import answered, query
from tests.kpi.store.tickets import read
from tests.moments import NOW


async def only_apart(database: Database, workspace: Workspace, asked: Query) -> bool:
    found = await read(database, summaries.answer, workspace, asked, NOW)
    found = await read(database, hand_picked.beside, workspace, asked, found, NOW)
    (one,) = await read(database, combinations.told, workspace, asked, found, NOW)
    return one.only_apart


async def test_there_is_something_under_each_filter_and_nothing_under_all_of_them(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5], team="Network", channel="mail")
    await answered(database, workspace, [4], team="Billing", channel="chat")
    await answered(database, workspace, [4], team="Billing", channel="phone")
    await answered(database, workspace, [4], team="Network", channel="phone", trigger="hand")
    for asked, is_so in (
        (query(team="network", channel="chat"), True),
        (query(by="account", team="Network", channel="chat"), True),
        (query(team="Network", channel="mail"), False),
        (query(team="Network", channel="phone"), False),  # there is, by hand
        (query(team="Network", channel="fax"), False),
        (query(team="Sales"), False),
        (query(period="2024", team="Network", channel="chat"), False),
    ):
        assert await only_apart(database, workspace, asked) is is_so, asked
