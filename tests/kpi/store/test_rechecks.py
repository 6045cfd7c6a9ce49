"""Whether what is about to be sent may still be asked."""

from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Reason
from kpi.interaction_event import Kind
from kpi.metrics import Metric
from kpi.store import contacts, deliveries, invitations, rows, surveys
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.questions import Question
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    ask,
    claimed,
    event,
    jansen,
    planned,
    read,
    set_policy,
    take_in,
    write,
)
from tests.moments import NOW

SOON = NOW + 15 * MINUTE


async def question(database: Database, invitation: Invitation) -> Question:
    return await read(database, invitations.question, HOME, invitation.id)


async def recheck(
    database: Database, invitation: Invitation, now: datetime = SOON
) -> Reason | None:
    asked = await question(database, invitation)
    return await read(database, invitations.recheck, asked, now)


async def test_nothing_changed_is_no_reason(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    assert await recheck(database, await planned(database)) is None


async def test_who_stopped_us_is_not_asked(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    invitation = await planned(database)
    await write(database, contacts.opt_out, HOME, HOME, "U0JANSEN", NOW)
    assert await recheck(database, invitation) is Reason.OPTED_OUT


async def test_a_closed_account_is_not_asked(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    invitation = await planned(database)
    gone = Person(team_id=HOME, user_id="U0JANSEN", is_deactivated=True)
    await write(database, contacts.remember, HOME, gone, NOW)
    assert await recheck(database, invitation) is Reason.DEACTIVATED


async def test_a_changed_policy_holds_at_once(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    invitation = await planned(database)
    for setting, value, back, reason in (
        ("enabled", "no", "yes", Reason.SURVEY_OFF),
        ("exclude.team", "Network", "none", Reason.EXCLUDED),
        ("exclude.domain", "example.com", "none", Reason.EXCLUDED),
    ):
        await set_policy(database, "csat", **{setting: value})
        assert await recheck(database, invitation) is reason, setting
        await set_policy(database, "csat", **{setting: back})
        assert await recheck(database, invitation) is None, setting


async def test_long_after_the_solution_nobody_is_asked(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    assert await recheck(database, await planned(database), NOW + 30 * DAY) is Reason.TOO_LATE


async def test_a_ticket_reopened_while_its_question_is_being_sent_is_not_asked_about(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database)
    await claimed(database, SOON)
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE))
    assert await recheck(database, invitation) is Reason.REOPENED
    await take_in(database, event(at=NOW + 2 * MINUTE))
    assert await recheck(database, invitation) is Reason.SUPERSEDED


async def test_what_was_called_off_keeps_its_reason(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database)
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE))
    await take_in(database, event(at=NOW + 2 * MINUTE))
    assert await recheck(database, invitation) is Reason.REOPENED


async def test_what_was_sent_is_not_sent_again(database: Database, workspace: Workspace) -> None:
    await jansen(database)
    invitation = await planned(database)
    await ask(database, invitation, SOON)
    assert await recheck(database, invitation) is Reason.SUPERSEDED


async def test_of_two_questions_planned_together_the_second_is_dropped(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    first = await planned(database)
    later = event(external_id="T-2", at=NOW + MINUTE)
    second = await planned(database, later, NOW + MINUTE)
    await ask(database, first, SOON)
    assert await recheck(database, second, SOON + MINUTE) is Reason.COOLDOWN


@pytest.mark.parametrize("outcome", ["unknown", "held"])
async def test_a_question_that_may_have_arrived_starts_a_cool_down(
    database: Database, workspace: Workspace, outcome: str
) -> None:
    await jansen(database)
    await planned(database)
    second = await planned(database, event(external_id="T-2", at=NOW + HOUR), NOW + HOUR)
    (delivery,) = await claimed(database, SOON)
    mark = deliveries.mark_unknown if outcome == "unknown" else deliveries.mark_held
    await write(database, mark, delivery, "timeout", SOON)
    assert await recheck(database, second, NOW + 2 * HOUR) is Reason.COOLDOWN
    await write(database, deliveries.mark_failed, delivery, "gone", SOON)
    assert await recheck(database, second, NOW + 2 * HOUR) is None


async def test_of_two_being_sent_at_once_exactly_one_goes_on(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    first = await planned(database)
    await claimed(database, SOON)
    # A claim would not take the second one now, so that it is claimed as by a slow replica.
    second = await planned(database, event(external_id="T-2"))
    other = (await question(database, second)).delivery
    assert other is not None
    await write(database, _send_anyway, other.id)
    reasons = [await recheck(database, one) for one in (first, second)]
    assert {None, Reason.COOLDOWN} == set(reasons)


async def _send_anyway(connection: AsyncConnection, delivery_id: UUID) -> None:
    table = rows.table(Delivery)
    mine = update(table).where(table.c.id == delivery_id)
    await connection.execute(mine.values(state="sending", attempts=1))


async def test_segments_count_as_they_were_at_the_resolution(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    invitation = await planned(database)
    await take_in(database, event(Kind.REPLIED, NOW + MINUTE, team="Sales"))
    await set_policy(database, "csat", **{"exclude.team": "Sales"})
    assert await recheck(database, invitation) is None
    await set_policy(database, "csat", **{"exclude.team": "Network"})
    assert await recheck(database, invitation) is Reason.EXCLUDED


async def test_two_surveys_of_one_metric_share_its_cool_down(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await write(database, surveys.create, HOME, "delivery", Metric.CSAT, now=NOW)
    await set_policy(database, "csat", cooldown_any="0s")
    await set_policy(database, "delivery", enabled="yes", cooldown_any="0s", delay="0s")
    first = await planned(database)
    later = event(external_id="T-2", at=NOW + MINUTE)
    second = await take_in(database, later, NOW + MINUTE, survey="delivery")
    assert second is not None
    assert second.survey_id != first.survey_id
    await ask(database, second, NOW + MINUTE)
    assert await recheck(database, first) is Reason.COOLDOWN
