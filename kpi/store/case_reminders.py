"""Reminders of cases: who hears that a customer still waits, each time once over all replicas."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cases as life
from kpi.cases import Standing, Step
from kpi.errors import NotFound
from kpi.store import alert_rules, cases, deliveries
from kpi.store.cases import Deed
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Case, Workspace

KIND = "case_reminder"
LEAD_HEARS_FROM = 2
"""From which reminder on the owner of the rule hears of a case that somebody claimed."""


class _Stirred(Exception):
    """Something became of a case since it was found due."""


async def remind(
    connection: AsyncConnection, workspace: Workspace, case: Case, now: datetime
) -> bool:
    """Owe word of a case that is due: to its owner, or to who owns its rule where it has none.

    Args:
        connection: writes; the case is held until the commit.
        workspace: whose case.
        case: as it was found due; where anything became of it since, nobody is reminded.
        now: aware.

    Returns:
        Whether it was still as it was found.
    """
    seen = cases.standing(case)
    deed = Deed(step=Step.REMINDED, doing=partial(_reminded, seen=seen))
    try:
        after = await cases.act(connection, workspace, case.id, deed, now)
    except _Stirred:
        return False
    lead = await _owner_of_rule(connection, after)
    for user_id in dict.fromkeys(_told(after, lead)):
        await _owe(connection, after, user_id, now)
    return True


async def hand_over(connection: AsyncConnection, case: Case, *, by: str, now: datetime) -> None:
    """Owe the owner of a case word of who gave it to them."""
    await _owe(connection, case, case.owner_id, now, given_by=by)


async def _owe(
    connection: AsyncConnection, case: Case, user_id: str, now: datetime, *, given_by: str = ""
) -> None:
    body = {
        "case_id": str(case.id),
        "owner_id": case.owner_id,
        "given_by": given_by,
        "was_in_touch": case.contacted_at is not None,
    }
    owed = Owed(kind=KIND, cause_id=new_id(now), due_at=now, user_id=user_id, body=body)
    await deliveries.owe(connection, case.workspace_id, owed, now)


def _reminded(case: Standing, *, seen: Standing) -> Standing:
    if case != seen:
        raise _Stirred
    return life.reminded(case)


def _told(case: Case, lead: str) -> Iterator[str]:
    if case.owner_id:
        yield case.owner_id
    if lead and (not case.owner_id or case.reminders >= LEAD_HEARS_FROM):
        yield lead


async def _owner_of_rule(connection: AsyncConnection, case: Case) -> str:
    """Give who owns the rule that a case met first; empty when it was removed."""
    try:
        return (await alert_rules.find(connection, case.workspace_id, case.rule_id)).owner_id
    except NotFound:
        return ""
