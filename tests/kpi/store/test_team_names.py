from datetime import timedelta

from kpi import periods
from kpi.store import team_names
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.test_comments import remarks
from tests.kpi.store.tickets import event, read, take_in
from tests.moments import NOW

TODAY = periods.today(NOW, "Europe/Amsterdam")


async def test_teams_with_answers_or_tickets_lately(
    database: Database, workspace: Workspace
) -> None:
    await remarks(database, workspace, "a", team="Network", account="Acme")
    await remarks(database, workspace, "b", at=NOW - timedelta(days=300), team="Gone")
    await take_in(database, event(team="Billing", opened_at=NOW, requester_email=""), NOW)

    since = TODAY - timedelta(days=100)

    assert await read(database, team_names.since, workspace.id, since) == ["Billing", "Network"]
    assert await read(database, team_names.since, "T0OTHER", since) == []
