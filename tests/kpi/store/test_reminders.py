"""One reminder at most, while it is of any use, and never at night."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kpi.interaction_event import Kind
from kpi.store import contacts, deliveries, reminders, responses, sending
from kpi.store.database import Database
from kpi.store.responses import Tap
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    claimed,
    event,
    everything,
    jansen,
    planned,
    set_policy,
    take_in,
    write,
)
from tests.moments import NOW

Event = Callable[[Database, Invitation], Awaitable[str]]
"""Something that happens before the reminder; gives why it is called off."""

SOON = NOW + HOUR
THEN = SOON + 3 * DAY


async def asked(database: Database, **settings: str) -> Invitation:
    """Have J. Jansen asked an hour from now, in a thread, by a survey that reminds."""
    await set_policy(database, "csat", **{"reminder": "3d", **settings})
    await jansen(database)
    invitation = await planned(database)
    (delivery,) = await claimed(database, SOON)
    await write(database, sending.ready, delivery, SOON)
    await write(database, deliveries.place, delivery, "C0SHARED", "1.000001")
    await write(database, sending.sent, delivery, "2.000002", SOON)
    return invitation


async def due(database: Database, now: datetime = THEN) -> Delivery | None:
    found = await claimed(database, now)
    return found[0] if found else None


async def reminder(database: Database) -> Delivery:
    (found,) = [one for one in await everything(database, Delivery) if one.kind == reminders.KIND]
    return found


async def test_who_does_not_answer_is_reminded_once_under_the_question(
    database: Database, workspace: Workspace
) -> None:
    await asked(database)
    assert await due(database, THEN - HOUR) is None
    delivery = await due(database)
    assert delivery is not None
    assert (delivery.channel_id, delivery.thread_ts) == ("C0SHARED", "1.000001")
    question = await write(database, reminders.ready, delivery, THEN)
    assert question is not None
    assert await write(database, reminders.sent, delivery, "3.0", THEN)
    (invitation,) = await everything(database, Invitation)
    assert (invitation.reminded_at, invitation.sent_at) == (THEN, SOON)
    await write(database, reminders.owe, question, THEN)
    assert await due(database, THEN + 9 * DAY) is None


async def test_a_reminder_waits_for_the_morning(database: Database, workspace: Workspace) -> None:
    await asked(database, reminder="8h")
    eight = datetime(2026, 11, 19, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert (await reminder(database)).due_at == eight
    delivery = await due(database, eight)
    assert delivery is not None
    await set_policy(database, "csat", quiet="20:00-09:00")
    assert await write(database, reminders.ready, delivery, eight) is None
    assert (await reminder(database)).due_at == eight + HOUR


async def _answers(database: Database, invitation: Invitation) -> str:
    tap = Tap(
        workspace_id=HOME,
        invitation_id=invitation.id,
        team_id=HOME,
        user_id="U0JANSEN",
        channel_id="C0SHARED",
        message_ts="2.000002",
        action_id="rate:4",
        at=SOON + HOUR,
        score=4,
    )
    await write(database, responses.record_taps, [tap])
    return "answered"


async def _stops(database: Database, invitation: Invitation) -> str:
    await write(database, contacts.opt_out, HOME, HOME, "U0JANSEN", SOON + HOUR)
    return "opted_out"


async def _reopens(database: Database, invitation: Invitation) -> str:
    await take_in(database, event(Kind.REOPENED, SOON + HOUR))
    return "reopened"


async def _turns_off(database: Database, invitation: Invitation) -> str:
    await set_policy(database, "csat", reminder="0")
    return "survey_off"


@pytest.mark.parametrize("happens", [_answers, _stops, _reopens, _turns_off])
async def test_who_need_not_be_reminded_is_not(
    database: Database, workspace: Workspace, happens: Event
) -> None:
    invitation = await asked(database)
    reason = await happens(database, invitation)
    delivery = await due(database)
    assert delivery is not None
    assert await write(database, reminders.ready, delivery, THEN) is None
    assert (await reminder(database)).state == "cancelled"
    assert (await reminder(database)).reason == reason


async def test_a_late_reminder_is_none(database: Database, workspace: Workspace) -> None:
    await asked(database)
    late = SOON + timedelta(days=14)
    delivery = await due(database, late)
    assert delivery is not None
    assert await write(database, reminders.ready, delivery, late) is None
    assert (await reminder(database)).reason == "expired"


@pytest.mark.parametrize("settings", [{"reminder": "0"}, {"reminder": "71h", "expires": "72h"}])
async def test_nothing_is_owed_where_a_survey_does_not_remind_or_the_night_outlasts_it(
    database: Database, workspace: Workspace, settings: dict[str, str]
) -> None:
    # Asked at two in the afternoon: 71 hours later it is one, which these surveys call night.
    await asked(database, **settings, quiet="13:00-14:00")
    assert await due(database, THEN + 9 * DAY) is None
