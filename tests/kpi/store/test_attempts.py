from uuid import uuid4

from kpi.store import attempts
from kpi.store.database import Database
from kpi.store.tables import Attempt, Delivery, Workspace
from tests.kpi.store.tickets import HOME, everything, write
from tests.moments import NOW


async def test_each_delivery_is_noted_with_its_reason(
    database: Database, workspace: Workspace
) -> None:
    tried = [
        Delivery(
            workspace_id=HOME,
            id=uuid4(),
            kind="notice",
            cause_id=uuid4(),
            due_at=NOW,
            reason=reason,
            created_at=NOW,
        )
        for reason in ("timeout", "")
    ]
    await write(database, attempts.log, tried, outcome="unknown", now=NOW)
    noted = {
        one.delivery_id: (one.outcome, one.detail) for one in await everything(database, Attempt)
    }
    assert noted == {tried[0].id: ("unknown", "timeout"), tried[1].id: ("unknown", "")}


async def test_nothing_tried_is_nothing_noted(database: Database, workspace: Workspace) -> None:
    await write(database, attempts.log, [], outcome="unknown", now=NOW)
    assert await everything(database, Attempt) == []
