"""Readings: comments that wait to be read, and what was found in them.

Comments are read off the path of whoever wrote them. What was changed meanwhile is read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import randbits
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows, theme_tallies
from kpi.store.tables import Contact, Invitation, Response, Workspace
from kpi.store.theme_tallies import ThemeDeltas

_RESPONSE = rows.table(Response)
_INVITATION = rows.table(Invitation)
_CONTACT = rows.table(Contact)
_WORKSPACE = rows.table(Workspace)


class Unread(NamedTuple):
    """A comment that must be read."""

    id: UUID
    """Of its answer."""
    comment: str
    language: str
    """Of its writer in Slack, or else of the workspace: for what cannot be recognised."""
    recognised: str = ""
    """The language that was found when it was read before; empty when it was not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a comment."""

    unread: Unread
    language: str
    themes: tuple[str, ...]


class Progress(NamedTuple):
    """How far a workspace's comments are read with the words of now."""

    read: int
    all: int


async def waiting(connection: AsyncConnection) -> list[str]:
    """Return the workspaces with comments that nobody read, or that must be read again."""
    unread = select(_RESPONSE.c.workspace_id).where(IS_UNREAD).distinct()
    again = select(_WORKSPACE.c.id).where(_WORKSPACE.c.read_through.is_not(None))
    return list((await connection.execute(unread.union(again))).scalars())


async def unread(connection: AsyncConnection, workspace_id: str, limit: int) -> list[Unread]:
    """Return comments that nobody read, the oldest first."""
    mine = and_(_RESPONSE.c.workspace_id == workspace_id, IS_UNREAD)
    return await _comments(connection, mine, _RESPONSE.c.commented_at, limit)


async def outdated(
    connection: AsyncConnection, workspace: Workspace, fingerprint: str, limit: int
) -> list[Unread]:
    """Return comments that were read with other words, from `workspace.read_through` on."""
    mine = and_(_RESPONSE.c.workspace_id == workspace.id, _IS_SAID)
    other = and_(_RESPONSE.c.read_with != "", _RESPONSE.c.read_with != fingerprint)
    after = _RESPONSE.c.id > workspace.read_through
    return await _comments(connection, and_(mine, other, after), _RESPONSE.c.id, limit)


async def keep(
    connection: AsyncConnection, workspace_id: str, found: Sequence[Reading], fingerprint: str
) -> None:
    """Keep what was found in comments, and count it; a comment that changed meanwhile is let be.

    Args:
        connection: writes; the answers are held until the commit.
        workspace_id: whose comments.
        found: at most one for each answer.
        fingerprint: of the words that they were read with.
    """
    standing = await _held(connection, workspace_id, [one.unread.id for one in found])
    deltas, written = ThemeDeltas(), []
    for one in found:
        before = standing.get(one.unread.id)
        if before is None or before["comment"] != one.unread.comment:
            continue
        seen = {"language": one.language, "themes": list(one.themes), "read_with": fingerprint}
        deltas.move(before, {**before, **seen})
        written.append(seen | {"answer": one.unread.id})
    await _write(connection, workspace_id, written)
    await theme_tallies.apply(connection, deltas)


async def is_outdated(connection: AsyncConnection, workspace_id: str, fingerprint: str) -> bool:
    """Tell whether a workspace has comments that were read with other words than those of now.

    The first and the last of what they were read with tell it, two steps in an index.
    """
    words = _RESPONSE.c.read_with
    read = select(words).where(_RESPONSE.c.workspace_id == workspace_id, _IS_READ).limit(1)
    ends = [read.order_by(order).scalar_subquery() for order in (words.asc(), words.desc())]
    found = (await connection.execute(select(*ends))).one()
    return any(one not in {None, fingerprint} for one in found)


async def read_again(connection: AsyncConnection, workspace_id: str) -> None:
    """Owe that all comments of a workspace are read with the words of now."""
    mine = _WORKSPACE.c.id == workspace_id
    await connection.execute(update(_WORKSPACE).where(mine).values(read_through=_beginning()))


