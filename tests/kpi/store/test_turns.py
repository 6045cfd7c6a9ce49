import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from kpi.cohorts import Rhythm
from kpi.periods import local_day
from kpi.store import campaigns, contacts, invitations, office_schedules, turns
from kpi.store.audiences import Member, leave
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Interaction, Invitation, Workspace
from kpi.store.turns import Fate
from tests.kpi.store.people import asks, joined, people, planned, started, taken
from tests.kpi.store.tickets import (
    DAY,
    EMAIL,
    HOME,
    MINUTE,
    ask,
    event,
    everything,
    jansen,
    read,
    take_in,
    write,
)
from tests.moments import NOW

JANSEN = Member(person=EMAIL, account="Acme")


async def turn(database: Database, campaign: object) -> datetime:
    """When the first turn comes."""
    (first, *_) = await asks(database, campaign)  # type: ignore[arg-type]  # a campaign
    return first.due_at


async def test_a_turn_becomes_an_interaction_and_a_question_of_a_survey_that_is_off(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN], moment="review")
    at = await turn(database, campaign)
    assert await taken(database, workspace, at - MINUTE) == []
    assert await taken(database, workspace, at) == [Fate.TAKEN]

    (interaction,) = await everything(database, Interaction)
    assert (interaction.source, interaction.trigger) == ("campaign", "campaign")
    assert (interaction.moment, interaction.account) == ("review", "Acme")
    assert EMAIL not in interaction.external_id
    (invitation,) = await everything(database, Invitation)
    assert (invitation.state, invitation.survey_id) == ("planned", campaign.survey_id)
    assert invitation.due_at == at
    assert await taken(database, workspace, at + MINUTE) == []


async def test_nobody_is_asked_on_a_day_that_was_closed_after_planning(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN])
    at = await turn(database, campaign)
    closed = {local_day(at, workspace.time_zone): "Power cut"}
    hours = office_schedules.Wish(week=office_schedules.USUAL, closed=closed)
    await write(database, office_schedules.save, workspace, hours, NOW)
    assert await taken(database, workspace, at) == [Fate.PUT_OFF]
    later = await turn(database, campaign)
    assert await taken(database, workspace, later - MINUTE) == []
    assert await taken(database, workspace, later) == [Fate.TAKEN]


async def test_two_replicas_take_a_turn_once(
    replica: Database, database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN])
    at = await turn(database, campaign)
    (due,) = await read(database, turns.due, HOME, at, 10)
    fates = await asyncio.gather(
        *(write(one, turns.take, workspace, due, at) for one in (database, replica))
    )
    assert sorted(fates) == [Fate.NOT_OURS, Fate.TAKEN]
    assert len(await everything(database, Invitation)) == 1


async def test_what_another_replica_put_off_is_left_to_its_new_day(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN])
    at = await turn(database, campaign)
    helped = await take_in(database, event(at=at - 2 * DAY), at - 2 * DAY)
    assert helped is not None
    await ask(database, helped, at - DAY)
    (seen_by_both,) = await read(database, turns.due, HOME, at, 10)
    assert await write(database, turns.take, workspace, seen_by_both, at) == Fate.PUT_OFF
    put_off = await turn(database, campaign)
    assert await write(database, turns.take, workspace, seen_by_both, at) == Fate.NOT_OURS
    assert await turn(database, campaign) == put_off


async def test_who_came_back_after_their_day_gets_another(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(1))
    at = await turn(database, campaign)
    await write(database, leave, campaign, {people(1)[0].person}, NOW)
    assert await taken(database, workspace, at) == [Fate.LEFT]
    await joined(database, campaign, people(1), at)
    assert await planned(database, campaign, workspace, at) == 1
    (again,) = await asks(database, campaign)
    assert (again.state, again.due_at > at) == ("planned", True)


