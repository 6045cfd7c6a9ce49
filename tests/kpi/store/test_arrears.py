from datetime import timedelta
from typing import Any

from kpi.interaction_event import Kind
from kpi.reckoning import Measure
from kpi.store import arrears, rows, service_counts, service_verification
from kpi.store.arrears import AT_ONCE
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.reckoned_rows import Asked
from kpi.store.tables import Interaction, Reckoning, Workspace
from tests.kpi.store.tickets import DAY, HOME, HOUR, event, everything, read, take_in, write
from tests.kpi.store.upgrades import unreckon
from tests.moments import NOW


async def test_the_past_is_reckoned_as_it_was_told(
    database: Database, workspace: Workspace
) -> None:
    told = (
        event(Kind.OPENED, NOW - HOUR),
        event(Kind.RESOLVED, NOW),
        event(Kind.REOPENED, NOW + DAY),
        event(Kind.RESOLVED, NOW + 2 * DAY, team="Billing"),
        event(Kind.REPLIED, NOW + 3 * DAY, team="Elsewhere"),
    )
    for one in told:
        await take_in(database, one, one.at)
    (before,) = await everything(database, Reckoning)
    await write(database, unreckon)
    assert not await write(database, arrears.catch_up, HOME, before.reckoned_at)
    (after,) = await everything(database, Reckoning)
    assert after == before
    assert (after.team, after.solved_at_once) == ("Billing", False)
    (interaction,) = await everything(database, Interaction)
    assert interaction.first_resolved_at == NOW


async def test_what_is_told_before_its_turn_is_counted_once(
    database: Database, workspace: Workspace
) -> None:
    await take_in(database, event())
    await write(database, unreckon)
    await take_in(database, event(Kind.REOPENED, NOW + HOUR), NOW + HOUR)
    await write(database, arrears.catch_up, HOME, NOW + DAY)
    assert await read(database, service_verification.differences, HOME) == []
    assert await read(database, service_verification.strays, HOME) == []


async def test_a_long_past_is_reckoned_in_pieces(database: Database, workspace: Workspace) -> None:
    await database.writer.work(lambda connection: rows.add(connection, *_many(AT_ONCE + 1)))
    await write(database, unreckon)
    assert await read(database, arrears.waiting, NOW) == [HOME]
    assert await write(database, arrears.catch_up, HOME, NOW)
    assert len(await everything(database, Reckoning)) == AT_ONCE
    assert not await write(database, arrears.catch_up, HOME, NOW)
    assert not await write(database, arrears.catch_up, HOME, NOW)
    assert await read(database, arrears.waiting, NOW) == []
    asked = Asked(measure=Measure.OPENED, first=NOW.date(), until=(NOW + DAY).date())
    counted = await read(database, service_counts.of_one, HOME, asked)
    assert service_counts.whole(counted).n == AT_ONCE + 1


def _many(number: int) -> list[Interaction]:
    usual: dict[str, Any] = {"workspace_id": HOME, "source": "standard", "created_at": NOW}
    return [
        Interaction(
            id=new_id(NOW + timedelta(milliseconds=one)),
            external_id=f"T-{one}",
            opened_at=NOW,
            **usual,
        )
        for one in range(number)
    ]
