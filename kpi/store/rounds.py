"""Rounds of campaigns: how far the planning of each is, locked while a piece is planned."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import audiences, rows
from kpi.store.tables import Campaign, CampaignRound

_TABLE = rows.table(CampaignRound)
_KEY = ("workspace_id", "campaign_id", "name")
_LOCKED = select(_TABLE).where(rows.as_given(_TABLE, *_KEY)).with_for_update()
_CHANGED = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))


async def begun(connection: AsyncConnection, campaign: Campaign, name: str) -> CampaignRound:
    """Return how far a round is, locked; at its beginning the members are counted."""
    key = {
        "given_workspace_id": campaign.workspace_id,
        "given_campaign_id": campaign.id,
        "given_name": name,
    }
    found = await rows.first(connection, CampaignRound, _LOCKED, **key)
    if found is not None:
        return found
    size = await audiences.size(connection, campaign)
    fresh = CampaignRound(
        workspace_id=campaign.workspace_id, campaign_id=campaign.id, name=name, size=size
    )
    insert = rows.insert_into(connection, CampaignRound).on_conflict_do_nothing()
    await connection.execute(insert, rows.values([fresh]))
    return (await rows.every(connection, CampaignRound, _LOCKED, **key))[0]


async def note(connection: AsyncConnection, progress: CampaignRound, **changes: Any) -> None:
    """Note how far a round is: the columns that changed."""
    await connection.execute(_CHANGED, {**rows.given(progress, *_KEY), **changes})


def is_behind(campaign: Campaign, progress: CampaignRound) -> bool:
    """Tell whether the audience was compared since everybody in it had a turn."""
    if progress.joined_until is None or campaign.synced_at is None:
        return progress.joined_until is None
    return campaign.synced_at >= progress.joined_until
