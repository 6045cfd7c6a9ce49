"""Rounds of campaigns: how far the planning of each is, locked while a piece is planned."""

from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import audiences, rows
from kpi.store.tables import Campaign, CampaignRound

_TABLE = rows.table(CampaignRound)


async def begun(connection: AsyncConnection, campaign: Campaign, name: str) -> CampaignRound:
    """Return how far a round is, locked; at its beginning the members are counted."""
    mine = _is(campaign.workspace_id, campaign.id, name)
    locked = select(_TABLE).where(mine).with_for_update()
    found = await rows.first(connection, CampaignRound, locked)
    if found is not None:
        return found
    size = await audiences.size(connection, campaign)
    fresh = CampaignRound(
        workspace_id=campaign.workspace_id, campaign_id=campaign.id, name=name, size=size
    )
    insert = rows.insert_into(connection, CampaignRound).on_conflict_do_nothing()
    await connection.execute(insert, rows.values([fresh]))
    return (await rows.every(connection, CampaignRound, locked))[0]


async def note(connection: AsyncConnection, progress: CampaignRound, **changes: Any) -> None:
    """Note how far a round is: the columns that changed."""
    mine = _is(progress.workspace_id, progress.campaign_id, progress.name)
    await connection.execute(update(_TABLE).where(mine).values(**changes))


def is_behind(campaign: Campaign, progress: CampaignRound) -> bool:
    """Tell whether the audience was compared since everybody in it had a turn."""
    if progress.joined_until is None or campaign.synced_at is None:
        return progress.joined_until is None
    return campaign.synced_at >= progress.joined_until


def _is(workspace_id: str, campaign_id: Any, name: str) -> ColumnElement[bool]:
    return and_(
        _TABLE.c.workspace_id == workspace_id,
        _TABLE.c.campaign_id == campaign_id,
        _TABLE.c.name == name,
    )
