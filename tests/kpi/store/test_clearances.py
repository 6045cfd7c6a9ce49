"""Leave to send: not at night, not more a day than a survey may, also beside another replica."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Reason
from kpi.store import campaigns, contacts, deliveries, rows, sending, workspaces
from kpi.store.audiences import Member, in_slack
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.people import asks, started, taken
from tests.kpi.store.tickets import (
    DAY,
    HOME,
    HOUR,
    MINUTE,
    claimed,
    event,
    everything,
    jansen,
    overlapping,
    planned,
    set_policy,
    write,
)
from tests.moments import NOW

SOON = NOW + HOUR
NIGHT = datetime(2026, 11, 18, 23, tzinfo=ZoneInfo("Europe/Amsterdam"))
MORNING = datetime(2026, 11, 19, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))


async def people(database: Database, count: int) -> None:
    """Have so many people helped, each of whom may be asked now."""
    for number in range(count):
        user_id = f"U{number}"
        await write(database, contacts.remember, HOME, Person(team_id=HOME, user_id=user_id), NOW)
        told = event(external_id=user_id, requester_user_id=user_id, requester_email="")
        await planned(database, told)


async def send(database: Database, found: Sequence[Delivery], now: datetime) -> None:
    """Send what was claimed, as far as it may be sent."""
    for delivery in found:
        if await write(database, sending.ready, delivery, now) is not None:
            await write(database, sending.sent, delivery, "1.0", now)


async def outcomes(database: Database) -> list[tuple[str, str]]:
    found = await everything(database, Invitation)
    return sorted((one.state, one.reason) for one in found)


async def test_what_falls_into_the_night_waits_for_the_morning(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await planned(database)
    await send(database, await claimed(database, NIGHT), NIGHT)
    (delivery,) = await everything(database, Delivery)
    assert (delivery.state, delivery.reason, delivery.due_at) == ("retry", "quiet_hours", MORNING)
    assert await outcomes(database) == [("planned", "")]
    assert not await claimed(database, MORNING - MINUTE)
    await send(database, await claimed(database, MORNING), MORNING)
    assert await outcomes(database) == [("sent", "")]


async def test_the_night_is_the_recipients_own(database: Database, workspace: Workspace) -> None:
    far = Person(team_id=HOME, user_id="U0FAR", time_zone="America/New_York")
    await write(database, contacts.remember, HOME, far, NOW)
    invitation = await planned(
        database, event(requester_user_id="U0FAR", requester_email="", at=NOW - DAY)
    )
    assert invitation.due_at == datetime(2026, 11, 18, 8, tzinfo=ZoneInfo(far.time_zone))


async def test_a_policy_that_became_stricter_meanwhile_puts_off(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    await planned(database)
    await set_policy(database, "csat", hours="09:00-12:00")
    await send(database, await claimed(database, SOON), SOON)
    (delivery,) = await everything(database, Delivery)
    assert delivery.due_at == MORNING + HOUR


async def test_a_day_has_exactly_so_many_questions_also_with_two_replicas(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    await people(database, 7)
    await set_policy(database, "csat", daily_cap="3")
    shares = [await write(one, deliveries.claim, SOON, 4) for one in (database, replica)]
    assert [len(share) for share in shares] == [4, 3]
    await asyncio.gather(
        *(send(one, share, SOON) for one, share in zip((database, replica), shares, strict=True))
    )
    later = SOON + MINUTE
    await send(replica, await claimed(replica, later), later)
    assert await outcomes(database) == [("not_asked", "daily_cap")] * 4 + [("sent", "")] * 3


async def test_the_cap_is_of_one_day_of_the_workspace(
    database: Database, workspace: Workspace
) -> None:
    await write(database, workspaces.change, HOME, time_zone="Pacific/Auckland")
    await set_policy(database, "csat", daily_cap="1", quiet="off")
    await people(database, 3)
    first, second, third = await claimed(database, SOON)
    # In Auckland the first goes out an hour before midnight, the others after it.
    await send(database, [first], NOW - 2 * HOUR)
    await send(database, [second], SOON)
    await send(database, [third], SOON)
    assert await outcomes(database) == [("not_asked", "daily_cap"), ("sent", ""), ("sent", "")]


async def test_the_last_place_is_waited_for_while_its_question_is_under_way(
    database: Database, workspace: Workspace
) -> None:
    await people(database, 2)
    await set_policy(database, "csat", daily_cap="1")
    first, second = await claimed(database, SOON)
    assert await write(database, sending.ready, first, SOON) is not None
    assert await write(database, sending.ready, second, SOON) is None
    assert await outcomes(database) == [("planned", ""), ("planned", "")]
    await write(database, sending.undeliverable, first, "channel_not_found", SOON)
    await send(database, await claimed(database, SOON + MINUTE), SOON + MINUTE)
    assert await outcomes(database) == [("sent", ""), ("undeliverable", "channel_not_found")]


async def test_what_may_have_arrived_takes_a_place(
    database: Database, workspace: Workspace
) -> None:
    await people(database, 2)
    await set_policy(database, "csat", daily_cap="1")
    first, second = await claimed(database, SOON)
    await write(database, deliveries.mark_unknown, first, "timeout", SOON)
    await send(database, [second], SOON)
    assert (await outcomes(database))[0] == ("not_asked", Reason.DAILY_CAP.value)


async def test_leave_is_given_to_one_question_of_a_person_at_a_time(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    """Though both are claimed, by replicas that do not see each other's claims."""
    await people(database, 1)
    told = event(external_id="T-2", requester_user_id="U0", requester_email="")
    await planned(database, told)
    late, early = sorted(await everything(database, Delivery), key=lambda one: one.id)
    given = await overlapping(
        (database, lambda connection: _claimed_and_ready(connection, early)),
        (replica, lambda connection: _claimed_and_ready(connection, late)),
    )
    assert given == (True, False)


async def _claimed_and_ready(connection: AsyncConnection, delivery: Delivery) -> bool:
    mine = rows.table(Delivery).c.id == delivery.id
    await connection.execute(update(rows.table(Delivery)).where(mine).values(state="sending"))
    return await sending.ready(connection, delivery, SOON) is not None


async def test_who_stops_us_at_that_very_moment_is_not_asked(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    await planned(database)
    (delivery,) = await everything(database, Delivery)
    who = (contact.workspace_id, contact.team_id, contact.user_id)
    given = await overlapping(
        (database, lambda connection: contacts.opt_out(connection, *who, NOW)),
        (replica, lambda connection: _claimed_and_ready(connection, delivery)),
    )
    assert given == (True, False)
    (invitation,) = await everything(database, Invitation)
    assert invitation.reason == Reason.OPTED_OUT


async def test_a_question_waits_while_its_campaign_is_paused_and_ends_with_it(
    database: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    someone = Member(person=in_slack(contact.team_id, contact.user_id))
    campaign = await started(database, workspace, [someone])
    (turn,) = await asks(database, campaign)
    await taken(database, workspace, turn.due_at)
    await write(database, campaigns.pause, campaign)
    await send(database, await claimed(database, turn.due_at), turn.due_at)
    (delivery,) = await everything(database, Delivery)
    assert (delivery.state, delivery.reason) == ("retry", "campaign_paused")
    assert await outcomes(database) == [("planned", "")]

    await write(database, campaigns.end, campaign)
    later = turn.due_at + HOUR
    await send(database, await claimed(database, later), later)
    assert await outcomes(database) == [("not_asked", Reason.CAMPAIGN_ENDED)]
