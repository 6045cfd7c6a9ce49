"""Audiences: who belongs to a campaign, who joined and who left, in pieces that a tap can pass."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cohorts
from kpi.office_hours import OfficeHours
from kpi.store import rows
from kpi.store.tables import Campaign, CampaignMember, Contact, Invitation

PIECE = 500
"""Rows in one transaction: some ten milliseconds, after which a tap gets its turn."""

_TABLE = rows.table(CampaignMember)
_CONTACT = rows.table(Contact)
_INVITATION = rows.table(Invitation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who is to be asked."""

    person: str
    """Their address in lower case, or team/user of Slack."""
    account: str = ""
    due_on: date | None = None


def in_slack(team_id: str, user_id: str) -> str:
    """Return what a person of Slack is called here."""
    return f"{team_id}/{user_id}"


def slack_ids(person: str) -> tuple[str, str]:
    """Return team and user of a person of Slack; both are empty for an address."""
    if "@" in person:
        return "", ""
    team_id, _, user_id = person.partition("/")
    return team_id, user_id


async def join(
    connection: AsyncConnection, campaign: Campaign, members: Sequence[Member], now: datetime
) -> None:
    """Take people in, or back in; those who are in already get their account and date anew."""
    if not members:
        return
    insert = rows.insert_into(connection, CampaignMember)
    told = {name: insert.excluded[name] for name in ("account", "due_on", "left_at")}
    statement = insert.on_conflict_do_update(
        index_elements=["workspace_id", "campaign_id", "person"], set_=told
    )
    await connection.execute(statement, [_values(campaign, member, now) for member in members])


async def leave(
    connection: AsyncConnection, campaign: Campaign, people: Collection[str], now: datetime
) -> None:
    """Note that people are no longer in the audience; what is planned for them is not asked."""
    gone = and_(_of(campaign), _TABLE.c.person.in_(people), _TABLE.c.left_at.is_(None))
    await connection.execute(update(_TABLE).where(gone).values(left_at=now))


async def present(
    connection: AsyncConnection, campaign: Campaign, after: tuple[int, str] = (-1, "")
) -> list[tuple[int, str]]:
    """Return lot and person of the next members by lot, at most a piece of them."""
    key = (_TABLE.c.lot, _TABLE.c.person)
    further = tuple_(*key) > after
    statement = select(*key).where(_here(campaign), further).order_by(*key).limit(PIECE)
    return [(lot, person) for lot, person in await connection.execute(statement)]


async def size(connection: AsyncConnection, campaign: Campaign) -> int:
    """Count the members."""
    counted = select(func.count()).select_from(_TABLE).where(_here(campaign))
    return int((await connection.execute(counted)).scalar_one())


async def days_named(
    connection: AsyncConnection, campaign: Campaign, hours: OfficeHours
) -> list[tuple[date, int]]:
    """Return the days on which those come for whom a day is named, in order, with how many."""
    begins = cohorts.with_days_off_before(campaign.starts_on, hours)
    statement = (
        select(_TABLE.c.due_on, func.count())
        .where(_here(campaign), _TABLE.c.due_on >= begins)
        .group_by(_TABLE.c.due_on)
        .order_by(_TABLE.c.due_on)
    )
    found: Counter[date] = Counter()
    for day, amount in await connection.execute(statement):
        found[max(cohorts.working_day_from(day, hours), campaign.starts_on)] += amount
    return list(found.items())


async def helped_since(
    connection: AsyncConnection, workspace_id: str, since: datetime, after: str = ""
) -> list[Member]:
    """Return the next people by name who were helped since a moment, at most a piece of them.

    Being asked by a campaign is not being helped. The account is one of those they wrote for.
    """
    by_slack = _CONTACT.c.team_id + "/" + _CONTACT.c.user_id
    person = case((_CONTACT.c.email != "", _CONTACT.c.email), else_=by_slack).label("person")
    same = and_(
        _CONTACT.c.workspace_id == _INVITATION.c.workspace_id,
        _CONTACT.c.id == _INVITATION.c.contact_id,
    )
    statement = (
        select(person, func.max(_INVITATION.c.account))
        .join_from(_INVITATION, _CONTACT, same)
        .where(
            _INVITATION.c.workspace_id == workspace_id,
            _INVITATION.c.resolved_at >= since,
            _INVITATION.c.trigger != "campaign",
            _CONTACT.c.is_deactivated.is_(False),
            person > after,
        )
        .group_by(person)
        .order_by(person)
        .limit(PIECE)
    )
    return [
        Member(person=who, account=account) for who, account in await connection.execute(statement)
    ]


def _values(campaign: Campaign, member: Member, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": campaign.workspace_id,
        "campaign_id": campaign.id,
        "person": member.person,
        "lot": cohorts.lot(campaign.id, member.person),
        "account": member.account,
        "due_on": member.due_on,
        "joined_at": now,
        "left_at": None,
    }


def _here(campaign: Campaign) -> ColumnElement[bool]:
    return and_(_of(campaign), _TABLE.c.left_at.is_(None))


def _of(campaign: Campaign) -> ColumnElement[bool]:
    return and_(_TABLE.c.workspace_id == campaign.workspace_id, _TABLE.c.campaign_id == campaign.id)
