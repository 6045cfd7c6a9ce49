"""Comments come newest first, with their ticket, and not from groups that are too small."""

from datetime import datetime, timedelta
from typing import Any

from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import comments, responses, surveys
from kpi.store.comments import Said
from kpi.store.database import Database
from kpi.store.imports import Imported, import_answers
from kpi.store.responses import Comment
from kpi.store.tables import Workspace
from tests.kpi.store.test_summaries import query
from tests.kpi.store.tickets import ask, event, jansen, planned, read, set_policy, write
from tests.moments import NOW

HOUR = timedelta(hours=1)


async def said(database: Database, workspace: Workspace, asked: Query | None = None) -> list[Said]:
    return await read(database, comments.latest, workspace, asked or query(), 5)


async def remarks(
    database: Database, workspace: Workspace, *texts: str, at: datetime = NOW, **filed: str
) -> None:
    survey = await read(database, surveys.named, workspace.id, "csat")
    told = [
        Imported(external_key=text, score=2, at=at - place * HOUR, comment=text, segments=filed)
        for place, text in enumerate(texts)
    ]
    await write(database, import_answers, workspace, survey, told, NOW)


async def commented(database: Database, **facts: Any) -> None:
    """J. Jansen answers a question about T-1 and says more."""
    contact = await jansen(database, name="J. Jansen")
    invitation = await planned(database, event(url="https://desk.example/T-1", **facts))
    later = invitation.due_at
    await ask(database, invitation, later)
    who: dict[str, Any] = {
        "workspace_id": contact.workspace_id,
        "invitation_id": invitation.id,
        "team_id": contact.team_id,
        "user_id": contact.user_id,
        "at": later,
    }
    tap = responses.Tap(**who, channel_id="D1", message_ts="1.0", action_id="rate:2", score=2)
    await database.writer.submit(responses.record_taps, tap)
    remark = Comment(**who, comment="Third time <this> month.", may_contact=True)
    await database.writer.submit(responses.record_comments, remark)


async def test_a_comment_comes_with_what_it_was_about(
    database: Database, workspace: Workspace
) -> None:
    await commented(database)
    (found,) = await said(database, workspace)
    assert (found.definition.metric, found.score) == (Metric.CSAT, 2)
    assert found.comment == "Third time <this> month."
    assert (found.team, found.subject) == ("Network", "VPN keeps dropping")
    assert (found.url, found.name) == ("https://desk.example/T-1", "J. Jansen")
    assert found.may_contact


async def test_the_newest_come_first_up_to_the_limit(
    database: Database, workspace: Workspace
) -> None:
    await remarks(database, workspace, *"abcdefg")
    assert [one.comment for one in await said(database, workspace)] == list("abcde")


async def test_period_filters_and_trigger_narrow(database: Database, workspace: Workspace) -> None:
    await remarks(database, workspace, "old", at=NOW - timedelta(days=8))
    await remarks(database, workspace, "chat", channel="chat")
    await remarks(database, workspace, "phone", at=NOW - HOUR, channel="phone")
    await remarks(database, workspace, "picked", trigger="hand")
    await remarks(database, workspace, "")
    found = [one.comment for one in await said(database, workspace)]
    assert found == ["chat", "phone"]
    assert [one.comment for one in await said(database, workspace, query(channel="Phone"))] == [
        "phone"
    ]
    assert [one.comment for one in await said(database, workspace, query(trigger="hand"))] == [
        "picked"
    ]


async def test_an_anonymous_survey_tells_nothing_of_few_and_never_who(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", anonymous="yes")
    await commented(database)
    assert await said(database, workspace) == []
    await remarks(database, workspace, *"abcd", at=NOW - HOUR)
    found = (await said(database, workspace))[0]
    assert found.comment == "Third time <this> month."
    assert (found.name, found.subject, found.url) == (None, "", "")
    assert not found.may_contact


async def test_about_an_agent_nothing_is_told_of_few(
    database: Database, workspace: Workspace
) -> None:
    await remarks(database, workspace, *"abcd", agent="anna")
    assert await said(database, workspace, query(agent="anna")) == []
    await remarks(database, workspace, "e", at=NOW - HOUR, agent="anna")
    assert len(await said(database, workspace, query(agent="anna"))) == 5


async def test_who_was_promised_not_to_be_named_stays_unnamed_when_the_survey_changes(
    database: Database, workspace: Workspace
) -> None:
    await set_policy(database, "csat", anonymous="yes")
    await commented(database)
    await set_policy(database, "csat", anonymous="no")
    (found,) = await said(database, workspace)
    assert (found.name, found.subject, found.url) == (None, "", "")
    assert not found.may_contact
