"""Cases in the store: each step is judged on the case as it stands, which is held meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cases
from kpi.cases import Outcome, Standing, State, Step
from kpi.errors import NotFound
from kpi.office_hours import OfficeHours
from kpi.store import office_schedules, rows
from kpi.store.columns import new_id
from kpi.store.tables import Alert, Case, CaseChange, Response, Workspace

GOING = (State.OPEN, State.CLAIMED)

_CASE = rows.table(Case)
_CHANGE = rows.table(CaseChange)
_ALERT = rows.table(Alert)
_RESPONSE = rows.table(Response)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody does to a case."""

    step: Step
    """How it is called in the history."""
    doing: Callable[[Standing], Standing]
    """A step of `kpi.cases`, with its arguments."""
    by: str = ""
    """The Slack user; empty for what happens by itself."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    """What else the history keeps."""


async def find(connection: AsyncConnection, workspace_id: str, case_id: UUID) -> Case:
    """Return a case. Raises NotFound."""
    found = await rows.first(connection, Case, select(_CASE).where(_is(workspace_id, case_id)))
    if found is None:
        raise NotFound("This case was removed.")
    return found


async def history(connection: AsyncConnection, case: Case) -> list[CaseChange]:
    """Return what happened to a case, the oldest first."""
    mine = and_(_CHANGE.c.workspace_id == case.workspace_id, _CHANGE.c.case_id == case.id)
    ordered = select(_CHANGE).where(mine).order_by(_CHANGE.c.at, _CHANGE.c.id)
    return await rows.every(connection, CaseChange, ordered)


def standing(case: Case) -> Standing:
    """Give what the rules of a case look at."""
    return Standing(
        opened_at=case.opened_at,
        state=State(case.state),
        owner=case.owner_id,
        claimed_at=case.claimed_at,
        snoozed_until=case.snoozed_until,
        contacted_at=case.contacted_at,
        done_at=case.done_at,
        outcome=Outcome(case.outcome) if case.outcome else None,
        note=case.note,
        reminders=case.reminders,
    )


async def act(
    connection: AsyncConnection, workspace: Workspace, case_id: UUID, deed: Deed, now: datetime
) -> Case:
    """Take a step in the life of a case; of two people at once the second sees what the first did.

    Args:
        connection: writes; the case is held until the commit.
        workspace: whose case.
        case_id: which.
        deed: what its step raises is raised, and nothing changes.
        now: aware.

    Raises:
        NotFound: there is no such case.
    """
    mine = select(_CASE).where(_is(workspace.id, case_id)).with_for_update()
    case = await rows.first(connection, Case, mine)
    if case is None:
        raise NotFound("This case was removed.")
    before = standing(case)
    after = deed.doing(before)
    if after == before:
        return case
    hours = await _hours(connection, workspace, case)
    due = {"remind_at": cases.remind_at(after, hours, now)}
    await _write(connection, case, _columns(after) | due)
    await note(connection, case, deed, now)
    await stale(connection, workspace.id, [case.response_id])
    return case


async def note(connection: AsyncConnection, case: Case, deed: Deed, now: datetime) -> None:
    """Write a step down in the history of a case."""
    change = CaseChange(
        workspace_id=case.workspace_id,
        id=new_id(now),
        case_id=case.id,
        what=deed.step,
        by=deed.by,
        detail=dict(deed.detail),
        at=now,
    )
    await rows.add(connection, change)


async def stale(
    connection: AsyncConnection, workspace_id: str, response_ids: Sequence[UUID]
) -> None:
    """Note that what alerts say of these answers has changed."""
    told = and_(_ALERT.c.workspace_id == workspace_id, _ALERT.c.response_id.in_(response_ids))
    await connection.execute(update(_ALERT).where(told).values(is_stale=True))


async def due(connection: AsyncConnection, now: datetime, limit: int) -> list[Case]:
    """Return cases of which somebody should be reminded by now, the longest due first."""
    waiting = and_(_CASE.c.state != State.DONE, _CASE.c.remind_at <= now)
    ordered = select(_CASE).where(waiting).order_by(_CASE.c.remind_at).limit(limit)
    return await rows.every(connection, Case, ordered)


async def wake(connection: AsyncConnection, now: datetime) -> None:
    """Note of the cases whose rest is over that they rest no more; when to remind of them stays."""
    is_over = and_(_CASE.c.state.in_(GOING), _CASE.c.snoozed_until <= now)
    woken = update(_CASE).where(is_over).values(snoozed_until=None)
    returned = woken.returning(_CASE.c.workspace_id, _CASE.c.response_id)
    for workspace_id, response_id in (await connection.execute(returned)).all():
        await stale(connection, workspace_id, [response_id])


async def _hours(connection: AsyncConnection, workspace: Workspace, case: Case) -> OfficeHours:
    """Give when the team that helped is there."""
    mine = and_(_RESPONSE.c.workspace_id == workspace.id, _RESPONSE.c.id == case.response_id)
    filed = (
        await connection.execute(select(_RESPONSE.c.team, _RESPONSE.c.channel).where(mine))
    ).first()
    schedules = await office_schedules.of_workspace(connection, workspace)
    if filed is None:
        return schedules.default
    return schedules.for_(team=filed.team, channel=filed.channel)[1]


async def _write(connection: AsyncConnection, case: Case, columns: Mapping[str, Any]) -> None:
    await connection.execute(update(_CASE).where(_is(case.workspace_id, case.id)).values(**columns))
    for name, value in columns.items():
        setattr(case, name, value)


def _columns(after: Standing) -> dict[str, Any]:
    return {
        "state": after.state.value,
        "owner_id": after.owner,
        "claimed_at": after.claimed_at,
        "snoozed_until": after.snoozed_until,
        "contacted_at": after.contacted_at,
        "done_at": after.done_at,
        "outcome": after.outcome.value if after.outcome else "",
        "note": after.note,
        "reminders": after.reminders,
    }


def _is(workspace_id: str, case_id: UUID) -> ColumnElement[bool]:
    return and_(_CASE.c.workspace_id == workspace_id, _CASE.c.id == case_id)
