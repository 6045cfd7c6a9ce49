"""What customers say of being helped the first time: taken from taps, held against what counted."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.answering import Confirmation, Verdict, Window, confirmed
from kpi.changes import FEW
from kpi.confirmed import Confirmed
from kpi.measured import Said
from kpi.store import answer_batch, said_at_once, surveys
from kpi.store.answer_batch import Batch, Row
from kpi.store.reckoned_rows import Asked
from kpi.store.said_at_once import Beside

_MOVING = frozenset({Verdict.COUNTED, Verdict.CHANGED, Verdict.SAME})
"""Verdicts after which it is written; SAME moves the moment of the last tap."""


def apply(batch: Batch, answer: Row | None, tap: Confirmation, window: Window) -> Verdict:
    """Judge one tap of the person who was asked, and change what stands."""
    verdict = confirmed(answer_batch.standing_of(answer), _before(answer), tap, window)
    if answer is not None and verdict in _MOVING:
        said = {"solved_at_once": tap.solved, "confirmed_at": tap.at}
        batch.keep(answer | said, tap.at)
    return verdict


async def of_period(
    connection: AsyncConnection, workspace_id: str, asked: Asked, *, private: bool
) -> Confirmed | None:
    """Hold what customers say against what was counted of the same tickets.

    Args:
        connection: only reads.
        workspace_id: whose tickets.
        asked: which ones; its measure is first contact resolution.
        private: whether the work of one person is looked at.

    Returns:
        None where no customer said anything of them.
    """
    found = [one for one in await said_at_once.beside(connection, workspace_id, asked) if _n(one)]
    if not found:
        return None
    anonymous = {one.survey_id for one in found if one.anonymous}
    return Confirmed(
        both=sum(one.confirmed for one in found),
        only_customer=sum(one.yes - one.confirmed for one in found),
        only_system=sum(one.denied for one in found),
        neither=sum(one.no - one.denied for one in found),
        private=private or bool(anonymous),
        fewest=await _fewest(connection, workspace_id, anonymous),
    )


async def around(connection: AsyncConnection, workspace_id: str, asked: Asked) -> Said:
    """Say whether customers are asked at all, and how careful one is with what they said.

    Args:
        connection: only reads.
        workspace_id: whose customers.
        asked: which days and segments are looked at.
    """
    known = await surveys.of_workspace(connection, workspace_id)
    asking = [one for one in known if surveys.policy(one).confirm_fcr]
    promised = await said_at_once.anonymous(connection, workspace_id, asked)
    promised |= {one.id for one in asking if surveys.policy(one).anonymous}
    fewest = await _fewest(connection, workspace_id, promised) if promised else None
    return Said(is_asked=bool(asking), fewest=fewest)


def _n(one: Beside) -> int:
    return one.yes + one.no


async def _fewest(
    connection: AsyncConnection, workspace_id: str, anonymous: Collection[UUID]
) -> int:
    """Find from how many answers on the most careful of these surveys may be shown."""
    if not anonymous:
        return FEW
    known = await surveys.of_workspace(connection, workspace_id)
    return max(FEW, *(surveys.policy(one).group_threshold for one in known if one.id in anonymous))


def _before(answer: Row | None) -> Confirmation | None:
    if answer is None or answer["confirmed_at"] is None:
        return None
    return Confirmation(answer["solved_at_once"], answer["confirmed_at"])
