"""Turns as rows: locked while one is taken, ended with what became of it, or put off."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cohorts
from kpi.periods import local_day
from kpi.store import campaigns, office_schedules, rows
from kpi.store.tables import Campaign, CampaignAsk, Workspace

_TABLE = rows.table(CampaignAsk)


async def locked(connection: AsyncConnection, ask: CampaignAsk) -> CampaignAsk | None:
    """Return a turn as it stands now, until the end of the transaction; None where it is gone."""
    mine = select(_TABLE).where(_is(ask)).with_for_update()
    return await rows.first(connection, CampaignAsk, mine)


async def end(connection: AsyncConnection, ask: CampaignAsk, state: str, **columns: Any) -> None:
    """Note what became of a turn, with other columns that change by it."""
    await connection.execute(update(_TABLE).where(_is(ask)).values(state=state, **columns))


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
    await connection.execute(update(_TABLE).where(_is(ask)).values(due_at=at))
    return True


def _is(ask: CampaignAsk) -> ColumnElement[bool]:
    return and_(
        _TABLE.c.workspace_id == ask.workspace_id,
        _TABLE.c.campaign_id == ask.campaign_id,
        _TABLE.c.round == ask.round,
        _TABLE.c.person == ask.person,
    )
