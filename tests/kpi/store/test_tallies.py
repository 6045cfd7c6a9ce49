"""Tallies prove themselves: whatever happens to answers, a recount finds the same."""

import asyncio
from datetime import date, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kpi.store import imports, responses, tallies, verification
from kpi.store.database import Database
from kpi.store.imports import Imported
from kpi.store.tables import Workspace
from tests.kpi.store.asking import Asking
from tests.moments import NOW

FIRST, UNTIL = date(2026, 11, 1), date(2027, 1, 1)

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
@settings(max_examples=15)
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
    await database.writer.work(lambda connection: responses.remove(connection, gone))
    async with database.reading() as connection:
        assert await verification.differences(connection, workspace.id) == []


async def test_a_tampered_tally_is_named_and_a_recount_mends_it(
    database: Database, workspace: Workspace
) -> None:
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
    await database.writer.work(lambda c: verification.recount(c, workspace.id))
    async with database.reading() as connection:
        assert await verification.differences(connection, workspace.id) == []


ANSWERS = [
    Imported(
        external_key=str(number),
        score=number % 11,
        at=NOW - timedelta(hours=7 * number),
        segments={
            "team": ("Network", "Billing", "")[number % 3],
            "channel": ("chat", "phone")[number % 2],
            "trigger": "hand" if number % 7 == 0 else "system",
        },
    )
    for number in range(60)
]


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"team": "Network"},
        {"channel": "chat"},
        {"team": "Billing", "channel": "phone"},
        {"trigger": "hand"},
        {"team": "Network", "trigger": "hand"},
        {"team": "Nobody"},
    ],
)
async def test_every_filter_counts_what_a_plain_count_counts(
    database: Database, workspace: Workspace, filters: dict[str, str]
) -> None:
    survey = await Asking(database, workspace).survey("nps")
    await database.writer.work(lambda c: imports.import_answers(c, workspace, survey, ANSWERS, NOW))
    expected = [answer for answer in ANSWERS if matches(answer, filters)]
    async with database.reading() as connection:
        counts = await tallies.counts(connection, survey, FIRST, UNTIL, filters=filters)
        by_team = await tallies.counts_by(
            connection, survey, FIRST, UNTIL, segment="team", filters=filters
        )
        days = await tallies.counts_by_day(connection, survey, FIRST, UNTIL, filters=filters)
    assert counts == count(expected)
    assert by_team == {
        team: count([answer for answer in expected if answer.segments["team"] == team])
        for team in {answer.segments["team"] for answer in expected}
    }
    assert sum(sum(scores.values()) for scores in days.values()) == len(expected)


def matches(answer: Imported, filters: dict[str, str]) -> bool:
    if "trigger" not in filters and answer.segments["trigger"] == "hand":
        return False
    return all(answer.segments[name] == value for name, value in filters.items())


def count(answers: list[Imported]) -> dict[int, int]:
    return {
        score: sum(answer.score == score for answer in answers)
        for score in {answer.score for answer in answers}
    }
