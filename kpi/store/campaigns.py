"""Campaigns: what was ordered, and its way from draft over running and paused to done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cohorts
from kpi.cohorts import Plan, Rhythm
from kpi.errors import NotFound
from kpi.store import deliveries, office_schedules, rows, surveys
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Campaign, Interaction, Workspace

DRAFT, RUNNING, PAUSED, DONE = "draft", "running", "paused", "done"
CHANNEL, GROUP, ADDRESSES, CONTACTS = "channel", "group", "addresses", "contacts"
NOTICE = "notice"
SOURCE = "campaign"
"""The source of the interactions that turns become."""

_TABLE = rows.table(Campaign)
_KEY = ("workspace_id", "id")
_FOUND = select(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_STATE = select(_TABLE.c.state).where(rows.as_given(_TABLE, *_KEY))
_CHANGED = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_TURNED = _CHANGED.where(_TABLE.c.state.in_(bindparam("states", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asked for in the form."""

    name: str
    survey: str
    """The survey's name, such as nps."""
    rhythm: Rhythm
    starts_on: date
    days: int = 1
    moment: str = ""
    audience: Mapping[str, Any] = field(default_factory=dict)
    """As `Campaign.audience` is kept."""
    owner_id: str = ""


async def create(
    connection: AsyncConnection, workspace_id: str, wish: Wish, now: datetime
) -> Campaign:
    """Keep a draft. Raises NotFound when the workspace has no such survey."""
    survey = await surveys.named(connection, workspace_id, wish.survey)
    campaign = Campaign(
        workspace_id=workspace_id,
        id=new_id(now),
        survey_id=survey.id,
        name=wish.name,
        moment=wish.moment,
        audience=dict(wish.audience),
        rhythm=wish.rhythm.value,
        starts_on=wish.starts_on,
        days=wish.days,
        created_by=wish.owner_id,
        created_at=now,
    )
    await rows.add(connection, campaign)
    return campaign


async def find(connection: AsyncConnection, workspace_id: str, campaign_id: UUID) -> Campaign:
    """Return a campaign as it is now. Raises NotFound."""
    found = await rows.first(connection, Campaign, _FOUND, **_key(workspace_id, campaign_id))
    if found is None:
        raise NotFound("There is no such campaign here.")
    return found


async def named(connection: AsyncConnection, workspace_id: str, name: str) -> Campaign:
    """Return the newest campaign with this name, in any case. Raises NotFound."""
    wanted = name.strip().casefold()
    for campaign in await of_workspace(connection, workspace_id):
        if campaign.name.casefold() == wanted:
            return campaign
    raise NotFound("There is no campaign called {name} here.", name=name)


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[Campaign]:
    """Return all campaigns of a workspace, the newest first."""
    statement = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id)
    return await rows.every(connection, Campaign, statement.order_by(_TABLE.c.id.desc()))


def reference(campaign_id: UUID, round_name: str, lot: int | None = None) -> str:
    """Return under what a turn is kept as an interaction; without a lot, how all of a round begin.

    The lot stands for the person: an id is no place for somebody's address.
    """
    return f"{campaign_id}/{round_name}/{'' if lot is None else f'{lot:016x}'}"


async def state_behind(connection: AsyncConnection, interaction: Interaction) -> str:
    """Return the state of the campaign that an interaction comes from; empty where none does."""
    if interaction.source != SOURCE:
        return ""
    campaign_id = UUID(interaction.external_id.partition("/")[0])
    key = _key(interaction.workspace_id, campaign_id)
    return (await connection.execute(_STATE, key)).scalar() or ""


def plan(campaign: Campaign) -> Plan:
    """Return when a campaign asks."""
    return Plan(
        rhythm=Rhythm(campaign.rhythm), starts_on=campaign.starts_on, days=max(campaign.days, 1)
    )


async def start(
    connection: AsyncConnection, campaign: Campaign, workspace: Workspace, now: datetime
) -> bool:
    """Let a draft ask, from the next working day on; False when it is no draft."""
    hours = (await office_schedules.of_workspace(connection, workspace)).default
    first = cohorts.first_day(campaign.starts_on, now, hours)
    return await _turn(connection, campaign, (DRAFT,), state=RUNNING, starts_on=first)


async def pause(connection: AsyncConnection, campaign: Campaign) -> bool:
    """Ask nobody more until it is resumed; False when it was not running."""
    return await _turn(connection, campaign, (RUNNING,), state=PAUSED)


async def stop(
    connection: AsyncConnection, campaign: Campaign, because: str, now: datetime
) -> bool:
    """Pause it by itself and owe its owner a word about it; False when it was not running.

    Args:
        connection: in a transaction of the writer.
        campaign: whose audience is out of reach.
        because: Slack's word, such as channel_not_found.
        now: the aware moment.
    """
    if not await _turn(connection, campaign, (RUNNING,), state=PAUSED, paused_because=because):
        return False
    notice = Owed(
        kind=NOTICE,
        cause_id=new_id(now),
        due_at=now,
        user_id=campaign.created_by,
        body={"campaign": campaign.name, "because": because},
    )
    await deliveries.owe(connection, campaign.workspace_id, notice, now)
    return True


async def resume(
    connection: AsyncConnection, campaign: Campaign, workspace: Workspace, now: datetime
) -> bool:
    """Go on; False when it was not paused.

    A single round takes its days anew, counted from the next one; the others go on where they are.
    """
    changes: dict[str, Any] = {"state": RUNNING, "paused_because": "", "synced_at": None}
    if campaign.rhythm == Rhythm.ONCE:
        hours = (await office_schedules.of_workspace(connection, workspace)).default
        changes["starts_on"] = cohorts.first_day(campaign.starts_on, now, hours)
    return await _turn(connection, campaign, (PAUSED,), **changes)


async def end(connection: AsyncConnection, campaign: Campaign) -> bool:
    """Ask nobody any more, for good; False when it was over."""
    return await _turn(connection, campaign, (DRAFT, RUNNING, PAUSED), state=DONE)


async def compared(connection: AsyncConnection, campaign: Campaign, now: datetime) -> None:
    """Note that the members are those of the audience at this moment."""
    await connection.execute(_CHANGED, {**rows.given(campaign, *_KEY), "synced_at": now})
    campaign.synced_at = now


async def _turn(
    connection: AsyncConnection, campaign: Campaign, states: tuple[str, ...], **changes: Any
) -> bool:
    """Change a campaign that is in one of the states; its value follows."""
    parameters = {**rows.given(campaign, *_KEY), "states": list(states), **changes}
    done = await connection.execute(_TURNED, parameters)
    if done.rowcount != 1:
        return False
    for name, value in changes.items():
        setattr(campaign, name, value)
    return True


def _key(workspace_id: str, campaign_id: UUID) -> dict[str, Any]:
    return {"given_workspace_id": workspace_id, "given_id": campaign_id}
