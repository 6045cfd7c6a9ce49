"""Who is behind an improvement: customers who spoke of its theme before it, or whom its case is of.

Those who answered without a name are not even counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, String, and_, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import ways
from kpi.store import rows
from kpi.store.tables import Action, Case, Contact, Delivery, Invitation, Response, Thanks

KIND = "thanks"
"""Of the deliveries that tell them what came of it."""
LOOKED_BACK = timedelta(days=90)
"""Before the change went live: who spoke of it in these days is behind it."""
REST = timedelta(days=30)
"""Between two thank-yous to one person."""

_THANKS = rows.table(Thanks)
_RESPONSE = rows.table(Response)
_INVITATION = rows.table(Invitation)
_CONTACT = rows.table(Contact)
_CASE = rows.table(Case)
_DELIVERY = rows.table(Delivery)
_GONE = ("cancelled", "failed")


class Without(StrEnum):
    """Why somebody who is behind an improvement is not told."""

    NOT_WANTED = "not_wanted"
    UNREACHABLE = "unreachable"
    LATELY = "lately"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who would be told, where they were asked."""

    contact_id: UUID
    user_id: str
    invitation_id: UUID
    language: str
    """Their locale; empty where it is not known."""
    in_thread: bool
    """Whether others read along where they were asked."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is behind an improvement."""

    people: Sequence[Person]
    without: Mapping[Without, int]
    """How many are not told, by why."""


async def behind(connection: AsyncConnection, action: Action, now: datetime) -> Audience:
    """Find who is behind an improvement: by its theme and segment, or by its case.

    Args:
        connection: only reads.
        action: nobody is behind one that has no theme, no case, or no day of going live.
        now: aware.
    """
    spoken = [*_ways(action)]
    found = (await connection.execute(_spoken(action, spoken))).mappings() if spoken else ()
    lately = await _lately(connection, action.workspace_id, now - REST)
    people, without, seen = list[Person](), Counter[Without](), set[UUID]()
    for row in found:
        if row["id"] in seen:
            continue
        seen.add(row["id"])
        if why := _against(row, lately):
            without[why] += 1
        else:
            people.append(_person(row))
    return Audience(people, without)


def thanked(workspace_id: str, since: datetime) -> Any:
    """Select the ids of the people who were thanked since then, or are about to be."""
    asked = and_(
        _INVITATION.c.workspace_id == _THANKS.c.workspace_id,
        _INVITATION.c.id == _THANKS.c.invitation_id,
    )
    return (
        select(_INVITATION.c.contact_id)
        .select_from(_THANKS)
        .join(_DELIVERY, serves())
        .join(_INVITATION, asked)
        .where(
            _THANKS.c.workspace_id == workspace_id,
            or_(_THANKS.c.created_at >= since, _DELIVERY.c.sent_at >= since),
        )
    )


def serves() -> ColumnElement[bool]:
    """Whether a delivery is that of a thank-you."""
    return and_(
        _DELIVERY.c.workspace_id == _THANKS.c.workspace_id,
        _DELIVERY.c.kind == KIND,
        _DELIVERY.c.cause_id == _THANKS.c.id,
    )


def _spoken(action: Action, spoken: Sequence[ColumnElement[bool]]) -> Any:
    """Select who said something about it and where, the latest first."""
    answered = and_(
        _INVITATION.c.workspace_id == _RESPONSE.c.workspace_id,
        _INVITATION.c.id == _RESPONSE.c.invitation_id,
    )
    person = and_(
        _CONTACT.c.workspace_id == _INVITATION.c.workspace_id,
        _CONTACT.c.id == _INVITATION.c.contact_id,
    )
    return (
        select(_CONTACT, _INVITATION.c.id.label("invitation_id"), _INVITATION.c.way)
        .select_from(_RESPONSE)
        .join(_INVITATION, answered)
        .join(_CONTACT, person)
        .where(
            _RESPONSE.c.workspace_id == action.workspace_id,
            _RESPONSE.c.score.is_not(None),
            _INVITATION.c.is_anonymous.is_(False),
            _INVITATION.c.sent_at.is_not(None),
            or_(*spoken),
        )
        .order_by(_RESPONSE.c.answered_at.desc(), _RESPONSE.c.id)
    )


def _ways(action: Action) -> Iterator[ColumnElement[bool]]:
    """Give the ways to be behind it."""
    if action.theme and action.live_on:
        said = [
            _RESPONSE.c.comment != "",
            cast(_RESPONSE.c.themes, String).contains(f'"{action.theme}"', autoescape=True),
            _RESPONSE.c.day >= action.live_on - LOOKED_BACK,
            _RESPONSE.c.day < action.live_on,
        ]
        if action.segment:
            said.append(_RESPONSE.c[action.segment] == action.value)
        yield and_(*said)
    if action.case_id and action.live_on:
        mine = and_(_CASE.c.workspace_id == action.workspace_id, _CASE.c.id == action.case_id)
        yield _RESPONSE.c.id.in_(select(_CASE.c.response_id).where(mine))


def _against(row: RowMapping, lately: set[UUID]) -> Without | None:
    if row["opted_out_at"] is not None:
        return Without.NOT_WANTED
    if row["is_deactivated"] or row["bounced_at"] is not None:
        return Without.UNREACHABLE
    return Without.LATELY if row["id"] in lately else None


def _person(row: RowMapping) -> Person:
    in_thread = row["way"] == ways.THREAD
    return Person(row["id"], row["user_id"], row["invitation_id"], row["language"], in_thread)


async def _lately(connection: AsyncConnection, workspace_id: str, since: datetime) -> set[UUID]:
    statement = thanked(workspace_id, since).where(_DELIVERY.c.state.not_in(_GONE))
    return set((await connection.execute(statement)).scalars())
