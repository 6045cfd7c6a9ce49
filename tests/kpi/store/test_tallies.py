"""Tallies prove themselves: whatever happens to answers, a recount finds the same."""

import asyncio
from datetime import timedelta
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kpi.store import removals, responses, verification
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.asking import Asking
from tests.moments import NOW

Step: TypeAlias = tuple[int, int | None, int]
"""Which question, which score (None: undo), after how many hours; out of order at times."""

STEPS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.one_of(st.none(), st.integers(1, 5)),
        st.integers(0, 400),
    ),
    max_size=25,
)
TEAMS = ("Network", "Billing", "", "Network")
TRIGGERS = ("system", "system", "campaign", "hand")


@given(steps=STEPS, removed=st.sets(st.integers(0, 3)))
@settings(max_examples=8)
async def test_tallies_equal_a_recount_after_any_history(
    database: Database, workspace: Workspace, steps: list[Step], removed: set[int]
) -> None:
    asking = Asking(database, workspace)
    questions = [
        await asking.ask(team=team, trigger=trigger, channel="chat")
        for team, trigger in zip(TEAMS, TRIGGERS, strict=True)
    ]
    await asyncio.gather(
        *(
            database.writer.submit(
                responses.record_taps,
                asking.tap(questions[which], score, NOW + timedelta(hours=hours)),
            )
            for which, score, hours in steps
        )
    )
    async with database.reading() as connection:
        assert await verification.differences(connection, workspace.id) == []
    gone = {(workspace.id, questions[which]) for which in removed}
    await database.writer.work(lambda connection: removals.remove(connection, gone))
    async with database.reading() as connection:
        assert await verification.differences(connection, workspace.id) == []


async def test_a_tampered_tally_is_named(database: Database, workspace: Workspace) -> None:
    asking = Asking(database, workspace)
    question = await asking.ask(team="Network")
    await database.writer.submit(responses.record_taps, asking.tap(question, 4))
    await database.writer.work(
        lambda connection: connection.execute(text("UPDATE tally SET n4 = 7 WHERE value <> ''"))
    )
    async with database.reading() as connection:
        (difference,) = await verification.differences(connection, workspace.id)
    assert difference.key[2:4] == ("team", "Network")
    assert (difference.stored[4], difference.recounted[4]) == (7, 1)
