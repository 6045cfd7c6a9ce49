"""What is owed: one look at the database that tells which steps of a round have anything to do.

A condition here is never narrower than what its step looks for; the step itself finds out the rest.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.actions import State
from kpi.store import (
    asked_arrears,
    campaigns,
    cases,
    claims,
    readings,
    rows,
    schedules,
    workspaces,
)
from kpi.store.tables import (
    Action,
    Alert,
    Campaign,
    Case,
    Delivery,
    Hook,
    HookEvent,
    Invitation,
    Response,
    Schedule,
    TicketLookup,
    Workspace,
    WriteBack,
)

_ACTION = rows.table(Action)
_CASE = rows.table(Case)
_DELIVERY = rows.table(Delivery)
_HOOK = rows.table(Hook)
_INVITATION = rows.table(Invitation)
_RESPONSE = rows.table(Response)
_WORKSPACE = rows.table(Workspace)
_WRITE_BACK = rows.table(WriteBack)


def _any(condition: ColumnElement[bool], *others: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(1).where(condition, *others).exists()


def _come(moment: ColumnElement[datetime]) -> ColumnElement[bool]:
    return moment <= bindparam("now", type_=moment.type)


_OWED = {
    "intake": _any(rows.table(HookEvent).c.state == "stored"),
    "reading": or_(_any(readings.IS_UNREAD), _any(_WORKSPACE.c.read_through.is_not(None))),
    "heeding": _any(_come(_RESPONSE.c.heed_at)),
    "campaigns": _any(rows.table(Campaign).c.state == campaigns.RUNNING),
    "ticket_lookups": _any(_come(rows.table(TicketLookup).c.due_at)),
    "catch_up": _any(
        _HOOK.c.token.is_not(None), or_(_HOOK.c.poll_due_at.is_(None), _come(_HOOK.c.poll_due_at))
    ),
    "write_back": _any(_WRITE_BACK.c.state.in_(("due", "writing")), _come(_WRITE_BACK.c.due_at)),
    "lookups": _any(_INVITATION.c.state == "looking_up", _come(_INVITATION.c.due_at)),
    "digests": _any(rows.table(Schedule).c.paused_because.not_in(schedules.WHOLLY)),
    "case reminders": or_(
        _any(_come(_CASE.c.remind_at)),
        _any(_CASE.c.state.in_(cases.GOING), _come(_CASE.c.snoozed_until)),
    ),
    "delivery": or_(
        _any(_DELIVERY.c.state.in_(claims.UNSENT), _come(_DELIVERY.c.due_at)),
        _any(_DELIVERY.c.state == "sending", _come(_DELIVERY.c.lease_until)),
        _any(_DELIVERY.c.state == "unknown"),
    ),
    "alerts": _any(rows.table(Alert).c.is_stale),
    "arrears": or_(
        _any(
            or_(
                _WORKSPACE.c.zone_changed_at.is_not(None),
                _WORKSPACE.c.reckoned_through.is_(None),
                _WORKSPACE.c.reckoned_through != workspaces.WHOLE_PAST,
            )
        ),
        _any(asked_arrears.IS_UNCOUNTED),
    ),
    "judging": _any(_ACTION.c.state.in_((State.DOING, State.LIVE)), _ACTION.c.live_on.is_not(None)),
}

STEPS = frozenset(_OWED)
"""The steps that wait for something in the database."""

_LOOK = select(*(condition.label(name) for name, condition in _OWED.items()))


async def steps(connection: AsyncConnection, now: datetime) -> frozenset[str]:
    """Return those of `STEPS` that have anything to do by now, in any workspace."""
    found = (await connection.execute(_LOOK, {"now": now})).mappings().one()
    return frozenset(name for name, is_owed in found.items() if is_owed)
