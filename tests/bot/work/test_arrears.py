from sqlalchemy import select

from kpi.store import rows
from kpi.store.tables import Reckoning
from tests.bot.stage import Stage
from tests.kpi.store.upgrades import unreckon


async def reckoned(stage: Stage) -> list[tuple[object, object]]:
    async with stage.database.reading() as connection:
        found = await rows.every(connection, Reckoning, select(rows.table(Reckoning)))
    return [(one.interaction_id, one.fcr_day) for one in found]


async def test_a_round_reckons_what_an_older_release_took_in(stage: Stage) -> None:
    await stage.solved()
    await stage.round()
    known = await reckoned(stage)
    await stage.database.writer.work(unreckon)
    assert await reckoned(stage) == []
    await stage.round()
    assert await reckoned(stage) == known != []
