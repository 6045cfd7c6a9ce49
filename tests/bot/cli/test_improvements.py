"""Actions on paper and for machines."""

from kpi.metrics import Metric
from kpi.store import actions
from kpi.store.actions import Wish
from kpi.store.database import Database
from tests.bot.cli.conftest import Kompas
from tests.bot.cli.seeding import seed
from tests.kpi.store.tickets import HOME
from tests.moments import NOW

WISH = Wish(
    title="Call back",
    metric=Metric.CSAT,
    owner_id="U1",
    segment="team",
    value="Network",
    due_on=NOW.date().replace(year=2025),
)


async def begun(database: Database) -> None:
    await database.writer.work(
        lambda connection: actions.create(
            connection, HOME, WISH, by="U1", now=NOW, today=NOW.date()
        )
    )


def test_actions_are_listed(kompas: Kompas, database_url: str) -> None:
    seed(database_url, begun)
    head, row = kompas("summary", "acties").out.splitlines()
    assert head.split() == ["state", "action", "for", "due", "live", "verdict"]
    assert row.split()[:5] == ["idea", "Call", "back", "csat", "team:Network"]
    assert "2025-11-18 (overdue)" in row
    (found,) = kompas("summary", "actions", "--json").json
    assert (found["title"], found["overdue"], found["verdict"]) == ("Call back", True, None)
    assert kompas("summary", "action new Call back").code == 2
