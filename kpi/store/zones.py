"""Another time zone for a workspace: its answers move to their days in it, piece by piece.

From the change on whatever comes in counts in the new zone. What came before follows in the
background: questions and answers with their tallies in one transaction, so the counts are right at
any moment, and reckonings as `arrears` does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import local_day
from kpi.store import (
    asked_arrears,
    asked_tallies,
    rows,
    said_tallies,
    tallies,
    theme_tallies,
    workspaces,
)
from kpi.store.asked_tallies import AskedDeltas
from kpi.store.said_tallies import SaidDeltas
from kpi.store.tables import Invitation, Response, Workspace
from kpi.store.tallies import Counted, Deltas
from kpi.store.theme_tallies import ThemeDeltas

AT_ONCE = 200
"""Questions and answers in one piece: taps wait no longer than for one."""
SETTLED = timedelta(minutes=1)
"""After which nothing is under way any more that read the zone before it was changed."""

_WORKSPACE = rows.table(Workspace)
_RESPONSE = rows.table(Response)
_INVITATION = rows.table(Invitation)


async def change(
    connection: AsyncConnection, workspace_id: str, zone: str, now: datetime
) -> Workspace:
    """Give a workspace another time zone, and order that its past is counted in it.

    Args:
        connection: in a transaction of the writer.
        workspace_id: whose days these are.
        zone: an IANA name, as `kpi.time_zones.read` gives it.
        now: the past follows from `SETTLED` later on.

    Raises:
        NotFound: there is no such workspace.
    """
    workspace = await workspaces.find(connection, workspace_id)
    if workspace.time_zone == zone:
        return workspace
    return await workspaces.change(
        connection,
        workspace_id,
        time_zone=zone,
        zone_changed_at=now,
        recounted_through=None,
        reckoned_through=None,
    )


def is_settled(now: datetime) -> ColumnElement[bool]:
    """Tell whether what a workspace counts can follow its zone, or has done so."""
    changed_at = _WORKSPACE.c.zone_changed_at
    return or_(changed_at.is_(None), changed_at <= now - SETTLED)


async def waiting(connection: AsyncConnection, now: datetime) -> list[str]:
    """Return the workspaces of which questions or answers are still to move to their days."""
    behind = and_(_WORKSPACE.c.zone_changed_at.is_not(None), is_settled(now))
    statement = select(_WORKSPACE.c.id).where(behind).order_by(_WORKSPACE.c.id)
    return list((await connection.execute(statement)).scalars())


async def catch_up(connection: AsyncConnection, workspace_id: str, now: datetime) -> bool:
    """Move the next questions and answers of a workspace, the oldest first; False after the last.

    In a transaction of the writer.
    """
    due = and_(_WORKSPACE.c.zone_changed_at.is_not(None), is_settled(now))
    mine = select(_WORKSPACE).where(_WORKSPACE.c.id == workspace_id, due).with_for_update()
    workspace = await rows.first(connection, Workspace, mine)
    if workspace is None:
        return False
    piece = await _piece(connection, workspace)
    await _move(connection, workspace, piece)
    is_last = len(piece) < AT_ONCE
    through = {"zone_changed_at": None} if is_last else {"recounted_through": piece[-1].id}
    await workspaces.change(connection, workspace_id, **through)
    return not is_last


class _One(NamedTuple):
    """A question or an answer."""

    id: UUID
    question_id: UUID | None
    """Its own id, or that of the question it answers; None for an imported answer."""
    is_answer: bool


async def _piece(connection: AsyncConnection, workspace: Workspace) -> Sequence[_One]:
    """Return the next questions and answers by id."""
    asked = _next(workspace, _INVITATION.c, _INVITATION.c.id, is_answer=False)
    answered = _next(workspace, _RESPONSE.c, _RESPONSE.c.invitation_id, is_answer=True)
    both = union_all(select(asked.subquery()), select(answered.subquery()))
    found = await connection.execute(both.order_by("id").limit(AT_ONCE))
    return [_One(*row) for row in found]


def _next(
    workspace: Workspace, columns: Any, question_id: ColumnElement[Any], *, is_answer: bool
) -> Select[Any]:
    mine = columns.workspace_id == workspace.id
    if workspace.recounted_through is not None:
        mine = and_(mine, columns.id > workspace.recounted_through)
    these = select(columns.id, question_id.label("question_id"), literal(is_answer))
    return these.where(mine).order_by(columns.id).limit(AT_ONCE)


async def _move(connection: AsyncConnection, workspace: Workspace, piece: Sequence[_One]) -> None:
    """Move a piece, locked as taps lock it: by its questions, in order."""
    questions = {one.question_id for one in piece if one.question_id}
    counts = await asked_arrears.moved(connection, workspace.id, sorted(questions))
    await _move_answers(connection, workspace, [one.id for one in piece if one.is_answer], counts)


async def _move_answers(
    connection: AsyncConnection, workspace: Workspace, ids: Sequence[UUID], counts: AskedDeltas
) -> None:
    """Write the days that are others now, and all tallies with them."""
    deltas, themes, said, moved = Deltas(), ThemeDeltas(), SaidDeltas(), []
    for row in (await connection.execute(_answers(workspace, ids))).mappings().all():
        answer, anonymous = dict(row), bool(row["is_anonymous"])
        day = local_day(answer["answered_at"], workspace.time_zone)
        if day != answer["day"]:
            deltas.move(Counted.of(answer, answer["day"]), answer["score"], None)
            deltas.move(Counted.of(answer, day), None, answer["score"])
            themes.move(answer, {**answer, "day": day})
            said.count_answer(answer, -1, anonymous=anonymous)
            said.count_answer({**answer, "day": day}, 1, anonymous=anonymous)
            moved.append({"moved_id": answer["id"], "new_day": day})
    if moved:
        this = and_(
            _RESPONSE.c.workspace_id == workspace.id, _RESPONSE.c.id == bindparam("moved_id")
        )
        anew = update(_RESPONSE).where(this).values(day=bindparam("new_day"))
        await connection.execute(anew, moved)
    await tallies.apply(connection, deltas)
    await theme_tallies.apply(connection, themes)
    await said_tallies.apply(connection, said)
    await asked_tallies.apply(connection, counts)


def _answers(workspace: Workspace, ids: Sequence[UUID]) -> Select[Any]:
    """Select answers, and what their questions promised."""
    question = and_(
        _INVITATION.c.workspace_id == _RESPONSE.c.workspace_id,
        _INVITATION.c.id == _RESPONSE.c.invitation_id,
    )
    these = and_(_RESPONSE.c.workspace_id == workspace.id, _RESPONSE.c.id.in_(ids))
    answers = select(_RESPONSE, _INVITATION.c.is_anonymous).outerjoin(_INVITATION, question)
    return answers.where(these).order_by(_RESPONSE.c.id)
