"""What customers say of being helped the first time, beside what counted of the same tickets."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import periods
from kpi.answering import Verdict
from kpi.confirmed import Confirmed
from kpi.interaction_event import Kind
from kpi.intervals import wilson
from kpi.measured import Said
from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import deliveries, invitations, responses, summaries, workspaces
from kpi.store.database import Database
from kpi.store.responses import Tap
from kpi.store.tables import Response, ResponseChange, Workspace
from kpi.summary import Summary
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    everything,
    jansen,
    read,
    set_policy,
    write,
)
from tests.kpi.store.tickets import event as told
from tests.moments import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def asking(database: Database, workspace: Workspace) -> Asking:
    return Asking(database, workspace)


def says(tap: Tap, *, solved: bool, after: int) -> Tap:
    action_id = f"solved:{'yes' if solved else 'no'}"
    at = NOW + after * SECOND
    return replace(tap, action_id=action_id, score=None, solved=solved, at=at)


async def test_what_is_said_beside_an_answer_may_change_and_goes_with_it(asking: Asking) -> None:
    database, rated = asking.database, asking.tap(await asking.ask(), 4)

    async def tapped(tap: Tap) -> Verdict:
        return (await database.writer.submit(responses.record_taps, tap)).verdict

    assert await tapped(says(rated, solved=True, after=0)) is Verdict.CLOSED
    assert await tapped(rated) is Verdict.COUNTED
    yes, no = says(rated, solved=True, after=1), says(rated, solved=False, after=3)
    stale = says(rated, solved=True, after=2)
    told = [await tapped(tap) for tap in (yes, yes, no, stale, replace(yes, user_id="U0STRANGER"))]
    assert told == ["counted", "repeated", "changed", "stale", "foreign"]
    (answer,) = await everything(database, Response)
    assert (answer.score, answer.solved_at_once) == (4, False)
    assert await tapped(replace(rated, score=None, at=NOW + 9 * SECOND)) is Verdict.UNDONE
    (answer,) = await everything(database, Response)
    assert (answer.solved_at_once, answer.confirmed_at) == (None, None)
    history = sorted(await everything(database, ResponseChange), key=lambda one: one.at)
    assert [one.solved_at_once for one in history] == [None, True, False, None]


async def said(database: Database, number: int, *, solved: bool, wrote: bool) -> None:
    """Have a ticket solved, perhaps come back, and its customer say what they think of it."""
    now = NOW + number * MINUTE
    rated = Tap(
        workspace_id=HOME,
        invitation_id=await write(database, _solved, f"T-{number}", now, wrote=wrote),
        team_id=HOME,
        user_id="U0JANSEN",
        channel_id="D1",
        message_ts=f"{number}.0",
        action_id="rate:4",
        at=now,
        score=4,
    )
    for tap in (rated, says(rated, solved=solved, after=61 * (number + 1))):
        await database.writer.submit(responses.record_taps, tap)


async def _solved(connection: AsyncConnection, ticket: str, now: datetime, *, wrote: bool) -> UUID:
    """Have a ticket solved two days ago, perhaps written about since, and asked about now."""
    begun = NOW - 2 * DAY
    happened = [(Kind.OPENED, begun), (Kind.RESOLVED, begun + HOUR)]
    if wrote:
        happened.append((Kind.FOLLOWED_UP, begun + 2 * HOUR))
    events = [told(kind, at, external_id=ticket) for kind, at in happened]
    await invitations.take_in_all(connection, HOME, events, now)
    (delivery,) = await deliveries.claim(connection, now, 100)
    question = await invitations.question(connection, HOME, delivery.cause_id)
    assert await deliveries.mark_sent(connection, delivery, "1.0", now)
    assert await invitations.sent(connection, question, now)
    return question.invitation.id


async def first_contact(
    database: Database, month: str = "2026-11", by: str | None = None, **filters: str
) -> Summary:
    period = periods.parse(month, today=NOW.date(), zone="Europe/Amsterdam")
    assert period is not None
    query = Query(metrics=(Metric.FCR,), period=period, by=by, filters=filters)
    workspace = await read(database, workspaces.find, HOME)
    (found,) = await read(database, summaries.answer, workspace, query, NOW)
    return found


async def confirmed(database: Database, **filters: str) -> Confirmed | None:
    found = await first_contact(database, **filters)
    assert found.desk is not None
    return found.desk.confirmed


async def test_customers_and_system_are_held_against_each_other(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await set_policy(database, "csat", cooldown="0s", cooldown_any="0s", delay="0s", quiet="off")
    assert await confirmed(database) is None
    for number, (solved, wrote) in enumerate(
        [(True, False), (True, True), (False, False), (False, True), (True, False)]
    ):
        await said(database, number, solved=solved, wrote=wrote)
    found = await confirmed(database)
    assert found == Confirmed(both=2, only_customer=1, only_system=1, neither=1)
    assert await confirmed(database, team="Network") == found
    assert await confirmed(database, team="Billing") is None
    one_agents = await confirmed(database, agent="")
    assert one_agents is not None
    assert one_agents.private


async def test_customers_own_word_is_the_number_from_the_day_on_which_it_was_chosen(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    relaxed = {"cooldown": "0s", "cooldown_any": "0s", "delay": "0s", "quiet": "off"}
    await set_policy(database, "csat", **relaxed)
    chosen = {"service": {"fcr_customers": "2026-11-16/"}}
    await write(database, workspaces.change, HOME, **chosen)
    nothing = await first_contact(database)
    assert nothing.score is None
    assert nothing.desk is not None
    assert nothing.desk.said == Said(is_asked=False, fewest=None)
    for number, solved in enumerate((True, True, False, True, True)):
        await said(database, number, solved=solved, wrote=not solved or number == 1)
    await set_policy(database, "csat", confirm_fcr="yes", anonymous="yes", group_threshold="8")
    found = await first_contact(database, by="team")
    assert found.score is not None
    assert (found.definition.key, found.score.value, found.n) == ("fcr/confirmed/v1", 80, 5)
    assert found.score.interval == wilson(4, 5)
    assert found.desk is not None
    assert found.desk.confirmed == Confirmed(both=3, only_customer=1, neither=1)
    assert found.desk.provisional_from is None
    assert [(one.name, one.n) for one in found.segments] == [("Network", 5)]
    assert found.desk.said == Said(is_asked=True, fewest=8)
    assert found.hidden, "five of an anonymous survey are fewer than its threshold"
    assert sum(week.n for week in found.weeks if week) == 5
    assert (await first_contact(database, priority="high")).n == 0
    assert (await first_contact(database, "2026-10")).definition.key == "fcr/7d/v1"
