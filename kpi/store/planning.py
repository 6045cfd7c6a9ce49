"""Planning: every member of a campaign gets a turn in each round, a piece of them at a time.

How far it came stands in `rounds`, and a piece is one transaction: after a kill the next one goes
on behind the last, on whichever replica.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cohorts
from kpi.cohorts import Rhythm, Round
from kpi.office_hours import OfficeHours
from kpi.periods import local_day
from kpi.store import audiences, campaigns, office_schedules, rounds, rows
from kpi.store.audiences import PIECE
from kpi.store.tables import Campaign, CampaignAsk, CampaignMember, CampaignRound, Workspace

_ASK = rows.table(CampaignAsk)
_MEMBER = rows.table(CampaignMember)


async def plan_piece(
    connection: AsyncConnection, campaign: Campaign, workspace: Workspace, now: datetime
) -> int:
    """Give the next members their turn; return how many, 0 when everybody has one.

    Args:
        connection: in a transaction of the writer.
        campaign: a running one, whose members are known.
        workspace: whose campaign it is, and whose opening hours say when turns come.
        now: the aware moment.
    """
    hours = (await office_schedules.of_workspace(connection, workspace)).default
    if campaign.rhythm == Rhythm.DATES:
        progress = await rounds.begun(connection, campaign, Rhythm.DATES.value)
        return await _named_piece(connection, campaign, progress, hours, now)
    there = cohorts.round_at(campaigns.plan(campaign), local_day(now, hours.zone), hours)
    if there is None:
        # It begins tomorrow or later, so its first round can be dealt already.
        there = cohorts.round_at(campaigns.plan(campaign), campaign.starts_on, hours)
    assert there is not None  # noqa: S101 - there is a round on the first day
    progress = await rounds.begun(connection, campaign, there.name)
    if progress.dealt_at is None:
        return await _deal(connection, campaign, progress, there, hours=hours, now=now)
    return await _joined_piece(connection, campaign, progress, there, hours=hours, now=now)


async def _deal(
    connection: AsyncConnection,
    campaign: Campaign,
    progress: CampaignRound,
    there: Round,
    *,
    hours: OfficeHours,
    now: datetime,
) -> int:
    after = (progress.after_lot, progress.after_person)
    people = await audiences.present(connection, campaign, after)
    turns = {
        person: cohorts.dealt(progress.dealt + place, progress.size, there.days, hours)
        for place, (_, person) in enumerate(people)
    }
    await _give(connection, campaign, {(there.name, person): at for person, at in turns.items()})
    last = people[-1] if people else after
    changes = {"dealt": progress.dealt + len(people), "after_lot": last[0], "after_person": last[1]}
    over = {"dealt_at": now} if len(people) < PIECE else {}
    await rounds.note(connection, progress, **changes, **over)
    return len(people)


async def _joined_piece(
    connection: AsyncConnection,
    campaign: Campaign,
    progress: CampaignRound,
    there: Round,
    *,
    hours: OfficeHours,
    now: datetime,
) -> int:
    """Give those who joined since one of the days left; in the last days they wait."""
    days = there.ahead(local_day(now, hours.zone))
    if not rounds.is_behind(campaign, progress):
        return 0
    members = await _without_turn(connection, campaign, _ASK.c.round == there.name) if days else []
    turns = {
        (there.name, one.person): cohorts.drawn(
            cohorts.lot(campaign.id, one.person, round_name=there.name), days, hours
        )
        for one in members
    }
    return await _give_rest(connection, campaign, progress, turns, now)


async def _named_piece(
    connection: AsyncConnection,
    campaign: Campaign,
    progress: CampaignRound,
    hours: OfficeHours,
    now: datetime,
) -> int:
    """Give people their turn on the day that the audience names, unless it is over."""
    if not rounds.is_behind(campaign, progress):
        return 0
    soonest = cohorts.first_day(campaign.starts_on, now, hours)
    # What was named for a weekend comes on the Monday after it, also where that is the first day.
    today = local_day(now, hours.zone)
    begins = cohorts.with_days_off_before(max(campaign.starts_on, today), hours)
    same = _ASK.c.round == cast(_MEMBER.c.due_on, String)
    members = await _without_turn(connection, campaign, same, _MEMBER.c.due_on >= begins)
    turns = {
        (one.due_on.isoformat(), one.person): _on(one.due_on, soonest, one.lot, hours)
        for one in members
    }
    return await _give_rest(connection, campaign, progress, turns, now)


def _on(day: date, soonest: date, lot: int, hours: OfficeHours) -> datetime:
    return cohorts.drawn(lot, [max(cohorts.working_day_from(day, hours), soonest)], hours)


async def _without_turn(
    connection: AsyncConnection,
    campaign: Campaign,
    in_round: ColumnElement[bool],
    *conditions: ColumnElement[bool],
) -> list[Row[Any]]:
    """Return members without a turn in a round, at most a piece of them.

    Who left, missed their turn, and came back since has none either.
    """
    theirs = and_(
        _ASK.c.workspace_id == _MEMBER.c.workspace_id,
        _ASK.c.campaign_id == _MEMBER.c.campaign_id,
        _ASK.c.person == _MEMBER.c.person,
        _ASK.c.state != "left",
        in_round,
    )
    statement = (
        select(_MEMBER.c.person, _MEMBER.c.lot, _MEMBER.c.due_on)
        .outerjoin_from(_MEMBER, _ASK, theirs)
        .where(
            _MEMBER.c.workspace_id == campaign.workspace_id,
            _MEMBER.c.campaign_id == campaign.id,
            _MEMBER.c.left_at.is_(None),
            _ASK.c.person.is_(None),
            *conditions,
        )
        .limit(PIECE)
    )
    return list(await connection.execute(statement))


async def _give_rest(
    connection: AsyncConnection,
    campaign: Campaign,
    progress: CampaignRound,
    turns: Mapping[tuple[str, str], datetime],
    now: datetime,
) -> int:
    await _give(connection, campaign, turns)
    if len(turns) < PIECE:
        await rounds.note(connection, progress, joined_until=now)
    return len(turns)


async def _give(
    connection: AsyncConnection, campaign: Campaign, turns: Mapping[tuple[str, str], datetime]
) -> None:
    """Keep turns by round and person; somebody who has one in that round keeps it.

    But one that was passed over, because they had left, becomes one to come.
    """
    if not turns:
        return
    fresh = [
        {
            "workspace_id": campaign.workspace_id,
            "campaign_id": campaign.id,
            "round": name,
            "person": person,
            "due_at": at,
            "state": "planned",
        }
        for (name, person), at in turns.items()
    ]
    insert = rows.insert_into(connection, CampaignAsk)
    statement = insert.on_conflict_do_update(
        index_elements=["workspace_id", "campaign_id", "round", "person"],
        set_={name: insert.excluded[name] for name in ("due_at", "state")},
        where=_ASK.c.state == "left",
    )
    await connection.execute(statement, fresh)
