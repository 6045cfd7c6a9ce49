"""Contacts: people in Slack who may be asked, their addresses, their wishes, their history."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Asked
from kpi.errors import NotFound
from kpi.metrics import Metric
from kpi.store import mailing, rows
from kpi.store.columns import new_id
from kpi.store.tables import Address, Contact, Invitation, Survey

_TABLE = rows.table(Contact)
_ADDRESS = rows.table(Address)
_INVITATION = rows.table(Invitation)
_SURVEY = rows.table(Survey)

_KEY = ("workspace_id", "id")
_FOUND = select(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_CHANGED = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_INTRODUCED = _CHANGED.where(_TABLE.c.introduced_at.is_(None))
_HOME_FIRST = select(_TABLE).order_by(_TABLE.c.is_home.desc(), _TABLE.c.id)
_IN_ANY_TEAM = _HOME_FIRST.where(rows.as_given(_TABLE, "workspace_id", "user_id"))
_IN_TEAM = _HOME_FIRST.where(rows.as_given(_TABLE, "workspace_id", "user_id", "team_id"))
_ADDRESSED = select(_ADDRESS).where(rows.as_given(_ADDRESS, "workspace_id", "email"))
_HISTORY = (
    select(_SURVEY.c.metric, _INVITATION.c.sent_at)
    .join_from(
        _INVITATION,
        _SURVEY,
        and_(
            _SURVEY.c.workspace_id == _INVITATION.c.workspace_id,
            _SURVEY.c.id == _INVITATION.c.survey_id,
        ),
    )
    .where(
        rows.as_given(_INVITATION, "workspace_id", "contact_id"),
        _INVITATION.c.sent_at >= bindparam("since"),
    )
    .order_by(_INVITATION.c.sent_at)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What Slack says of somebody."""

    team_id: str
    user_id: str
    name: str = ""
    language: str = ""
    """A locale such as nl-NL; empty when Slack does not tell."""
    time_zone: str = ""
    is_home: bool = True
    is_deactivated: bool = False


async def find(connection: AsyncConnection, workspace_id: str, contact_id: UUID) -> Contact:
    """Return a contact. Raises NotFound when the workspace has none with this id."""
    found = await rows.first(connection, Contact, _FOUND, **_key(workspace_id, contact_id))
    if found is None:
        raise NotFound("There is no such contact here.")
    return found


async def by_slack(
    connection: AsyncConnection, workspace_id: str, team_id: str, user_id: str
) -> Contact | None:
    """Return the contact with this Slack identity, or None; an empty team stands for any."""
    who = {"given_workspace_id": workspace_id, "given_user_id": user_id}
    if not team_id:
        return await rows.first(connection, Contact, _IN_ANY_TEAM, **who)
    return await rows.first(connection, Contact, _IN_TEAM, **who, given_team_id=team_id)


async def remember(
    connection: AsyncConnection, workspace_id: str, person: Person, now: datetime
) -> Contact:
    """Keep what Slack says of somebody; their wishes and our channel with them stay as they are."""
    fresh = Contact(
        workspace_id=workspace_id,
        id=new_id(now),
        created_at=now,
        refreshed_at=now,
        **asdict(person),
    )
    statement = _remembering(connection.dialect.name)
    result = await connection.execute(statement, rows.values([fresh]))
    return rows.made(Contact, result.mappings().one())


@cache
def _remembering(dialect: str) -> Executable:
    """Return the statement, made once: making it takes as long as running it."""
    insert = rows.insert_in(dialect, Contact)
    said = (*(one.name for one in fields(Person)), "refreshed_at")
    return insert.on_conflict_do_update(
        index_elements=["workspace_id", "team_id", "user_id"],
        set_={name: insert.excluded[name] for name in said},
    ).returning(*_TABLE.c)


async def address(connection: AsyncConnection, workspace_id: str, email: str) -> Address | None:
    """Return what Slack last said of a mail address, or None when it was never looked up."""
    key = {"given_workspace_id": workspace_id, "given_email": _plain(email)}
    return await rows.first(connection, Address, _ADDRESSED, **key)


