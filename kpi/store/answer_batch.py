"""A batch of answers: the questions they are about, what stands, and what changes.

The statements are the same for one answer and for hundreds. Rows stay plain mappings: making a
model of each would cost more than all the SQL.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Executable, Select, Table, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.answering import Standing
from kpi.periods import local_day
from kpi.store import asked_tallies, own_words, said_tallies, tallies, theme_tallies, write_backs
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.columns import new_id
from kpi.store.rows import insert_in, table
from kpi.store.said_tallies import SaidDeltas
from kpi.store.tables import (
    SEGMENTS,
    Contact,
    Invitation,
    Response,
    ResponseChange,
    Survey,
    SurveyVersion,
    Workspace,
)
from kpi.store.theme_tallies import ThemeDeltas

Filed: TypeAlias = Mapping[str, Any]
"""An invitation with what judges its taps: person, definition, policy and time zone."""

Key: TypeAlias = tuple[str, UUID]
"""A workspace and an invitation in it."""

Row: TypeAlias = dict[str, Any]
"""The values of a row of `Response`."""


HEEDED_AFTER = timedelta(minutes=2)
"""How long an answer may still change, or get a comment, before anybody is called to it."""

_WORDS = ("solved_at_once", "confirmed_at")


@dataclass(slots=True)
class Batch:
    """What a batch is about: questions by workspace and id, and answers by their question's id."""

    filed: Mapping[Key, Filed]
    standing: dict[UUID, Row]
    changed: dict[UUID, Row] = field(default_factory=dict)
    history: list[Row] = field(default_factory=list)
    deltas: tallies.Deltas = field(default_factory=tallies.Deltas)
    theme_deltas: ThemeDeltas = field(default_factory=ThemeDeltas)
    asked_deltas: AskedDeltas = field(default_factory=AskedDeltas)
    said_deltas: SaidDeltas = field(default_factory=SaidDeltas)
    spoken_of: dict[str, set[UUID]] = field(default_factory=dict)
    """Tickets of which something else was said than before, by workspace."""

    def keep(self, answer: Row, at: datetime) -> None:
        """Note an answer as it will stand, heeded a while later, and the step in its history."""
        answer = answer | {"heed_at": at + HEEDED_AFTER}
        before = self.standing.get(answer["invitation_id"])
        self.theme_deltas.move(before, answer)
        self._reach(before, answer)
        self._hear(before, answer)
        self.standing[answer["invitation_id"]] = self.changed[answer["invitation_id"]] = answer
        self.history.append(
            {
                "workspace_id": answer["workspace_id"],
                "id": new_id(at),
                "response_id": answer["id"],
                "score": answer["score"],
                "comment": answer["comment"],
                "reasons": answer["reasons"],
                "solved_at_once": answer["solved_at_once"],
                "at": at,
            }
        )

    def _reach(self, before: Row | None, after: Row) -> None:
        """Count whether the question has an answer."""
        question = self.filed[after["workspace_id"], after["invitation_id"]]
        was, now = (Reached(question, has_score(answer)) for answer in (before, after))
        self.asked_deltas.move(was, now)

    def _hear(self, before: Row | None, after: Row) -> None:
        """Count what is said of having been helped the first time."""
        if before is None or all(before[name] == after[name] for name in _WORDS):
            return
        question = self.filed[after["workspace_id"], after["invitation_id"]]
        for row, times in ((before, -1), (after, 1)):
            self.said_deltas.count_answer(row, times, anonymous=question["is_anonymous"])
        spoken_of = self.spoken_of.setdefault(after["workspace_id"], set())
        spoken_of.add(question["interaction_id"])


def has_score(answer: Row | None) -> bool:
    """Whether an answer stands; None is none."""
    return answer is not None and answer["score"] is not None


async def load(connection: AsyncConnection, asked: Collection[Key]) -> Batch:
    """Read these questions and their answers; on Postgres they stay locked until the commit."""
    which = {
        "workspaces": list({workspace_id for workspace_id, _ in asked}),
        "invitations": list({invitation_id for _, invitation_id in asked}),
    }
    found = (await connection.execute(_questions(), which)).mappings()
    filed = {(row["workspace_id"], row["id"]): dict(row) for row in found}
    standing = (await connection.execute(_answers(), which)).mappings()
    return Batch(filed, {row["invitation_id"]: dict(row) for row in standing})


@cache
def _answers() -> Select[Any]:
    """Return the statement, made once: making it takes as long as running it."""
    response = table(Response)
    return select(response).where(_among(response.c.invitation_id))


