"""People who are asked by mail, since Slack does not know them: each address is a contact.

Such a contact is of the team "mail" and has the address as user id, so that claims, pauses and
wishes hold for it as for anybody.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import ways
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Click, Contact, Delivery, Invitation, Response

TEAM = ways.MAIL
LONGEST_LOCALE = 20

_TABLE = rows.table(Contact)
_KEY = ("workspace_id", "team_id", "user_id")
_FOUND = select(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_CHANGED = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_KEPT = _CHANGED.returning(*_TABLE.c)
_BOUNCED = _CHANGED.where(_TABLE.c.bounced_at.is_(None))
_DELIVERY = rows.table(Delivery)
_CLICK = rows.table(Click)


def is_by_mail(contact: Contact) -> bool:
    """Tell whether only mail reaches this person."""
    return contact.team_id == TEAM


def language_of(extra: Mapping[str, Any]) -> str:
    """Read the customer's language, such as nl-NL, off what a source said beyond the usual."""
    requester = extra.get("requester")
    said = {**extra, **(requester if isinstance(requester, dict) else {})}
    names = (said.get("language"), said.get("locale"))
    return next((name[:LONGEST_LOCALE] for name in names if isinstance(name, str)), "")


async def found(connection: AsyncConnection, workspace_id: str, email: str) -> Contact | None:
    """Return the contact of a mail address; None when nobody was ever asked there."""
    return await rows.first(connection, Contact, _FOUND, **_at(workspace_id, email))


async def remember(
    connection: AsyncConnection,
    workspace_id: str,
    email: str,
    *,
    name: str = "",
    language: str = "",
    now: datetime,
) -> Contact:
    """Return the contact of a mail address, made where there is none.

    What is said of their name and language replaces what we knew; empty says nothing.
    """
    plain = _plain(email)
    fresh = Contact(
        workspace_id=workspace_id,
        id=new_id(now),
        team_id=TEAM,
        user_id=plain,
        email=plain,
        is_home=False,
        created_at=now,
    )
    await rows.add_new(connection, fresh)
    said = {key: value for key, value in (("name", name), ("language", language)) if value}
    kept = {**_at(workspace_id, plain), "refreshed_at": now, **said}
    result = await connection.execute(_KEPT, kept)
    return rows.made(Contact, result.mappings().one())


async def bounced(
    connection: AsyncConnection, workspace_id: str, email: str, now: datetime
) -> bool:
    """Note that mail to an address came back for good; False when that is known, or nobody is."""
    known = {**_at(workspace_id, email), "bounced_at": now}
    return (await connection.execute(_BOUNCED, known)).rowcount == 1


async def leave_alone(
    connection: AsyncConnection, workspace_id: str, email: str, now: datetime
) -> None:
    """Note the same of an address that may be nobody's yet, such as that of a guest in Slack."""
    await remember(connection, workspace_id, email, now=now)
    await bounced(connection, workspace_id, email, now)


async def is_told(
    connection: AsyncConnection,
    workspace_id: str,
    invitation_id: UUID,
    *,
    nonce: str,
    action_id: str,
) -> bool:
    """Tell whether this choice in a form with this nonce was stored already.

    Another choice in the same form is a change: a browser that goes back may show it again.
    """
    same_form = and_(_CLICK.c.channel_id == ways.MAIL, _CLICK.c.message_ts == nonce)
    mine = and_(_CLICK.c.workspace_id == workspace_id, _CLICK.c.invitation_id == invitation_id)
    same = and_(same_form, _CLICK.c.action_id == action_id)
    told = select(_CLICK.c.id).where(mine, same).limit(1)
    return (await connection.execute(told)).first() is not None


async def absorb(
    connection: AsyncConnection, workspace_id: str, email: str, contact_id: UUID
) -> None:
    """Make one person of an address and the contact in Slack that turned out to be theirs.

    What they were asked and answered by mail becomes the contact's, and so does a wish not to be
    asked; questions that are not sent yet go to Slack. Doing it again changes nothing.
    """
    former = await found(connection, workspace_id, email)
    if former is None:
        return
    for model in (Invitation, Response):
        columns = rows.table(model).c
        theirs = and_(columns.workspace_id == workspace_id, columns.contact_id == former.id)
        await connection.execute(
            update(rows.table(model)).where(theirs).values(contact_id=contact_id)
        )
    await _redirect(connection, former, contact_id)
    await _hand_over(connection, former, contact_id)


async def inherit(
    connection: AsyncConnection, workspace_id: str, email: str, former_id: UUID, now: datetime
) -> None:
    """Let the wish not to be asked outlive an account in Slack: it holds at its address too."""
    former = _TABLE.c.workspace_id == workspace_id, _TABLE.c.id == former_id
    wish = select(_TABLE.c.opted_out_at).where(*former, _TABLE.c.opted_out_at.is_not(None))
    opted_out_at = (await connection.execute(wish)).scalar()
    if opted_out_at is not None:
        heir = await remember(connection, workspace_id, email, now=now)
        await connection.execute(
            update(_TABLE).where(_is(heir, heir.id)).values(opted_out_at=opted_out_at)
        )


async def _redirect(connection: AsyncConnection, former: Contact, contact_id: UUID) -> None:
    """Let questions that nobody is sending wait among those of the contact in Slack."""
    user_id = select(_TABLE.c.user_id).where(_is(former, contact_id)).scalar_subquery()
    waiting = and_(
        _DELIVERY.c.workspace_id == former.workspace_id,
        _DELIVERY.c.user_id == former.user_id,
        _DELIVERY.c.state.in_(("due", "retry")),
    )
    await connection.execute(update(_DELIVERY).where(waiting).values(user_id=user_id))


async def _hand_over(connection: AsyncConnection, former: Contact, contact_id: UUID) -> None:
    """Pass on what somebody was told and wished; the former contact keeps nothing of it."""
    for name in ("opted_out_at", "introduced_at"):
        theirs = and_(_is(former, contact_id), _TABLE.c[name].is_(None))
        passed_on = update(_TABLE).where(theirs).values({name: getattr(former, name)})
        await connection.execute(passed_on)
    emptied = update(_TABLE).where(_is(former, former.id))
    await connection.execute(emptied.values(opted_out_at=None, introduced_at=None))


def _is(of: Contact, contact_id: UUID) -> ColumnElement[bool]:
    return and_(_TABLE.c.workspace_id == of.workspace_id, _TABLE.c.id == contact_id)


def _at(workspace_id: str, email: str) -> dict[str, str]:
    return {
        "given_workspace_id": workspace_id,
        "given_team_id": TEAM,
        "given_user_id": _plain(email),
    }


def _plain(email: str) -> str:
    return email.strip().lower()
