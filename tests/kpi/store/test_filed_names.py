"""Names in use are found in the tallies, those of earlier versions and of tickets too."""

from kpi import metrics
from kpi.interaction_event import Kind
from kpi.metrics import Metric
from kpi.store import filed_names, invitations, score_counts, surveys, versions
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.test_summaries import answered
from tests.kpi.store.tickets import event, read, write
from tests.moments import NOW


async def test_each_name_is_found_once_in_order(database: Database, workspace: Workspace) -> None:
    for team in ("Sales", "Network", "Billing", "Network", ""):
        await answered(database, workspace, [5], team=team)
    async with database.reading() as connection:
        survey = await surveys.named(connection, workspace.id, "csat")
    other = metrics.choices(Metric.CSAT)[1]
    await database.writer.work(
        lambda connection: versions.rewrite(connection, survey, {"definition": other.key}, now=NOW)
    )
    await answered(database, workspace, [5], team="Later")
    found = await read(database, filed_names.counted, workspace.id, "team")
    assert found == ["Billing", "Later", "Network", "Sales"]
    assert found == await read(database, score_counts.values, workspace.id, "team")
    assert await read(database, filed_names.counted, workspace.id, "account") == []
    assert await read(database, filed_names.counted, "T0OTHER", "team") == []


async def test_names_of_tickets_count_too(database: Database, workspace: Workspace) -> None:
    for ticket, team in (("T-1", "Network"), ("T-2", "Billing"), ("T-3", "Network")):
        told = event(Kind.OPENED, external_id=ticket, team=team, opened_at=NOW)
        await write(database, invitations.take_in, workspace.id, told, NOW)
    assert await read(database, filed_names.counted, workspace.id, "team") == ["Billing", "Network"]
    wanted = {"team": ["network", "Ops"], "channel": ["CHAT", "phone"]}
    assert await read(database, filed_names.unheard, workspace.id, wanted) == ["Ops", "phone"]
