"""How far a round of a campaign is: who has a turn before them, was asked, answered, or was not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cohorts
from kpi.cohorts import Rhythm
from kpi.periods import local_day
from kpi.store import audiences, campaigns, office_schedules, rows
from kpi.store.tables import (
    Campaign,
    CampaignAsk,
    CampaignMember,
    Interaction,
    Invitation,
    Response,
    Workspace,
)

_ASK = rows.table(CampaignAsk)
_MEMBER = rows.table(CampaignMember)
_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)
_RESPONSE = rows.table(Response)

ON_ITS_WAY = frozenset({"looking_up", "planned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One round in numbers; with dates, all days that the audience named."""

    members: int
    """In the audience now, with or without a turn in this round."""
    planned: int = 0
    """Whose turn is still to come."""
    on_its_way: int = 0
    asked: int = 0
    answered: int = 0
    """Of those who were asked."""
    not_asked: Mapping[str, int] = field(default_factory=dict)
    """By reason: a value of `kpi.eligibility.Reason`, or missed."""
    undeliverable: int = 0
    next_at: datetime | None = None
    """When the next turn comes."""

    @property
    def total(self) -> int:
        """Everybody who has or had a turn in this round, and did not leave before it."""
        done = self.on_its_way + self.asked + self.undeliverable
        return self.planned + done + sum(self.not_asked.values())

    @property
    def share(self) -> float:
        """How much of the round is done, 0 to 100 percent."""
        return 100 * (self.total - self.planned) / self.total if self.total else 0.0


async def of_round(
    connection: AsyncConnection, campaign: Campaign, zone: str, now: datetime
) -> Progress:
    """Return the progress of the round that runs now; before the first, of that one."""
    there = _in_round(campaign, zone, now)
    waiting = _planned(campaign, there)
    planned, next_at = (await connection.execute(waiting)).one()
    counts = _Counts()
    for row in await connection.execute(_taken(campaign, there)):
        counts.add(*row)
    return Progress(
        members=await audiences.size(connection, campaign),
        planned=planned,
        next_at=next_at,
        on_its_way=counts.on_its_way,
        asked=counts.asked,
        answered=counts.answered,
        not_asked=counts.not_asked,
        undeliverable=counts.undeliverable,
    )


async def is_over(
    connection: AsyncConnection, campaign: Campaign, workspace: Workspace, now: datetime
) -> bool:
    """Tell whether a single round has no turn left, no day for one, and no question on its way.

    What is on its way when a campaign ends is not asked any more.
    """
    zone = workspace.time_zone
    hours = (await office_schedules.of_workspace(connection, workspace)).default
    there = cohorts.round_named(campaigns.plan(campaign), Rhythm.ONCE.value, hours)
    if there.ahead(local_day(now, zone)):
        return False
    left = select(_ASK.c.person).where(_in_round(campaign, zone, now), _ASK.c.state == "planned")
    waiting = (left, _on_its_way(campaign, there.name))
    found = [(await connection.execute(one.limit(1))).first() for one in waiting]
    return not any(found)


@dataclass(slots=True)
class _Counts:
    on_its_way: int = 0
    asked: int = 0
    answered: int = 0
    undeliverable: int = 0
    not_asked: dict[str, int] = field(default_factory=dict)

    def add(self, ask: str, state: str | None, reason: str | None, answers: int, n: int) -> None:
        """Add one group: the turn's state, its invitation's, why, how many answered, how many."""
        if ask == "missed" or state == "not_asked":
            why = reason or ask
            self.not_asked[why] = self.not_asked.get(why, 0) + n
        elif state in ON_ITS_WAY:
            self.on_its_way += n
        elif state == "undeliverable":
            self.undeliverable += n
        else:
            self.asked, self.answered = self.asked + n, self.answered + answers


def _in_round(campaign: Campaign, zone: str, now: datetime) -> ColumnElement[bool]:
    mine = and_(_ASK.c.workspace_id == campaign.workspace_id, _ASK.c.campaign_id == campaign.id)
    if campaign.rhythm == Rhythm.DATES:
        return mine
    day = max(local_day(now, zone), campaign.starts_on)
    return and_(mine, _ASK.c.round == cohorts.round_name(campaigns.plan(campaign), day))


def _on_its_way(campaign: Campaign, round_name: str) -> Select[Any]:
    same = and_(
        _INTERACTION.c.workspace_id == _INVITATION.c.workspace_id,
        _INTERACTION.c.id == _INVITATION.c.interaction_id,
    )
    # From the side of the invitations, few of which are undecided at any time.
    return (
        select(_INVITATION.c.id)
        .join_from(_INVITATION, _INTERACTION, same)
        .where(
            _INVITATION.c.workspace_id == campaign.workspace_id,
            _INVITATION.c.state.in_(ON_ITS_WAY),
            _INTERACTION.c.source == campaigns.SOURCE,
            _INTERACTION.c.external_id.startswith(campaigns.reference(campaign.id, round_name)),
        )
    )


def _planned(campaign: Campaign, there: ColumnElement[bool]) -> Any:
    """Count the turns to come and find the next; of who left meanwhile nothing comes."""
    member = and_(
        _MEMBER.c.workspace_id == campaign.workspace_id,
        _MEMBER.c.campaign_id == campaign.id,
        _MEMBER.c.person == _ASK.c.person,
        _MEMBER.c.left_at.is_(None),
    )
    return (
        select(func.count(), func.min(_ASK.c.due_at))
        .join_from(_ASK, _MEMBER, member)
        .where(there, _ASK.c.state == "planned")
    )


def _taken(campaign: Campaign, there: ColumnElement[bool]) -> Any:
    invitation = and_(
        _INVITATION.c.workspace_id == campaign.workspace_id,
        _INVITATION.c.id == _ASK.c.invitation_id,
    )
    answer = and_(
        _RESPONSE.c.workspace_id == campaign.workspace_id,
        _RESPONSE.c.invitation_id == _INVITATION.c.id,
    )
    group = (_ASK.c.state, _INVITATION.c.state, _INVITATION.c.reason)
    return (
        select(*group, func.count(_RESPONSE.c.score), func.count())
        .select_from(_ASK.outerjoin(_INVITATION, invitation).outerjoin(_RESPONSE, answer))
        .where(there, _ASK.c.state.in_(("taken", "missed")))
        .group_by(*group)
    )
