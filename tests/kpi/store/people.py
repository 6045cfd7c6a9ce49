"""Campaigns and their people that the store's tests share."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from kpi.cohorts import Rhythm
from kpi.store import audiences, campaigns, planning, rows, turns
from kpi.store.audiences import Member
from kpi.store.campaigns import Wish
from kpi.store.database import Database
from kpi.store.office_schedules import Schedules
from kpi.store.tables import Campaign, CampaignAsk, Workspace
from kpi.store.turns import Fate
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW

TOMORROW = date(2026, 11, 19)
HOURS = Schedules([], "Europe/Amsterdam").default


def people(amount: int, **details: Any) -> list[Member]:
    return [
        Member(person=audiences.in_slack(HOME, f"U{number:05d}"), **details)
        for number in range(amount)
    ]


async def draft(
    database: Database, members: Sequence[Member] = (), now: datetime = NOW, **wishes: Any
) -> Campaign:
    """A campaign that nobody has started, with these people."""
    wish = Wish(
        **{
            "name": "Relations",
            "survey": "nps",
            "rhythm": Rhythm.QUARTERLY,
            "starts_on": now.date(),
            "audience": {"kind": campaigns.ADDRESSES},
            "owner_id": "U0ADMIN",
            **wishes,
        }
    )
    campaign = await write(database, campaigns.create, HOME, wish, now)
    await joined(database, campaign, members, now)
    return campaign


async def joined(
    database: Database, campaign: Campaign, members: Sequence[Member], now: datetime
) -> None:
    await write(database, audiences.join, campaign, members, now)
    await write(database, campaigns.compared, campaign, now)


async def started(
    database: Database,
    workspace: Workspace,
    members: Sequence[Member] = (),
    now: datetime = NOW,
    **wishes: Any,
) -> Campaign:
    """A campaign that asks from tomorrow on, whose people have their turns."""
    campaign = await draft(database, members, now, **wishes)
    assert await write(database, campaigns.start, campaign, workspace, now)
    await planned(database, campaign, workspace, now)
    return campaign


async def planned(
    database: Database, campaign: Campaign, workspace: Workspace, now: datetime
) -> int:
    """Plan until everybody has a turn; return how many got one."""
    total = 0
    while amount := await write(database, planning.plan_piece, campaign, workspace, now):
        total += amount
    return total


async def asks(database: Database, campaign: Campaign) -> list[CampaignAsk]:
    """All turns of a campaign in the order in which they come."""
    table = rows.table(CampaignAsk)
    mine = select(table).where(table.c.campaign_id == campaign.id)
    return await read(
        database, rows.every, CampaignAsk, mine.order_by(table.c.due_at, table.c.person)
    )


async def taken(database: Database, workspace: Workspace, now: datetime) -> list[Fate]:
    """Take all turns that have come."""
    due = await read(database, turns.due, HOME, now, 1000)
    return [await write(database, turns.take, workspace, one, now) for one in due]