async def test_who_was_asked_something_else_is_put_off_and_asked_later(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    campaign = await started(database, workspace, [JANSEN])
    at = await turn(database, campaign)
    helped = await take_in(database, event(at=at - 2 * DAY), at - 2 * DAY)
    assert helped is not None
    await ask(database, helped, at - DAY)
    assert await taken(database, workspace, at) == [Fate.PUT_OFF]

    later = await turn(database, campaign)
    assert timedelta(days=6) < later - at < timedelta(days=10)
    assert await taken(database, workspace, later) == [Fate.TAKEN]
    assert len(await everything(database, Invitation)) == 2


async def test_the_rules_decide_when_no_day_is_left(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    first = await started(database, workspace, [JANSEN], rhythm=Rhythm.ONCE, days=1)
    at = await turn(database, first)
    await taken(database, workspace, at)
    (asked,) = await everything(database, Invitation)
    await ask(database, asked, at)
    second = await started(database, workspace, [JANSEN], at, rhythm=Rhythm.ONCE, days=1)
    assert await taken(database, workspace, await turn(database, second)) == [Fate.TAKEN]
    newest = max(await everything(database, Invitation), key=lambda one: one.resolved_at)
    assert (newest.state, newest.reason) == ("not_asked", "cooldown")


async def test_what_was_missed_is_spread_over_the_days_left_not_asked_in_a_burst(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(60))
    a_month_later = NOW + timedelta(days=32)  # a Sunday
    due = await read(database, turns.due, HOME, a_month_later, 100)
    assert set(await taken(database, workspace, a_month_later)) == {Fate.PUT_OFF}
    moved = {one.person for one in due}
    after = [one for one in await asks(database, campaign) if one.person in moved]
    assert all(one.due_at > a_month_later for one in after)
    assert len({local_day(one.due_at, workspace.time_zone) for one in after}) > 8


async def test_what_was_missed_when_the_round_is_over_is_not_asked(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(2), rhythm=Rhythm.ONCE, days=1)
    assert await taken(database, workspace, NOW + 60 * DAY) == [Fate.MISSED] * 2
    assert await everything(database, Invitation) == []
    assert {one.state for one in await asks(database, campaign)} == {"missed"}


async def test_who_left_is_not_asked_and_who_came_back_in_time_is(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(2), rhythm=Rhythm.ONCE, days=1)
    gone, back = people(2)
    await write(database, leave, campaign, {gone.person, back.person}, NOW)
    await joined(database, campaign, [back], NOW)
    evening = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
    await planned(database, campaign, workspace, NOW)
    assert sorted(await taken(database, workspace, evening)) == [Fate.LEFT, Fate.TAKEN]


async def test_nothing_is_taken_while_paused(database: Database, workspace: Workspace) -> None:
    campaign = await started(database, workspace, people(1))
    at = await turn(database, campaign)
    (due,) = await read(database, turns.due, HOME, at, 10)
    assert await write(database, campaigns.pause, campaign)
    assert await taken(database, workspace, at) == []
    assert await write(database, turns.take, workspace, due, at) == Fate.NOT_OURS


async def test_a_single_round_that_is_resumed_takes_its_days_anew(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(30), rhythm=Rhythm.ONCE, days=3)
    await write(database, campaigns.pause, campaign)
    later = NOW + 30 * DAY
    assert await write(database, campaigns.resume, campaign, workspace, later)
    assert set(await taken(database, workspace, later)) == {Fate.PUT_OFF}
    days = {local_day(one.due_at, workspace.time_zone) for one in await asks(database, campaign)}
    assert min(days) > later.date()
    assert len(days) > 3


async def test_a_changed_date_is_asked_about_once(database: Database, workspace: Workspace) -> None:
    first = Member(person=EMAIL, due_on=date(2026, 12, 1))
    campaign = await started(database, workspace, [first], rhythm=Rhythm.DATES)
    await joined(database, campaign, [Member(person=EMAIL, due_on=date(2026, 12, 2))], NOW)
    await planned(database, campaign, workspace, NOW)
    one, two = await asks(database, campaign)
    assert await taken(database, workspace, one.due_at) == [Fate.LEFT]
    assert await taken(database, workspace, two.due_at) == [Fate.TAKEN]


async def test_a_guest_is_asked_in_the_channel_and_a_colleague_is_not(
    database: Database, workspace: Workspace
) -> None:
    guest = Person(team_id="T0ELSE", user_id="U0GUEST", is_home=False)
    await write(database, contacts.remember, HOME, guest, NOW)
    members = [Member(person="T0ELSE/U0GUEST"), people(1)[0]]
    audience = {"kind": campaigns.CHANNEL, "channel_id": "C0SHARED"}
    await started(database, workspace, members, audience=audience, rhythm=Rhythm.ONCE, days=1)
    await taken(database, workspace, datetime(2026, 11, 19, 16, 0, tzinfo=UTC))
    found = await everything(database, Interaction)
    assert {one.requester_user_id: one.slack_channel_id for one in found} == {
        "U0GUEST": "C0SHARED",
        people(1)[0].person.partition("/")[2]: "",
    }


@pytest.mark.parametrize("known", [True, False])
async def test_an_address_is_looked_up_as_for_a_ticket(
    database: Database, workspace: Workspace, *, known: bool
) -> None:
    contact = await jansen(database) if known else None
    campaign = await started(database, workspace, [JANSEN])
    await taken(database, workspace, await turn(database, campaign))
    (invitation,) = await everything(database, Invitation)
    assert invitation.state == ("planned" if known else "looking_up")
    if contact is None:
        contact = await jansen(database)
        located = await write(
            database, invitations.located, HOME, invitation.id, contact.id, invitation.due_at
        )
        assert (located.state, located.survey_id) == ("planned", campaign.survey_id)
