"""Ticked reasons: from what a form sends to the words that stood beside the box."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import policy as policies
from kpi import reason_list
from kpi.metrics import Metric
from kpi.reason_list import Reason
from kpi.store import rows
from kpi.store.answer_batch import Batch, Filed, Key
from kpi.store.tables import PolicyChange

_Known: TypeAlias = dict[str, Reason]
"""Reasons by the keys that stand for them on forms."""

_CHANGE = rows.table(PolicyChange).c


async def reasons(
    connection: AsyncConnection, batch: Batch, ticked: Sequence[tuple[Key, Sequence[str]]]
) -> list[list[Reason]]:
    """Give the reasons behind the keys of forms, each once, in the order of their list.

    They are looked for in the survey's list and among what the person had ticked before. Only a
    form that was opened before the list changed takes a statement more, for the lists of the
    past; what no list ever held is left out.
    """
    known = [_at_hand(batch, question) if keys else {} for question, keys in ticked]
    missing = {
        (question[0], batch.filed[question]["survey_id"])
        for (question, keys), at_hand in zip(ticked, known, strict=True)
        if question in batch.filed and not set(keys) <= at_hand.keys()
    }
    earlier = await _earlier(connection, missing) if missing else {}
    return [
        _chosen(at_hand | _of(earlier, batch.filed.get(question)), keys)
        for (question, keys), at_hand in zip(ticked, known, strict=True)
    ]


def _at_hand(batch: Batch, question: Key) -> _Known:
    filed = batch.filed.get(question)
    answer = batch.standing.get(question[1])
    offered = _offered(filed["metric"], filed["policy"]) if filed else ()
    return _by_key([*offered, *(answer["reasons"] if answer else ())])


async def _earlier(
    connection: AsyncConnection, missing: Collection[tuple[str, UUID]]
) -> dict[UUID, _Known]:
    statement = (
        select(_CHANGE.survey_id, _CHANGE.policy)
        .where(_CHANGE.workspace_id.in_({workspace_id for workspace_id, _ in missing}))
        .where(_CHANGE.survey_id.in_({survey_id for _, survey_id in missing}))
    )
    known: dict[UUID, _Known] = {}
    for survey_id, settings in await connection.execute(statement):
        # Reasons are read the same way whatever is measured.
        known.setdefault(survey_id, {}).update(_by_key(_offered(Metric.CSAT, settings)))
    return known


def _of(earlier: Mapping[UUID, _Known], filed: Filed | None) -> _Known:
    return {} if filed is None else earlier.get(filed["survey_id"], {})


def _offered(metric: str, settings: Mapping[str, str]) -> tuple[Reason, ...]:
    return policies.from_settings(Metric(metric), settings).reasons


def _by_key(found: Iterable[Reason]) -> _Known:
    return {reason_list.key(reason): reason for reason in found}


def _chosen(known: _Known, keys: Sequence[str]) -> list[Reason]:
    return [reason for key, reason in known.items() if key in keys]
