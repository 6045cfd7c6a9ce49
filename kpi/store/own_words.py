"""Own words: what the customer of a ticket said last of it having been solved the first time.

It is kept beside the reckoning of the ticket, and changes with the answers. Whoever changes it
holds the ticket locked, as does whoever reckons, so that neither overlooks the other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows, said_tallies
from kpi.store.reckoning_terms import reckoned_of
from kpi.store.said_tallies import SaidDeltas
from kpi.store.tables import Interaction, Invitation, Reckoning, Response

Word: TypeAlias = Mapping[str, Any]
"""The columns of a reckoning that hold it."""

NOTHING: Word = {"said": None, "said_to": None, "said_anonymously": False}

_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)
_RECKONING = rows.table(Reckoning)
_RESPONSE = rows.table(Response)
_AS_WEBHOOKS = (_INTERACTION.c.source, _INTERACTION.c.external_id)
"""The order in which webhooks lock tickets."""


async def hold(connection: AsyncConnection, questions: Collection[tuple[str, UUID]]) -> None:
    """Lock the tickets of questions, each a workspace and an id."""
    if not questions:
        return
    asked = and_(
        _INVITATION.c.workspace_id == _INTERACTION.c.workspace_id,
        _INVITATION.c.interaction_id == _INTERACTION.c.id,
        _INVITATION.c.workspace_id.in_({workspace_id for workspace_id, _ in questions}),
        _INVITATION.c.id.in_({invitation_id for _, invitation_id in questions}),
    )
    tickets = select(_INTERACTION.c.id).join(_INVITATION, asked)
    in_order = tickets.order_by(*_AS_WEBHOOKS)
    await connection.execute(in_order.with_for_update(of=_INTERACTION))


async def last(
    connection: AsyncConnection, workspace_id: str, interaction_ids: Collection[UUID]
) -> dict[UUID, Word]:
    """Look up what was said last of tickets, for those of which anything was."""
    if not interaction_ids:
        return {}
    said = _said(_INVITATION.c.interaction_id.in_(interaction_ids), workspace_id)
    found = await connection.execute(select(said).where(said.c.place == 1))
    return {row["interaction_id"]: _word(row) for row in found.mappings()}


async def hear(
    connection: AsyncConnection,
    workspace_id: str,
    interaction_ids: Collection[UUID],
    deltas: SaidDeltas,
) -> None:
    """Keep what is said by now of tickets that are locked, and add to `deltas` what that moves."""
    these = and_(
        _RECKONING.c.workspace_id == workspace_id,
        _RECKONING.c.interaction_id.in_(interaction_ids),
    )
    reckoned = (await connection.execute(select(_RECKONING).where(these))).mappings().all()
    words = await last(connection, workspace_id, interaction_ids)
    changed = []
    for row in reckoned:
        key, before = row["interaction_id"], reckoned_of(row)
        after = replace(before, **words.get(key, NOTHING))
        if before != after:
            deltas.count_ticket(workspace_id, before, -1)
            deltas.count_ticket(workspace_id, after, 1)
            changed.append({"heard_id": key, **words.get(key, NOTHING)})
    await _keep(connection, workspace_id, changed)


async def hear_again(
    connection: AsyncConnection, workspace_id: str, interaction_ids: Collection[UUID]
) -> None:
    """Keep what is said by now of tickets of which something else is kept, and count that."""
    these = and_(
        _INTERACTION.c.workspace_id == workspace_id, _INTERACTION.c.id.in_(interaction_ids)
    )
    in_order = select(_INTERACTION.c.id).where(these).order_by(*_AS_WEBHOOKS)
    await connection.execute(in_order.with_for_update())
    deltas = SaidDeltas()
    await hear(connection, workspace_id, interaction_ids, deltas)
    await said_tallies.apply(connection, deltas)


async def promised(connection: AsyncConnection, question: Mapping[str, Any]) -> None:
    """Count what was said before the sending was noted with what that promised.

    Args:
        connection: in a transaction of the writer.
        question: the row of an invitation that was noted as sent just now.
    """
    key = question["workspace_id"], question["id"]
    answers = select(_RESPONSE).where(
        _RESPONSE.c.workspace_id == key[0],
        _RESPONSE.c.invitation_id == key[1],
        _RESPONSE.c.solved_at_once.is_not(None),
    )
    answer = (await connection.execute(answers)).mappings().first()
    if answer is None or not question["is_anonymous"]:
        return
    await hold(connection, [key])
    deltas = SaidDeltas()
    deltas.count_answer(answer, -1, anonymous=False)
    deltas.count_answer(answer, 1, anonymous=True)
    await hear(connection, key[0], [question["interaction_id"]], deltas)
    await said_tallies.apply(connection, deltas)


async def unheard(connection: AsyncConnection, workspace_id: str) -> list[UUID]:
    """Return the tickets beside which something else is kept than their customers said last."""
    said = _said(_INVITATION.c.workspace_id == workspace_id, workspace_id)
    its = and_(said.c.interaction_id == _RECKONING.c.interaction_id, said.c.place == 1)
    is_promised = func.coalesce(said.c.said_anonymously, False)
    apart = or_(
        _RECKONING.c.said.is_distinct_from(said.c.said),
        _RECKONING.c.said_to.is_distinct_from(said.c.said_to),
        _RECKONING.c.said_anonymously != is_promised,
    )
    statement = (
        select(_RECKONING.c.interaction_id)
        .select_from(_RECKONING.outerjoin(said, its))
        .where(_RECKONING.c.workspace_id == workspace_id, apart)
        .order_by(_RECKONING.c.interaction_id)
    )
    return list((await connection.execute(statement)).scalars())


def _said(which: ColumnElement[bool], workspace_id: str) -> FromClause:
    """Select what was said of tickets; who was asked twice about one said it last in place 1."""
    latest = (_RESPONSE.c.confirmed_at.desc(), _RESPONSE.c.id.desc())
    place = func.row_number().over(partition_by=_INVITATION.c.interaction_id, order_by=latest)
    answered = and_(
        _RESPONSE.c.workspace_id == _INVITATION.c.workspace_id,
        _RESPONSE.c.invitation_id == _INVITATION.c.id,
    )
    return (
        select(
            _INVITATION.c.interaction_id,
            _RESPONSE.c.solved_at_once.label("said"),
            _RESPONSE.c.survey_id.label("said_to"),
            _INVITATION.c.is_anonymous.label("said_anonymously"),
            place.label("place"),
        )
        .select_from(_INVITATION.join(_RESPONSE, answered))
        .where(
            _INVITATION.c.workspace_id == workspace_id,
            _RESPONSE.c.solved_at_once.is_not(None),
            which,
        )
        .subquery()
    )


def _word(row: Mapping[Any, Any]) -> Word:
    return {name: row[name] for name in NOTHING}


async def _keep(
    connection: AsyncConnection, workspace_id: str, changed: Sequence[Mapping[str, Any]]
) -> None:
    if not changed:
        return
    this = and_(
        _RECKONING.c.workspace_id == workspace_id,
        _RECKONING.c.interaction_id == bindparam("heard_id"),
    )
    await connection.execute(update(_RECKONING).where(this), changed)
