"""Answers: taps and comments become what stands, with their history and their tallies.

Everything here is set-wise, a handful of statements for any number of taps, because it is the
path a customer waits for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import metrics
from kpi import policy as policies
from kpi.answering import Standing, Verdict, Window, answered, commented
from kpi.metrics import Metric
from kpi.periods import local_day
from kpi.store import tallies
from kpi.store.columns import new_id
from kpi.store.rows import every, first, insert_into, table
from kpi.store.tables import (
    SEGMENTS,
    Click,
    Contact,
    Invitation,
    Response,
    ResponseChange,
    Survey,
    Workspace,
)

Filed: TypeAlias = Mapping[str, Any]
"""An invitation with what judges its taps: person, definition, policy and time zone."""

Row: TypeAlias = dict[str, Any]
"""The values of a table's row: making a model of each would cost more than all the SQL."""

_response = table(Response).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """One tap as Slack told it; `at` is its `action_ts`, `score` None means undo."""

    workspace_id: str
    invitation_id: UUID
    team_id: str
    user_id: str
    channel_id: str
    message_ts: str
    action_id: str
    at: datetime
    score: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody wrote with an answer, and whether we may come back to it."""

    workspace_id: str
    invitation_id: UUID
    team_id: str
    user_id: str
    comment: str
    may_contact: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Tapped:
    """What became of a tap or comment, and the score that stands now (None: no answer)."""

    verdict: Verdict
    score: int | None


@dataclass(slots=True)
class _Batch:
    """The questions that a batch is about, their answers, and what changes."""

    filed: Mapping[tuple[str, UUID], Filed]
    standing: dict[UUID, Row]
    changed: dict[UUID, Row] = field(default_factory=dict)
    history: list[Row] = field(default_factory=list)
    deltas: tallies.Deltas = field(default_factory=tallies.Deltas)

    def question(self, message: Tap | Comment) -> Filed | None:
        return self.filed.get((message.workspace_id, message.invitation_id))

    def keep(self, answer: Row, at: datetime) -> None:
        """Note an answer as it will stand, and the step in its history."""
        self.standing[answer["invitation_id"]] = self.changed[answer["invitation_id"]] = answer
        self.history.append(
            {
                "workspace_id": answer["workspace_id"],
                "id": new_id(at),
                "response_id": answer["id"],
                "score": answer["score"],
                "comment": answer["comment"],
                "at": at,
            }
        )


async def record_taps(connection: AsyncConnection, taps: Sequence[Tap]) -> list[Tapped]:
    """Judge and store taps, in their order; a tap that was told before changes nothing.

    A write for `Writer.submit`: answers, history, clicks and tallies change together.
    """
    batch = await _load(connection, taps)
    told = await _told(connection, taps)
    results = []
    clicks = []
    for tap in taps:
        identity = _identity(tap)
        verdict = Verdict.REPEATED if identity in told else _apply(batch, tap)
        if verdict not in (Verdict.REPEATED, Verdict.UNKNOWN):
            told.add(identity)
            clicks.append(_click(tap, verdict))
        results.append(_result(batch, tap, verdict))
    if clicks:
        # Another replica may have been told the same tap of a stranger at the same moment.
        await connection.execute(insert_into(connection, Click).on_conflict_do_nothing(), clicks)
    await _store(connection, batch)
    return results


async def record_comments(connection: AsyncConnection, comments: Sequence[Comment]) -> list[Tapped]:
    """Judge and store comments, in their order; sending one twice is sending it once.

    A write for `Writer.submit`.
    """
    batch = await _load(connection, comments)
    results = [_result(batch, comment, _attach(batch, comment)) for comment in comments]
    await _store(connection, batch)
    return results


async def of_invitation(
    connection: AsyncConnection, workspace_id: str, invitation_id: UUID
) -> Response | None:
    """Return the answer to a question, or None."""
    return await first(
        connection,
        Response,
        select(table(Response)).where(
            _response.workspace_id == workspace_id, _response.invitation_id == invitation_id
        ),
    )


async def of_contact(
    connection: AsyncConnection, workspace_id: str, contact_id: UUID
) -> list[Response]:
    """Return somebody's answers, newest first."""
    statement = select(table(Response)).where(
        _response.workspace_id == workspace_id, _response.contact_id == contact_id
    )
    return await every(connection, Response, statement.order_by(_response.answered_at.desc()))


async def _load(connection: AsyncConnection, messages: Sequence[Tap | Comment]) -> _Batch:
    ids = {message.invitation_id for message in messages}
    invitation, contact, survey = table(Invitation), table(Contact), table(Survey)
    workspace = table(Workspace)
    statement = (
        select(
            invitation,
            contact.c.team_id,
            contact.c.user_id,
            survey.c.definition,
            survey.c.metric,
            survey.c.policy,
            workspace.c.time_zone,
        )
        .join(workspace, workspace.c.id == invitation.c.workspace_id)
        .join(survey, _same(survey, invitation, "survey_id"))
        .join(contact, _same(contact, invitation, "contact_id"))
        .where(invitation.c.id.in_(ids))
        # One order everywhere, so that two replicas wait for each other and never deadlock.
        .order_by(invitation.c.id)
        .with_for_update(of=invitation)
    )
    found = (await connection.execute(statement)).mappings()
    filed = {(row["workspace_id"], row["id"]): dict(row) for row in found}
    answers = select(table(Response)).where(_response.invitation_id.in_(ids))
    standing = (await connection.execute(answers)).mappings()
    return _Batch(filed, {row["invitation_id"]: dict(row) for row in standing})


