"""Reminders of cases: who hears that a customer still waits, each time once over all replicas."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cases as life
from kpi.cases import Standing, Step
from kpi.errors import NotFound
from kpi.store import alert_rules, cases, deliveries
from kpi.store.cases import Deed
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Case, Delivery, Workspace

KIND = "case_reminder"


class News(StrEnum):
    """What became of the answer of a case that somebody has, or had."""

    TAKEN_BACK = "taken_back"
    CHANGED = "changed"
    """So that it needs nobody any more."""
    SILENCED = "silenced"
    """Its survey is anonymous by now."""
    SPOKE_AGAIN = "spoke_again"
    """After it was done."""
    LOW_AGAIN = "low_again"
    """So that it needs somebody after all."""


LEAD_HEARS_FROM = 2
"""From which reminder on the owner of the rule hears of a case that somebody claimed."""


class _Stirred(Exception):
    """Something became of a case since it was found due."""


async def remind(
    connection: AsyncConnection,
    workspace: Workspace,
    case: Case,
    now: datetime,
    *,
    owner_left: bool = False,
) -> bool:
    """Owe word of a case that is due: to its owner, or to who owns its rule where it has none.

    Args:
        connection: writes; the case is held until the commit.
        workspace: whose case.
        case: as it was found due; where anything became of it since, nobody is reminded.
        now: aware.
        owner_left: whether its owner is no colleague any more; then who owns the rule hears at
            once, instead of them.

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
    for user_id in dict.fromkeys(_told(after, lead, owner_left=owner_left)):
        await _owe(connection, after, user_id, now, owner_left=owner_left)
    return True


async def tell(connection: AsyncConnection, case: Case, news: News, now: datetime) -> None:
    """Owe who has or had a case word of what became of its answer, once.

    Of each end of a case once, and of a case that needs nobody any more once to each owner. Where
    nobody had it, who owns its rule hears.
    """
    reader = case.owner_id or await _owner_of_rule(connection, case)
    if reader:
        cause_id = _told_once(case, reader)
        await _owe(connection, case, reader, now, cause_id=cause_id, news=news.value)


async def tell_again(connection: AsyncConnection, case: Case, now: datetime) -> None:
    """Owe the owner of a case, who read that it needs nobody, word that it does; once."""
    before = _told_once(case, case.owner_id)
    told = await deliveries.of_cause(connection, case.workspace_id, KIND, before)
    if told is not None and told.sent_at is not None:
        news, cause_id = News.LOW_AGAIN.value, uuid5(before, News.LOW_AGAIN)
        await _owe(connection, case, case.owner_id, now, cause_id=cause_id, news=news)


def _told_once(case: Case, reader: str) -> UUID:
    """Name what somebody is told once of each end of a case, and once of one that goes on."""
    ended = case.done_at.isoformat() if case.done_at else ""
    return uuid5(case.id, f"{reader} {ended}")


async def pass_on(connection: AsyncConnection, delivery: Delivery, now: datetime) -> None:
    """Owe who owns the rule of a case a word that its owner could not be told."""
    workspace_id = delivery.workspace_id
    case = await cases.find(connection, workspace_id, UUID(delivery.body["case_id"]))
    lead = await _owner_of_rule(connection, case)
    if lead and delivery.user_id == case.owner_id != lead:
        news = delivery.body.get("news")
        said = {"news": news} if news else {"owner_left": True}
        await _owe(connection, case, lead, now, cause_id=uuid5(delivery.id, lead), **said)


async def hand_over(connection: AsyncConnection, case: Case, *, by: str, now: datetime) -> None:
    """Owe the owner of a case word of who gave it to them."""
    await _owe(connection, case, case.owner_id, now, given_by=by)


async def _owe(
    connection: AsyncConnection,
    case: Case,
    user_id: str,
    now: datetime,
    *,
    cause_id: UUID | None = None,
    **said: Any,
) -> None:
    body = {
        "case_id": str(case.id),
        "owner_id": case.owner_id,
        "was_in_touch": case.contacted_at is not None,
        **said,
    }
    cause_id = cause_id or new_id(now)
    owed = Owed(kind=KIND, cause_id=cause_id, due_at=now, user_id=user_id, body=body)
    await deliveries.owe(connection, case.workspace_id, owed, now)


def _reminded(case: Standing, *, seen: Standing) -> Standing:
    if case != seen:
        raise _Stirred
    return life.reminded(case)


def _told(case: Case, lead: str, *, owner_left: bool) -> Iterator[str]:
    has_owner = bool(case.owner_id) and not owner_left
    if has_owner:
        yield case.owner_id
    if lead and (not has_owner or case.reminders >= LEAD_HEARS_FROM):
        yield lead


async def _owner_of_rule(connection: AsyncConnection, case: Case) -> str:
    """Give who owns the rule that a case met first; empty when it was removed."""
    try:
        return (await alert_rules.find(connection, case.workspace_id, case.rule_id)).owner_id
    except NotFound:
        return ""
