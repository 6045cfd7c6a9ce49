"""Removals: answers that go with all that was counted of them, while their questions stay."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import answer_batch, asked_tallies, own_words, said_tallies, tallies, theme_tallies
from kpi.store.answer_batch import Batch, Key
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.rows import table
from kpi.store.said_tallies import SaidDeltas
from kpi.store.tables import Click, Response, ResponseChange, WriteBack
from kpi.store.theme_tallies import ThemeDeltas


async def remove(connection: AsyncConnection, asked: Collection[Key]) -> int:
    """Delete the answers to these questions with their history, taps and counts.

    Returns how many answers there were; a second call finds none. The questions stay.
    """
    await own_words.hold(connection, asked)
    batch = await answer_batch.load(connection, asked)
    deltas, themes, counts = tallies.Deltas(), ThemeDeltas(), AskedDeltas()
    for (_, invitation_id), question in batch.filed.items():
        is_answered = answer_batch.has_score(batch.standing.get(invitation_id))
        counts.move(Reached(question, is_answered), Reached(question))
    for answer in batch.standing.values():
        deltas.move(tallies.Counted.of(answer, answer["day"]), answer["score"], None)
        themes.move(answer, None)
    ids = [answer["id"] for answer in batch.standing.values()]
    questions = [invitation_id for _, invitation_id in batch.filed]
    for model, column, gone in (
        (ResponseChange, "response_id", ids),
        (WriteBack, "response_id", ids),
        (Click, "invitation_id", questions),
        (Response, "id", ids),
    ):
        columns = table(model).c
        here = columns.workspace_id.in_({workspace_id for workspace_id, _ in asked})
        await connection.execute(delete(table(model)).where(here, columns[column].in_(gone)))
    said = await _unsaid(connection, batch)
    await tallies.apply(connection, deltas)
    await theme_tallies.apply(connection, themes)
    await said_tallies.apply(connection, said)
    await asked_tallies.apply(connection, counts)
    return len(ids)


async def _unsaid(connection: AsyncConnection, batch: Batch) -> SaidDeltas:
    """Forget what was said of having been helped the first time, in answers that are gone."""
    deltas, tickets = SaidDeltas(), dict[str, set[UUID]]()
    for (workspace_id, invitation_id), question in batch.filed.items():
        answer = batch.standing.get(invitation_id)
        deltas.count_answer(answer, -1, anonymous=question["is_anonymous"])
        tickets.setdefault(workspace_id, set()).add(question["interaction_id"])
    for workspace_id, spoken_of in tickets.items():
        await own_words.hear(connection, workspace_id, spoken_of, deltas)
    return deltas
