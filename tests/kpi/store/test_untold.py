"""Which sources tell of no customer's message."""

from datetime import timedelta

from kpi import periods
from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import rows, summaries, untold
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.tables import Interaction, Reckoning, Workspace
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW

TODAY = periods.today(NOW, "Europe/Amsterdam")


async def tickets(database: Database, source: str, number: int, *, messages: int = 0) -> None:
    """Write tickets of a source, some of them with a message."""
    written: list[Interaction | Reckoning] = []
    for place in range(number):
        ticket = Interaction(
            workspace_id=HOME,
            id=new_id(NOW),
            source=source,
            external_id=f"{place}",
            customer_wrote_at=NOW if place < messages else None,
            created_at=NOW,
        )
        counted = Reckoning(
            workspace_id=HOME,
            interaction_id=ticket.id,
            fcr_day=TODAY,
            fcr_definition="fcr/7d/v1",
            solved_at_once=True,
            priority="low",
            reckoned_at=NOW,
        )
        written += [ticket, counted]
    for kind in (Interaction, Reckoning):
        await write(database, rows.add, *(one for one in written if isinstance(one, kind)))


async def test_a_source_flatters_that_told_of_no_message_in_a_hundred_tickets(
    database: Database, workspace: Workspace
) -> None:
    await tickets(database, "jira", 100)
    await tickets(database, "zendesk", 100, messages=1)
    await tickets(database, "new", 99)
    day = timedelta(days=1)
    assert await read(database, untold.sources, HOME, TODAY, TODAY + day) == ("jira",)
    assert await read(database, untold.sources, HOME, TODAY - day, TODAY) == ()
    week = periods.week_of(TODAY, "Europe/Amsterdam")
    query = Query(metrics=(Metric.FCR,), period=week, filters={"priority": "low"})
    (found,) = await read(database, summaries.answer, workspace, query, NOW)
    assert found.desk is not None
    assert found.desk.untold == ("jira",)
