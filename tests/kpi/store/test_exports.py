"""An export adds up to the numbers, and tells of nobody what was promised not to be told."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import periods
from kpi.exported import Exported, Kind
from kpi.interaction_event import Kind as Told
from kpi.metrics import ASKED, SERVICE, Metric
from kpi.query import Query
from kpi.scores import Score
from kpi.store import exports, responses, summaries, surveys, workspaces
from kpi.store.database import Database
from kpi.store.imports import Imported, import_answers
from kpi.store.responses import Comment, Tap
from kpi.store.tables import Invitation, Workspace
from tests.kpi.store.tickets import (
    HOME,
    HOUR,
    MINUTE,
    ask,
    event,
    jansen,
    read,
    set_policy,
    take_in,
    write,
)
from tests.moments import NOW

URL = "https://desk.example/T-1"


def asked(*metrics: Metric, period: str = "week", **filters: str) -> Query:
    found = periods.parse(period, today=NOW.date(), zone="Europe/Amsterdam")
    assert found is not None
    return Query(metrics=metrics or tuple(Metric), period=found, filters=filters)


async def exported(
    database: Database, workspace: Workspace, query: Query | None = None
) -> list[Exported]:
    async def work(connection: AsyncConnection) -> list[Exported]:
        scope = await exports.scope(connection, workspace, query or asked(), NOW)
        found = [one async for one in exports.rows(connection, scope)]
        of_interactions = {one.id for one in found if one.kind is Kind.INTERACTION}
        assert await exports.number(connection, scope) == len(of_interactions)
        return found

    return await read(database, work)


async def solved(database: Database, ticket: str = "T-1", **facts: Any) -> Invitation:
    """A ticket that was opened two hours ago, answered after ten minutes, and solved now."""
    told: dict[str, Any] = {"external_id": ticket, "url": URL, **facts}
    await take_in(database, event(Told.OPENED, NOW - 2 * HOUR, **told), NOW)
    await take_in(database, event(Told.REPLIED, NOW - 110 * MINUTE, **told), NOW)
    invitation = await take_in(database, event(Told.RESOLVED, NOW, **told), NOW)
    assert invitation is not None
    return invitation


async def rated(database: Database, invitation: Invitation, score: int, comment: str = "") -> None:
    who: dict[str, Any] = {
        "workspace_id": HOME,
        "invitation_id": invitation.id,
        "team_id": HOME,
        "user_id": "U0JANSEN",
        "at": invitation.due_at,
    }
    await ask(database, invitation, invitation.due_at)
    tap = Tap(**who, channel_id="D1", message_ts="1.0", action_id=f"rate:{score}", score=score)
    await database.writer.submit(responses.record_taps, tap)
    if comment:
        remark = Comment(**who, comment=comment, may_contact=False)
        await database.writer.submit(responses.record_comments, remark)


async def from_elsewhere(
    database: Database, workspace: Workspace, scores: list[int], at: datetime = NOW, **filed: str
) -> None:
    survey = await read(database, surveys.named, workspace.id, "csat")
    told = [
        Imported(external_key=f"{at}{place}{filed}", score=score, at=at, segments=filed)
        for place, score in enumerate(scores)
    ]
    await write(database, import_answers, workspace, survey, told, NOW)


async def test_a_row_tells_what_counts_of_an_interaction(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await rated(database, await solved(database, agent="anna"), 2, "=Too slow")
    (row,) = await exported(database, workspace)
    assert (row.kind, row.id, row.url, row.team) == (Kind.INTERACTION, "T-1", URL, "Network")
    assert (row.frt_seconds, row.art_seconds, row.solved_at_once) == (600, 7200, True)
    assert (row.survey, row.outcome, row.score, row.comment) == ("csat", "answered", 2, "=Too slow")
    assert (row.opened_at, row.resolved_at) == (NOW - 2 * HOUR, NOW)
    assert (row.resolution, row.definition) == (1, "csat/1-5/top2/v1")
    assert row.agent == ""
    workspace.shows_agents = True
    assert (await exported(database, workspace))[0].agent == "anna"


async def test_what_was_not_asked_says_why(database: Database, workspace: Workspace) -> None:
    await take_in(database, event(requester_email=""), NOW)
    (row,) = await exported(database, workspace)
    assert (row.outcome, row.reason, row.score) == ("not_asked", "no_requester", None)


async def test_each_further_resolution_has_a_row_that_counts_the_interaction_no_second_time(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", cooldown="0d")
    await jansen(database)
    await rated(database, await solved(database), 2)
    await take_in(database, event(Told.REOPENED, NOW + HOUR), NOW + HOUR)
    again = await take_in(database, event(Told.RESOLVED, NOW + 2 * HOUR), NOW + 2 * HOUR)
    assert again is not None
    first, second = await exported(database, workspace)
    assert (first.resolution, second.resolution) == (1, 2)
    assert first.frt_seconds == 600
    assert (second.frt_seconds, second.art_seconds, second.solved_at_once) == (None, None, None)


async def test_rows_add_up_to_what_is_told_whatever_is_asked(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await rated(database, await solved(database), 2)
    await solved(database, "T-2", team="Billing")
    await take_in(database, event(Told.OPENED, NOW - timedelta(days=9), external_id="T-3"), NOW)
    await from_elsewhere(database, workspace, [5, 5, 3], team="Network")
    await from_elsewhere(database, workspace, [1], team="Network", trigger="hand")
    await from_elsewhere(database, workspace, [4], NOW - timedelta(days=9), team="Network")
    for query in (
        asked(),
        asked(Metric.FRT, Metric.CSAT, team="network"),
        asked(Metric.FRT, period="30d"),
        asked(Metric.ART, Metric.CSAT, trigger="system"),
        asked(Metric.CSAT, period="30d", trigger="hand"),
        asked(Metric.CSAT, way="thread"),
    ):
        rows = await exported(database, workspace, query)
        for summary in await read(database, summaries.answer, workspace, query, NOW):
            assert told(rows, summary.metric) == summary.n, (query, summary.metric)
            if isinstance(summary.score, Score) and summary.metric in ASKED:
                scores = Counter(one.score for one in rows if one.survey == summary.metric)
                counted = {score: scores[score] for score in summary.score.counts}
                assert counted == summary.score.counts, query


async def test_what_counts_under_another_definition_than_is_told_is_left_empty(
    database: Database, workspace: Workspace
) -> None:
    workspace.service = {"frt": "frt/calendar/mean/v1"}
    await solved(database)
    await write(database, workspaces.change, HOME, service=workspace.service)
    await solved(database, "T-2")
    rows = sorted(await exported(database, workspace, asked(*SERVICE)), key=lambda row: row.id)
    assert [(one.id, one.frt_seconds, one.art_seconds) for one in rows] == [
        ("T-1", None, 7200),
        ("T-2", 600, 7200),
    ]


async def test_where_customers_own_word_leads_their_answers_are_in_the_file(
    database: Database, workspace: Workspace
) -> None:
    workspace.service = {"fcr_customers": "2026-11-16/"}
    await jansen(database)
    invitation = await solved(database)
    await rated(database, invitation, 4)
    no = Tap(
        workspace_id=HOME,
        invitation_id=invitation.id,
        team_id=HOME,
        user_id="U0JANSEN",
        at=invitation.due_at + MINUTE,
        channel_id="D1",
        message_ts="1.0",
        action_id="solved:no",
        score=None,
        solved=False,
    )
    await database.writer.submit(responses.record_taps, no)
    (row,) = await exported(database, workspace, asked(Metric.FCR))
    assert (row.customer_says_solved, row.solved_at_once) == (False, True)
    (summary,) = await read(database, summaries.answer, workspace, asked(Metric.FCR), NOW)
    assert summary.score is not None
    assert (summary.n, summary.score.value) == (1, 0)


def told(rows: list[Exported], metric: Metric) -> int:
    """Count the rows that count for a metric."""
    values: dict[Metric, list[object]] = {
        Metric.FRT: [one.frt_seconds for one in rows],
        Metric.ART: [one.art_seconds for one in rows],
        Metric.FCR: [one.solved_at_once for one in rows],
    }
    scores: list[object] = [one.score for one in rows if one.survey == metric]
    return sum(value is not None for value in values.get(metric, scores))


async def test_anonymous_answers_stand_by_themselves_and_only_when_there_are_enough(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", anonymous="yes")
    await jansen(database)
    await rated(database, await solved(database), 2, "Zzz")
    (row,) = await exported(database, workspace)
    assert (row.outcome, row.reason, row.score, row.comment) == ("asked", "", None, "")
    await from_elsewhere(database, workspace, [5, 3, 5, 4], team="Network")
    one, *unnamed = await exported(database, workspace)
    assert one == row
    assert [(found.score, found.comment) for found in unnamed] == [
        (2, "Zzz"),
        (3, ""),
        (4, ""),
        (5, ""),
        (5, ""),
    ]
    bare = Exported(kind=Kind.ANONYMOUS, survey="csat", definition="csat/1-5/top2/v1", score=4)
    assert unnamed[2] == bare
    assert await exported(database, workspace, asked(team="Network")) == [row]
    assert [found.kind for found in await exported(database, workspace, asked(Metric.FRT))] == [
        Kind.INTERACTION
    ]


async def test_a_promise_of_anonymity_outlives_the_survey_that_made_it(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", anonymous="yes")
    await jansen(database)
    await rated(database, await solved(database), 2)
    await set_policy(database, "csat", anonymous="no")
    (row,) = await exported(database, workspace)
    assert (row.outcome, row.score) == ("asked", None)
