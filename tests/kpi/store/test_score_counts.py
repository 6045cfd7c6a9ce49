"""Answers per score: whatever is asked, a plain count finds the same."""

from datetime import date, timedelta

import pytest

from kpi.store import imports, score_counts
from kpi.store.database import Database
from kpi.store.imports import Imported
from kpi.store.score_counts import DAY
from kpi.store.tables import Workspace
from tests.kpi.store.asking import Asking
from tests.moments import NOW

FIRST, UNTIL = date(2026, 11, 1), date(2027, 1, 1)

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
    every, teams, days = (
        score_counts.of_survey(survey, FIRST, UNTIL, by=by, filters=filters)
        for by in (None, "team", DAY)
    )
    async with database.reading() as connection:
        found = await score_counts.of_several(connection, [every, teams, days])
        assert await score_counts.whole(connection, every) == count(expected)
    assert found[teams] == {
        team: count([answer for answer in expected if answer.segments["team"] == team])
        for team in {answer.segments["team"] for answer in expected}
    }
    assert sum(sum(scores.values()) for scores in found[days].values()) == len(expected)


def matches(answer: Imported, filters: dict[str, str]) -> bool:
    if "trigger" not in filters and answer.segments["trigger"] == "hand":
        return False
    return all(answer.segments[name] == value for name, value in filters.items())


def count(answers: list[Imported]) -> dict[int, int]:
    return {
        score: sum(answer.score == score for answer in answers)
        for score in {answer.score for answer in answers}
    }
