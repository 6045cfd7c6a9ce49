import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from kpi.asking_hours import Hours
from kpi.cohorts import Rhythm
from kpi.periods import local_day
from kpi.store import campaigns, office_schedules, planning
from kpi.store.audiences import PIECE, Member, days_named, leave
from kpi.store.database import Database
from kpi.store.office_schedules import Wish
from kpi.store.tables import CampaignAsk, Workspace
from tests.kpi.store.people import HOURS, TOMORROW, asks, draft, joined, people, planned, started
from tests.kpi.store.tickets import DAY, read, write
from tests.moments import NOW

LATER = NOW + 30 * DAY


def a_day(found: Sequence[CampaignAsk], zone: str) -> Counter[date]:
    return Counter(local_day(one.due_at, zone) for one in found)


async def test_everybody_has_one_turn_in_each_quarter_on_even_working_days(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(150))
    found = await asks(database, campaign)
    assert sorted(one.person for one in found) == [one.person for one in people(150)]
    days = a_day(found, workspace.time_zone)
    assert min(days) == TOMORROW
    assert set(days.values()) == {2, 3}
    assert all(day.weekday() < 5 for day in days)

    next_round = datetime(2027, 2, 19, 9, 0, tzinfo=UTC)
    assert await planned(database, campaign, workspace, next_round) == 150
    both = await asks(database, campaign)
    assert Counter(one.person for one in both) == dict.fromkeys((m.person for m in people(150)), 2)
    assert {one.round for one in both} == {"2026-11-19", "2027-02-19"}


async def test_a_kill_between_pieces_leaves_the_rest_for_the_next_round(
    database: Database, workspace: Workspace
) -> None:
    everybody = people(2 * PIECE + 20)
    campaign = await draft(database, everybody)
    await write(database, campaigns.start, campaign, workspace, NOW)
    amounts = []
    for _ in range(4):
        # What is known of the campaign is read anew each time, as after a restart.
        fresh = await read(database, campaigns.find, campaign.workspace_id, campaign.id)
        amounts.append(await write(database, planning.plan_piece, fresh, workspace, NOW))
    assert amounts == [PIECE, PIECE, 20, 0]
    found = await asks(database, campaign)
    assert len({one.person for one in found}) == len(everybody)
    sizes = a_day(found, workspace.time_zone).values()
    assert max(sizes) - min(sizes) <= 1


async def test_two_replicas_at_once_give_nobody_two_turns(
    replica: Database, database: Database, workspace: Workspace
) -> None:
    campaign = await draft(database, people(PIECE + 10))
    await write(database, campaigns.start, campaign, workspace, NOW)
    one, two = await asyncio.gather(
        planned(database, campaign, workspace, NOW), planned(replica, campaign, workspace, NOW)
    )
    assert one + two == PIECE + 10
    assert len(await asks(database, campaign)) == PIECE + 10


async def test_who_joins_gets_one_of_the_days_left_and_who_had_a_turn_no_second(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(5))
    before = await asks(database, campaign)
    await joined(database, campaign, people(40), LATER)
    assert await planned(database, campaign, workspace, LATER) == 35
    after = await asks(database, campaign)
    assert [one for one in after if one in before] == before
    new = [one for one in after if one not in before]
    assert len({one.person for one in after}) == 40
    assert min(one.due_at for one in new) > LATER
    assert len(a_day(new, workspace.time_zone)) > 10


async def test_who_joins_in_the_last_days_waits_for_the_next_round(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(1), rhythm=Rhythm.ONCE, days=2)
    last = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    await joined(database, campaign, people(3), last)
    assert await planned(database, campaign, workspace, last) == 0
    assert len(await asks(database, campaign)) == 1


async def test_who_left_before_is_given_no_turn(database: Database, workspace: Workspace) -> None:
    campaign = await draft(database, people(4))
    await write(database, leave, campaign, {people(4)[0].person}, NOW)
    await write(database, campaigns.start, campaign, workspace, NOW)
    assert await planned(database, campaign, workspace, NOW) == 3


async def test_dates_are_kept_and_move_from_a_weekend_to_the_next_working_day(
    database: Database, workspace: Workspace
) -> None:
    named = {"a@x.example": date(2026, 12, 5), "b@x.example": date(2026, 12, 8)}
    past, never = (
        Member(person="c@x.example", due_on=date(2026, 11, 2)),
        Member(person="d@x.example"),
    )
    members = [Member(person=who, due_on=day) for who, day in named.items()]
    campaign = await started(database, workspace, [*members, past, never], rhythm=Rhythm.DATES)
    found = await asks(database, campaign)
    assert [(one.person, one.round) for one in found] == [
        ("a@x.example", "2026-12-05"),
        ("b@x.example", "2026-12-08"),
    ]
    assert [local_day(one.due_at, workspace.time_zone) for one in found] == [
        date(2026, 12, 7),
        date(2026, 12, 8),
    ]
    again = Member(person="b@x.example", due_on=date(2027, 3, 8))
    await joined(database, campaign, [again], LATER)
    assert await planned(database, campaign, workspace, LATER) == 1


async def test_a_day_in_the_weekend_before_the_first_one_is_not_lost(
    database: Database, workspace: Workspace
) -> None:
    friday = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    members = [Member(person="a@x.example", due_on=date(2026, 11, 21))]
    campaign = await started(database, workspace, members, friday, rhythm=Rhythm.DATES)
    (only,) = await asks(database, campaign)
    monday = date(2026, 11, 23)
    assert local_day(only.due_at, workspace.time_zone) == campaign.starts_on == monday
    assert await read(database, days_named, campaign, HOURS) == [(monday, 1)]


async def test_turns_come_through_the_day(database: Database, workspace: Workspace) -> None:
    campaign = await started(database, workspace, people(8), rhythm=Rhythm.ONCE, days=1)
    hours = [one.due_at.hour for one in await asks(database, campaign)]
    assert hours == [8, 9, 10, 11, 12, 13, 14, 15]


async def test_what_was_planned_stays_when_hours_change_and_new_plans_follow(
    database: Database, workspace: Workspace
) -> None:
    campaign = await started(database, workspace, people(120))
    before = await asks(database, campaign)
    wednesday = Wish(week={2: (Hours(time(13), time(14)),)}, closed={date(2026, 11, 25): ""})
    await write(database, office_schedules.save, workspace, wednesday, NOW)
    late = Member(person="late@x.example")
    await joined(database, campaign, [late], NOW + DAY)
    assert await planned(database, campaign, workspace, NOW + DAY) == 1
    after = {one.person: one.due_at for one in await asks(database, campaign)}
    fresh = after.pop(late.person).astimezone(ZoneInfo(workspace.time_zone))
    assert after == {one.person: one.due_at for one in before}
    assert (fresh.weekday(), fresh.hour) == (2, 13)
    assert fresh.date() != date(2026, 11, 25)