async def remember_address(
    connection: AsyncConnection,
    workspace_id: str,
    email: str,
    contact_id: UUID | None,
    now: datetime,
) -> None:
    """Keep whose address this is; None when Slack knows nobody with it.

    What an admin said of it stays. Somebody who was asked by mail meanwhile, or was in Slack
    before, stays one person.
    """
    former = await address(connection, workspace_id, email)
    if former is not None and former.is_pinned:
        return
    if contact_id is not None:
        await mailing.absorb(connection, workspace_id, email, contact_id)
    elif former is not None and former.contact_id is not None:
        await mailing.inherit(connection, workspace_id, email, former.contact_id, now)
    fresh = Address(
        workspace_id=workspace_id, email=_plain(email), contact_id=contact_id, looked_up_at=now
    )
    insert = rows.insert_into(connection, Address).on_conflict_do_update(
        index_elements=["workspace_id", "email"],
        set_={"contact_id": contact_id, "looked_up_at": now},
    )
    await connection.execute(insert, rows.values([fresh]))


async def addresses_of(
    connection: AsyncConnection, workspace_id: str, contact_id: UUID
) -> list[str]:
    """Return the mail addresses that led to a contact, in alphabetical order."""
    mine = (_ADDRESS.c.workspace_id == workspace_id) & (_ADDRESS.c.contact_id == contact_id)
    result = await connection.execute(
        select(_ADDRESS.c.email).where(mine).order_by(_ADDRESS.c.email)
    )
    return list(result.scalars())


async def set_dm_channel(
    connection: AsyncConnection, workspace_id: str, contact_id: UUID, channel_id: str
) -> None:
    """Keep the channel of our direct messages with a contact."""
    key = _key(workspace_id, contact_id)
    await connection.execute(_CHANGED, {**key, "dm_channel_id": channel_id})


async def introduced(
    connection: AsyncConnection, workspace_id: str, contact_id: UUID, now: datetime
) -> bool:
    """Note that a contact was told who asks; False when that was noted before."""
    told = {**_key(workspace_id, contact_id), "introduced_at": now}
    return (await connection.execute(_INTRODUCED, told)).rowcount == 1


async def opt_out(
    connection: AsyncConnection, workspace_id: str, team_id: str, user_id: str, now: datetime
) -> bool:
    """Stop asking somebody, known or not; False when they had stopped us before."""
    fresh = Contact(
        workspace_id=workspace_id,
        id=new_id(now),
        team_id=team_id,
        user_id=user_id,
        is_home=team_id == workspace_id,
        opted_out_at=now,
        created_at=now,
    )
    if await rows.add_new(connection, fresh):
        return True
    wanted = _slack(workspace_id, team_id, user_id) & _TABLE.c.opted_out_at.is_(None)
    return await _wish(connection, wanted, opted_out_at=now)


async def opt_in(
    connection: AsyncConnection,
    workspace_id: str,
    team_id: str,
    user_id: str,
    now: datetime,  # noqa: ARG001 - stopping and starting are called alike
) -> bool:
    """Ask somebody again; False when they had not stopped us."""
    wanted = _slack(workspace_id, team_id, user_id) & _TABLE.c.opted_out_at.is_not(None)
    return await _wish(connection, wanted, opted_out_at=None)


async def history(
    connection: AsyncConnection, workspace_id: str, contact_id: UUID, since: datetime
) -> list[Asked]:
    """Return the questions that were sent to a contact since a moment, the oldest first."""
    whose = {"given_workspace_id": workspace_id, "given_contact_id": contact_id}
    result = await connection.execute(_HISTORY, {**whose, "since": since})
    return [Asked(Metric(metric), sent_at) for metric, sent_at in result]


async def _wish(connection: AsyncConnection, whose: ColumnElement[bool], **columns: Any) -> bool:
    result = await connection.execute(update(_TABLE).where(whose).values(**columns))
    return result.rowcount == 1


def _key(workspace_id: str, contact_id: UUID) -> dict[str, Any]:
    return {"given_workspace_id": workspace_id, "given_id": contact_id}


def _slack(workspace_id: str, team_id: str, user_id: str) -> ColumnElement[bool]:
    person = (_TABLE.c.team_id == team_id) & (_TABLE.c.user_id == user_id)
    return (_TABLE.c.workspace_id == workspace_id) & person


def _plain(email: str) -> str:
    return email.strip().lower()
