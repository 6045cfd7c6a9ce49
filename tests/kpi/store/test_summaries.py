"""Summaries say what was answered, compared with before, and by whom it was not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from kpi import periods
from kpi.changes import Verdict
from kpi.errors import NotFound
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.query import Query, View
from kpi.scores import Score
from kpi.store import responses, summaries, surveys
from kpi.store.database import Database
from kpi.store.imports import Imported, import_answers
from kpi.store.tables import Workspace
from kpi.summary import Summary
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import read, set_policy, write
from tests.moments import NOW

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def this_week(unit: str = "week") -> Period:
    found = periods.parse(unit, today=date(2026, 11, 18), zone="Europe/Amsterdam")
    assert found is not None
    return found


def query(*metrics: Metric, by: str | None = None, period: str = "week", **filters: str) -> Query:
    return Query(
        metrics=metrics or (Metric.CSAT,), period=this_week(period), by=by, filters=filters
    )


async def answered(
    database: Database, workspace: Workspace, scores: list[int], at: datetime = NOW, **filed: str
) -> None:
    """Store answers without asking anybody."""
    survey = await read(database, surveys.named, workspace.id, filed.pop("survey", "csat"))
    told = [
        Imported(external_key=f"{at}{filed}{place}", score=score, at=at, segments=filed)
        for place, score in enumerate(scores)
    ]
    await write(database, import_answers, workspace, survey, told, NOW)


async def summary(database: Database, workspace: Workspace, asked: Query) -> Summary:
    (found,) = await read(database, summaries.answer, workspace, asked, NOW)
    return found


async def test_no_answers_is_no_data(database: Database, workspace: Workspace) -> None:
    found = await summary(database, workspace, query())
    assert found.score is None
    assert found.previous is None
    assert found.change.verdict is Verdict.NO_DATA
    assert found.funnel.response_rate is None
    assert found.funnel.coverage is None


async def test_this_week_is_compared_with_the_same_days_of_last_week(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5] * 41 + [3] * 8)
    await answered(database, workspace, [5] * 49 + [1] * 11, NOW - WEEK)
    await answered(database, workspace, [1] * 30, NOW - WEEK + DAY)
    found = await summary(database, workspace, query())
    assert isinstance(found.score, Score)
    assert isinstance(found.previous, Score)
    assert (found.n, found.score.favourable) == (49, 41)
    assert (found.previous.n, found.previous.favourable) == (60, 49)
    assert found.change.verdict is Verdict.COULD_BE_CHANCE


async def test_the_last_thirteen_weeks_come_along(database: Database, workspace: Workspace) -> None:
    for back in range(14):
        await answered(database, workspace, [5] * (back + 1), NOW - back * WEEK)
    found = await summary(database, workspace, query())
    counts = [week.n if week else 0 for week in found.weeks]
    assert counts == list(range(13, 0, -1))
    assert found.recent is not None
    assert found.recent.n == sum(range(1, 14))


async def test_a_trend_brings_26_weeks_and_those_before_for_what_is_usual(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5, 5], NOW - 12 * WEEK)
    await answered(database, workspace, [5] * 3, NOW - 40 * WEEK)
    found = await summary(database, workspace, replace(query(), view=View.TREND))
    counts = [week.n if week else 0 for week in (*found.earlier, *found.weeks)]
    assert (len(found.weeks), counts[-13], counts[-41], sum(counts)) == (26, 2, 3, 5)
    of_a_week = await summary(database, workspace, query())
    assert (len(of_a_week.weeks), sum(one.n for one in of_a_week.earlier if one)) == (13, 3)
    split = await summary(database, workspace, replace(query(), by="team"))
    assert split.earlier == of_a_week.earlier


async def test_a_month_of_which_signals_are_told_brings_the_months_before(
    database: Database, workspace: Workspace
) -> None:
    for day, count in (("2025-10-01", 4), ("2026-09-30", 3), ("2026-10-31", 2), ("2026-11-02", 1)):
        at = datetime.fromisoformat(f"{day}T12:00:00Z")
        await answered(database, workspace, [5] * count, at)
    asked = replace(query(period="last month"), signals=frozenset({Metric.CSAT}))
    found = await summary(database, workspace, asked)
    counts = [month.n if month else 0 for month in found.months]
    assert counts == [4, *[0] * 10, 3, 2]
    assert (await summary(database, workspace, query(period="last month"))).months == ()


async def test_a_year_reaches_further_back_than_the_weeks(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5, 5], datetime.fromisoformat("2026-01-02T12:00:00Z"))
    await answered(database, workspace, [1], datetime.fromisoformat("2025-01-02T12:00:00Z"))
    found = await summary(database, workspace, query(period="year"))
    assert found.n == 2
    assert found.previous is not None
    assert found.previous.n == 1


async def test_asks_by_hand_count_only_when_they_are_asked_for(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5, 5], trigger="system")
    await answered(database, workspace, [4], trigger="campaign")
    await answered(database, workspace, [1, 1, 1], trigger="hand")
    assert (await summary(database, workspace, query())).n == 3
    assert (await summary(database, workspace, query(trigger="hand"))).n == 3
    assert (await summary(database, workspace, query(trigger="system"))).n == 2
    parts = (await summary(database, workspace, query(by="trigger"))).segments
    assert {part.name: part.n for part in parts} == {"system": 2, "campaign": 1}


async def test_parts_add_up_to_the_whole_also_those_without_a_name(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5] * 6, team="Network")
    await answered(database, workspace, [1] * 2, team="Billing")
    await answered(database, workspace, [3], NOW)
    await answered(database, workspace, [5] * 6, NOW - WEEK, team="Billing")
    found = await summary(database, workspace, query(by="team"))
    assert [(part.name, part.n) for part in found.segments] == [
        ("Network", 6),
        ("Billing", 2),
        ("", 1),
    ]
    assert found.n == sum(part.n for part in found.segments)
    assert found.segments[1].previous is not None
    assert found.segments[1].previous.n == 6


async def test_filters_combine_and_forgive_capitals(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5] * 3, team="Network", channel="chat")
    await answered(database, workspace, [1] * 2, team="Network", channel="phone")
    await answered(database, workspace, [1], team="Billing", channel="chat")
    assert (await summary(database, workspace, query(team="Network"))).n == 5
    assert (await summary(database, workspace, query(team="network", channel="CHAT"))).n == 3
    assert (await summary(database, workspace, query(team="Nobody"))).score is None
    parts = (await summary(database, workspace, query(by="channel", team="Network"))).segments
    assert {part.name: part.n for part in parts} == {"chat": 3, "phone": 2}


async def test_several_metrics_come_in_the_order_asked_for(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [10], survey="nps")
    asked = query(Metric.NPS, Metric.CSAT)
    first, second = await read(database, summaries.answer, workspace, asked, NOW)
    assert (first.metric, first.n) == (Metric.NPS, 1)
    assert (second.metric, second.n) == (Metric.CSAT, 0)


async def test_small_groups_are_hidden_where_privacy_asks_for_it(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5] * 4, agent="anna")
    assert not (await summary(database, workspace, query())).hidden
    assert (await summary(database, workspace, query(agent="anna"))).hidden
    assert (await summary(database, workspace, query(by="agent"))).segments[0].hidden
    await set_policy(database, "csat", anonymous="yes")
    assert (await summary(database, workspace, query())).hidden
    await answered(database, workspace, [5], agent="bert")
    assert not (await summary(database, workspace, query())).hidden
    await set_policy(database, "csat", group_threshold="6")
    assert (await summary(database, workspace, query())).hidden


async def test_the_funnel_follows_the_questions(database: Database, workspace: Workspace) -> None:
    asking = Asking(database, workspace)
    answered_one = await asking.ask(team="Network")
    await asking.ask(team="Network")
    await asking.ask(team="Billing")
    await asking.ask(at=NOW - 3 * WEEK, team="Network")
    await asking.ask(trigger="hand")
    await database.writer.submit(responses.record_taps, asking.tap(answered_one, 4))
    found = await summary(database, workspace, query(by="team"))
    funnel = found.funnel
    assert (funnel.helped, funnel.asked) == (3, 3)
    assert (funnel.delivered, funnel.answered, funnel.open) == (3, 1, 2)
    parts = {part.name: part.funnel.delivered for part in found.segments}
    assert parts == {"Network": 2, "Billing": 1}
    ways = (await summary(database, workspace, query(by="way"))).segments
    assert [(one.name, one.n) for one in ways] == [("dm", 1)], "who was not asked has no way"


async def test_an_undone_answer_is_an_open_question_again(
    database: Database, workspace: Workspace
) -> None:
    asking = Asking(database, workspace)
    invitation_id = await asking.ask()
    for score in (4, None):
        tap = asking.tap(invitation_id, score, NOW + timedelta(seconds=score is None))
        await database.writer.submit(responses.record_taps, tap)
    funnel = (await summary(database, workspace, query())).funnel
    assert (funnel.delivered, funnel.answered, funnel.open) == (1, 0, 1)


async def test_a_workspace_sees_its_own_answers_only(
    database: Database, workspace: Workspace
) -> None:
    await answered(database, workspace, [5])
    stranger = Workspace(id="T0OTHER", created_at=NOW)
    with pytest.raises(NotFound):
        await read(database, summaries.answer, stranger, query(), NOW)


@pytest.fixture
def statements(database: Database) -> Iterator[list[str]]:
    """What is said to the database for reading."""
    said: list[str] = []
    engine = database._readers.sync_engine  # noqa: SLF001 - counted where they pass

    def remember(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", remember)
    yield said
    event.remove(engine, "before_cursor_execute", remember)


async def test_a_question_takes_few_statements(
    database: Database, workspace: Workspace, statements: list[str]
) -> None:
    statements.clear()
    await read(database, summaries.answer, workspace, query(), NOW)
    assert len([one for one in statements if " FROM " in one or "\nFROM " in one]) == 5