@cache
def _questions() -> Select[Any]:
    """Return the statement, made once as well."""
    invitation, contact, survey = table(Invitation), table(Contact), table(Survey)
    workspace, version = table(Workspace), table(SurveyVersion)
    judging = (
        contact.c.team_id,
        contact.c.user_id,
        func.coalesce(version.c.definition, survey.c.definition).label("definition"),
        survey.c.metric,
        survey.c.policy,
        workspace.c.time_zone,
    )
    return (
        select(invitation, *judging)
        .join(workspace, workspace.c.id == invitation.c.workspace_id)
        .join(survey, _same(survey, invitation.c.survey_id, invitation))
        .join(contact, _same(contact, invitation.c.contact_id, invitation))
        .outerjoin(version, _of_version(version, invitation))
        .where(_among(invitation.c.id))
        # One order everywhere, so that two replicas wait for each other and never deadlock.
        .order_by(invitation.c.id)
        .with_for_update(of=invitation)
    )


def _among(column: Column[UUID]) -> ColumnElement[bool]:
    """Look up by workspace and id together, as the indexes do; without the first it is a scan."""
    return column.table.c.workspace_id.in_(bindparam("workspaces", expanding=True)) & column.in_(
        bindparam("invitations", expanding=True)
    )


def _of_version(version: Table, invitation: Table) -> ColumnElement[bool]:
    """Find what was asked then, where the survey was changed at all."""
    return (
        (version.c.workspace_id == invitation.c.workspace_id)
        & (version.c.survey_id == invitation.c.survey_id)
        & (version.c.version == invitation.c.version)
    )


def _same(parent: Table, key: ColumnElement[UUID], child: Table) -> ColumnElement[bool]:
    return (parent.c.workspace_id == child.c.workspace_id) & (parent.c.id == key)


async def store(connection: AsyncConnection, batch: Batch) -> None:
    """Write the answers that changed, their history and their tallies."""
    if not batch.changed:
        return
    keeping = _keeping(connection.dialect.name)
    await connection.execute(keeping, list(batch.changed.values()))
    await connection.execute(table(ResponseChange).insert(), batch.history)
    await write_backs.owe(
        connection, batch.changed.values(), max(change["at"] for change in batch.history)
    )
    for workspace_id, tickets in batch.spoken_of.items():
        await own_words.hear(connection, workspace_id, tickets, batch.said_deltas)
    await tallies.apply(connection, batch.deltas)
    await theme_tallies.apply(connection, batch.theme_deltas)
    await said_tallies.apply(connection, batch.said_deltas)
    await asked_tallies.apply(connection, batch.asked_deltas)


@cache
def _keeping(dialect: str) -> Executable:
    """Return the statement that adds answers or changes them, made once."""
    insert = insert_in(dialect, Response)
    columns = ("score", "changed_at", "heed_at", *_SAID_WITH_IT)
    return insert.on_conflict_do_update(
        index_elements=("workspace_id", "id"),
        set_={name: insert.excluded[name] for name in columns},
    )


def standing_of(answer: Row | None) -> Standing | None:
    """Give the part of an answer that judges taps."""
    if answer is None:
        return None
    return Standing(answer["score"], answer["answered_at"], answer["changed_at"])


def answer(question: Filed, before: Row | None, standing: Standing) -> Row:
    """Return the answer as it will stand; undoing takes back all that was said with the score."""
    if before is None:
        return _first_answer(question, standing)
    after = before | {"score": standing.score, "changed_at": standing.changed_at}
    return after | _SAID_WITH_IT if standing.score is None else after


UNREAD: Row = {"language": "", "themes": [], "read_with": ""}
"""What reading a comment finds, before it was read."""

_SAID_WITH_IT: Row = {
    "comment": "",
    "commented_at": None,
    "may_contact": False,
    "reasons": [],
    "solved_at_once": None,
    "confirmed_at": None,
    **UNREAD,
}
"""What may come with a score, as it is before it came."""


def _first_answer(question: Filed, standing: Standing) -> Row:
    return {
        "workspace_id": question["workspace_id"],
        "id": new_id(standing.answered_at),
        "invitation_id": question["id"],
        "interaction_id": question["interaction_id"],
        "external_key": None,
        "survey_id": question["survey_id"],
        "version": question["version"],
        "contact_id": question["contact_id"],
        "score": standing.score,
        "day": local_day(standing.answered_at, question["time_zone"]),
        "answered_at": standing.answered_at,
        "changed_at": standing.changed_at,
        "heed_at": None,
        **_SAID_WITH_IT,
        **{segment: question[segment] for segment in (*SEGMENTS, "way")},
    }