async def go_on(
    connection: AsyncConnection, workspace: Workspace, through: UUID | None, fingerprint: str
) -> bool:
    """Note up to which answer comments were read again; False when all were.

    Args:
        connection: writes.
        workspace: as it was when the last piece was looked for; one that was told to begin again
            since then does so.
        through: the last answer of the piece; None when there was none left.
        fingerprint: of the words of now. What was read with others meanwhile begins it anew.
    """
    if through is None and await is_outdated(connection, workspace.id, fingerprint):
        through = _beginning()
    same = and_(
        _WORKSPACE.c.id == workspace.id, _WORKSPACE.c.read_through == workspace.read_through
    )
    await connection.execute(update(_WORKSPACE).where(same).values(read_through=through))
    return through is not None


async def progress(connection: AsyncConnection, workspace_id: str, fingerprint: str) -> Progress:
    """Count the comments of a workspace, and those that were read with these words."""
    mine = and_(_RESPONSE.c.workspace_id == workspace_id, _IS_SAID)
    read = func.count().filter(_RESPONSE.c.read_with == fingerprint)
    found = (await connection.execute(select(read, func.count()).where(mine))).one()
    return Progress(*found)


_BEGINNING_BITS = 48
"""So small that ids of answers, which begin with a time, come after it."""
_FOUND = ("language", "themes", "read_with")
_IS_SAID: ColumnElement[bool] = _RESPONSE.c.comment != ""
# Said as its index says it, not as a value that is told when the statement runs.
_IS_READ: ColumnElement[bool] = and_(
    _RESPONSE.c.comment != literal_column("''"), _RESPONSE.c.read_with != literal_column("''")
)
IS_UNREAD: ColumnElement[bool] = and_(_IS_SAID, _RESPONSE.c.read_with == "")


def _beginning() -> UUID:
    """Give a place before all answers, another each time: who began earlier cannot end it."""
    return UUID(int=randbits(_BEGINNING_BITS))


async def _comments(
    connection: AsyncConnection, which: ColumnElement[bool], order: Any, limit: int
) -> list[Unread]:
    """Return comments with the language to fall back on."""
    person = and_(
        _CONTACT.c.workspace_id == _RESPONSE.c.workspace_id,
        _CONTACT.c.id == _RESPONSE.c.contact_id,
    )
    language = func.coalesce(func.nullif(_CONTACT.c.language, ""), _WORKSPACE.c.language)
    statement = (
        select(_RESPONSE.c.id, _RESPONSE.c.comment, language, _RESPONSE.c.language)
        .join(_WORKSPACE, _WORKSPACE.c.id == _RESPONSE.c.workspace_id)
        .outerjoin(_CONTACT, person)
        .where(which)
        .order_by(order)
        .limit(limit)
    )
    return [Unread(*row) for row in await connection.execute(statement)]


async def _held(
    connection: AsyncConnection, workspace_id: str, ids: Sequence[UUID]
) -> dict[UUID, dict[str, Any]]:
    """Return answers by id, locked as taps lock them: by their questions, in order."""
    mine = and_(_RESPONSE.c.workspace_id == workspace_id, _RESPONSE.c.id.in_(ids))
    asked = and_(
        _INVITATION.c.workspace_id == workspace_id,
        _INVITATION.c.id.in_(select(_RESPONSE.c.invitation_id).where(mine)),
    )
    in_order = select(_INVITATION.c.id).where(asked).order_by(_INVITATION.c.id)
    await connection.execute(in_order.with_for_update())
    held = select(_RESPONSE).where(mine).order_by(_RESPONSE.c.id).with_for_update()
    return {row["id"]: dict(row) for row in (await connection.execute(held)).mappings()}


async def _write(
    connection: AsyncConnection, workspace_id: str, written: list[dict[str, Any]]
) -> None:
    if not written:
        return
    which = and_(_RESPONSE.c.workspace_id == workspace_id, _RESPONSE.c.id == bindparam("answer"))
    new = {name: bindparam(f"new_{name}", type_=_RESPONSE.c[name].type) for name in _FOUND}
    told = [{"answer": one["answer"], **{f"new_{n}": one[n] for n in _FOUND}} for one in written]
    await connection.execute(update(_RESPONSE).where(which).values(**new), told)
