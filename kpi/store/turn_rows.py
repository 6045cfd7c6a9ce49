"""Turns as rows: locked while one is taken, ended with what became of it, or put off."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cohorts
from kpi.periods import local_day
from kpi.store import campaigns, office_schedules, rows
from kpi.store.tables import Campaign, CampaignAsk, Workspace

_TABLE = rows.table(CampaignAsk)
_KEY = ("workspace_id", "campaign_id", "round", "person")
_LOCKED = select(_TABLE).where(rows.as_given(_TABLE, *_KEY)).with_for_update()
_CHANGED = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))


async def locked(connection: AsyncConnection, ask: CampaignAsk) -> CampaignAsk | None:
    """Return a turn as it stands now, until the end of the transaction; None where it is gone."""
    return await rows.first(connection, CampaignAsk, _LOCKED, **rows.given(ask, *_KEY))


async def end(connection: AsyncConnection, ask: CampaignAsk, state: str, **columns: Any) -> None:
    """Note what became of a turn, with other columns that change by it."""
    await connection.execute(_CHANGED, {**rows.given(ask, *_KEY), "state": state, **columns})


async def put_off(
    connection: AsyncConnection,
    workspace: Workspace,
    campaign: Campaign,
    ask: CampaignAsk,
    *,
    after: datetime,
    draw: bool = False,
) -> bool:
    """Move a turn to a later day of its round: the next one, or with `draw` any; False for none."""
    hours = (await office_schedules.of_workspace(connection, workspace)).default
    there = cohorts.round_named(campaigns.plan(campaign), ask.round, hours)
    ahead = there.ahead(local_day(after, hours.zone), spare=True)
    if not ahead:
        return False
    lot = cohorts.lot(campaign.id, ask.person, round_name=ask.round)
    at = cohorts.drawn(lot, ahead if draw else ahead[:1], hours)
    await connection.execute(_CHANGED, {**rows.given(ask, *_KEY), "due_at": at})
    return True
