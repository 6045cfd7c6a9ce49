import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from kpi.store import contacts, responses, wishes
from kpi.store.database import Database
from kpi.store.responses import Tap
from kpi.store.tables import Workspace
from tests.kpi.store.asking import FORTNIGHT, Asking
from tests.moments import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def asking(database: Database, workspace: Workspace) -> Asking:
    return Asking(database, workspace)


async def opted_out_at(asking: Asking, tap: Tap) -> datetime | None:
    async with asking.database.reading() as connection:
        found = await contacts.by_slack(connection, tap.workspace_id, tap.team_id, tap.user_id)
    assert found is not None
    return found.opted_out_at


async def still_open(asking: Asking, tap: Tap, now: datetime) -> list[UUID]:
    async with asking.database.reading() as connection:
        return await wishes.open_questions(
            connection, tap.workspace_id, tap.team_id, tap.user_id, now
        )


def wish(tap: Tap, action_id: str, second: int) -> Tap:
    return replace(tap, action_id=action_id, at=NOW + second * SECOND)


async def test_a_wish_holds_until_a_later_one(asking: Asking) -> None:
    tap = asking.tap(await asking.ask(), None)
    write = asking.database.writer.submit
    assert await write(wishes.record_wishes, wish(tap, wishes.STOP, 1))
    assert await opted_out_at(asking, tap) == NOW + SECOND
    assert await write(wishes.record_wishes, wish(tap, wishes.START, 2))
    assert await opted_out_at(asking, tap) is None


async def test_a_wish_told_again_or_overtaken_changes_nothing(asking: Asking) -> None:
    tap = asking.tap(await asking.ask(), None)
    told = [
        wish(tap, action, second)
        for action, second in ((wishes.STOP, 1), (wishes.START, 3), (wishes.STOP, 1))
    ]
    late = wish(tap, wishes.STOP, 2)
    results = await asyncio.gather(
        *(asking.database.writer.submit(wishes.record_wishes, one) for one in (*told, late))
    )
    assert results == [True, True, False, False]
    assert await opted_out_at(asking, tap) is None


async def test_a_stranger_stops_only_themselves(asking: Asking) -> None:
    question = await asking.ask()
    stranger = asking.tap(question, None, user_id="U0OTHER")
    assert await asking.database.writer.submit(wishes.record_wishes, wish(stranger, wishes.STOP, 1))
    assert await opted_out_at(asking, stranger) is not None
    assert await opted_out_at(asking, asking.tap(question, None)) is None


async def test_open_is_what_was_sent_not_answered_and_has_not_expired(asking: Asking) -> None:
    question = await asking.ask()
    tap = asking.tap(question, 4)
    assert await still_open(asking, tap, NOW) == [question]
    assert await still_open(asking, tap, NOW + FORTNIGHT) == []
    await asking.database.writer.submit(responses.record_taps, tap)
    assert await still_open(asking, tap, NOW) == []
    undone = replace(tap, score=None, action_id="undo", at=NOW + SECOND)
    await asking.database.writer.submit(responses.record_taps, undone)
    assert await still_open(asking, tap, NOW) == [question]