def _same(parent: Any, child: Any, column: str) -> Any:
    return (parent.c.workspace_id == child.c.workspace_id) & (parent.c.id == child.c[column])


async def _told(connection: AsyncConnection, taps: Sequence[Tap]) -> set[tuple[Any, ...]]:
    """Return the identities of the taps on these questions that are stored already."""
    click = table(Click).c
    columns = (
        click.workspace_id,
        click.team_id,
        click.user_id,
        click.channel_id,
        click.message_ts,
        click.action_id,
        click.at,
    )
    statement = select(*columns).where(click.invitation_id.in_({tap.invitation_id for tap in taps}))
    return {tuple(row) for row in await connection.execute(statement)}


def _identity(tap: Tap) -> tuple[Any, ...]:
    place = (tap.channel_id, tap.message_ts, tap.action_id)
    return (tap.workspace_id, tap.team_id, tap.user_id, *place, tap.at)


def _apply(batch: _Batch, tap: Tap) -> Verdict:
    """Judge one tap and change what stands."""
    question = batch.question(tap)
    if question is None or not _on_scale(question, tap.score):
        return Verdict.UNKNOWN
    if not _is_for(question, tap):
        return Verdict.FOREIGN
    before = batch.standing.get(tap.invitation_id)
    verdict, standing = answered(_standing(before), tap.score, tap.at, _window(question))
    if standing is not None and verdict in _MOVING:
        after = _answer(question, before, standing)
        counted = tallies.Counted.of(question, after["day"])
        batch.deltas.move(counted, _score(before), after["score"])
        batch.keep(after, tap.at)
    return verdict


_MOVING = frozenset({Verdict.COUNTED, Verdict.CHANGED, Verdict.SAME, Verdict.UNDONE})
"""Verdicts after which the answer is written; SAME moves the moment of the last tap."""


def _attach(batch: _Batch, comment: Comment) -> Verdict:
    """Judge one comment and change what stands."""
    question = batch.question(comment)
    if question is None:
        return Verdict.UNKNOWN
    if not _is_for(question, comment):
        return Verdict.FOREIGN
    answer = batch.standing.get(comment.invitation_id)
    last = None if answer is None else answer["commented_at"]
    verdict = commented(_standing(answer), last, comment.at, _window(question))
    if answer is not None and verdict is Verdict.COMMENTED:
        said = {
            "comment": comment.comment,
            "may_contact": comment.may_contact,
            "commented_at": comment.at,
        }
        batch.keep(answer | said, comment.at)
    return verdict


def _on_scale(question: Filed, score: int | None) -> bool:
    return score is None or score in metrics.definition(question["definition"]).scale


def _is_for(question: Filed, message: Tap | Comment) -> bool:
    asked = (question["team_id"], question["user_id"])
    return asked == (message.team_id, message.user_id)


def _window(question: Filed) -> Window:
    settings = policies.from_settings(Metric(question["metric"]), question["policy"])
    return Window(question["expires_at"], settings.edit_window)


def _standing(answer: Row | None) -> Standing | None:
    if answer is None:
        return None
    return Standing(answer["score"], answer["answered_at"], answer["changed_at"])


def _score(answer: Row | None) -> int | None:
    return None if answer is None else answer["score"]


def _answer(question: Filed, before: Row | None, standing: Standing) -> Row:
    """Return the answer as it will stand; undoing takes the comment back with the score."""
    if before is None:
        return _first_answer(question, standing)
    after = before | {"score": standing.score, "changed_at": standing.changed_at}
    return after | _NO_COMMENT if standing.score is None else after


_NO_COMMENT = {"comment": "", "commented_at": None, "may_contact": False}


def _first_answer(question: Filed, standing: Standing) -> Row:
    return {
        "workspace_id": question["workspace_id"],
        "id": new_id(standing.answered_at),
        "invitation_id": question["id"],
        "external_key": None,
        "survey_id": question["survey_id"],
        "version": question["version"],
        "contact_id": question["contact_id"],
        "score": standing.score,
        "day": local_day(standing.answered_at, question["time_zone"]),
        "answered_at": standing.answered_at,
        "changed_at": standing.changed_at,
        **_NO_COMMENT,
        **{segment: question[segment] for segment in SEGMENTS},
    }


def _click(tap: Tap, verdict: Verdict) -> Row:
    return {
        "workspace_id": tap.workspace_id,
        "id": new_id(tap.at),
        "invitation_id": tap.invitation_id,
        "team_id": tap.team_id,
        "user_id": tap.user_id,
        "channel_id": tap.channel_id,
        "message_ts": tap.message_ts,
        "action_id": tap.action_id,
        "at": tap.at,
        "score": tap.score,
        "verdict": verdict.value,
    }


def _result(batch: _Batch, message: Tap | Comment, verdict: Verdict) -> Tapped:
    if verdict in (Verdict.UNKNOWN, Verdict.FOREIGN):
        return Tapped(verdict, None)
    answer = batch.standing.get(message.invitation_id)
    return Tapped(verdict, _score(answer))


async def _store(connection: AsyncConnection, batch: _Batch) -> None:
    if not batch.changed:
        return
    insert = insert_into(connection, Response)
    columns = ("score", "changed_at", "comment", "commented_at", "may_contact")
    upsert = insert.on_conflict_do_update(
        index_elements=("workspace_id", "id"),
        set_={name: insert.excluded[name] for name in columns},
    )
    await connection.execute(upsert, list(batch.changed.values()))
    await connection.execute(table(ResponseChange).insert(), batch.history)
    await tallies.apply(connection, batch.deltas)
