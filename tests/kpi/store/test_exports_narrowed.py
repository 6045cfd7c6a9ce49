"""An export of some answers has those, what was found in their remarks, and nothing else."""

from dataclasses import replace

from kpi.metrics import Metric
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.test_exports import asked, exported, solved
from tests.kpi.store.test_theme_summaries import One, remark


async def test_a_theme_and_a_score_narrow_to_answers_that_have_them(
    database: Database, workspace: Workspace
) -> None:
    some: list[One] = [
        (0, 2, "Network", "chat", ("speed", "price")),
        (0, 5, "Network", "chat", ("speed",)),
        (0, 1, "Billing", "chat", ("other",)),
    ]
    await remark(database, workspace, some)
    await solved(database)
    every = await exported(database, workspace)
    assert {one.themes for one in every} == {(), ("speed", "price"), ("speed",), ("other",)}
    assert {one.language for one in every} == {"", "en"}
    narrowed = replace(asked(Metric.CSAT), theme="speed")
    assert {one.score for one in await exported(database, workspace, narrowed)} == {2, 5}
    low = replace(narrowed, scores=(1, 3))
    (one,) = await exported(database, workspace, low)
    assert (one.score, one.themes) == (2, ("speed", "price"))
