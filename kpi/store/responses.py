"""Answers: taps and comments become what stands, with their history and their tallies.

Everything here is set-wise, a handful of statements for any number of taps, because it is the
path a customer waits for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import metrics, ways
from kpi import policy as policies
from kpi.answering import Confirmation, Verdict, Window, answered, commented
from kpi.metrics import Metric
from kpi.reason_list import Reason
from kpi.store import answer_batch, confirmations, own_words, tallies, ticked
from kpi.store.answer_batch import Batch, Filed, Key, Row
from kpi.store.columns import new_id
from kpi.store.rows import insert_in, table
from kpi.store.tables import Click


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
    solved: bool | None = None
    """What it says of the help having been enough the first time: then `score` is not looked at."""


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
    reasons: tuple[str, ...] = ()
    """Keys of the reasons that were ticked (`kpi.reason_list.key`)."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """What became of a tap or comment, and the score that stands now (None: no answer)."""

    verdict: Verdict
    score: int | None


async def record_taps(connection: AsyncConnection, taps: Sequence[Tap]) -> list[Tapped]:
    """Judge and store taps, in their order; a tap that was told before changes nothing.

    A write for `Writer.submit`: answers, history, clicks and tallies change together.
    """
    await own_words.hold(connection, {_key(tap) for tap in taps if _changes_words(tap)})
    batch = await answer_batch.load(connection, {_key(tap) for tap in taps})
    told = await _told(connection, taps)
    results = []
    clicks = []
    for tap in taps:
        identity = _identity(tap)
        verdict = Verdict.REPEATED if identity in told else _apply(batch, tap)
        if verdict not in (Verdict.REPEATED, Verdict.UNKNOWN):
            told.add(identity)
            clicks.append(click_of(tap, verdict.value))
        results.append(_result(batch, tap, verdict))
    if clicks:
        await connection.execute(_keeping(connection.dialect.name), clicks)
    await answer_batch.store(connection, batch)
    return results


async def record_comments(connection: AsyncConnection, comments: Sequence[Comment]) -> list[Tapped]:
    """Judge and store comments, in their order; sending one twice is sending it once.

    A write for `Writer.submit`.
    """
    batch = await answer_batch.load(connection, {_key(one) for one in comments})
    chosen = await ticked.reasons(connection, batch, [(_key(one), one.reasons) for one in comments])
    results = [
        _result(batch, comment, _attach(batch, comment, reasons))
        for comment, reasons in zip(comments, chosen, strict=True)
    ]
    await answer_batch.store(connection, batch)
    return results


async def _told(connection: AsyncConnection, taps: Sequence[Tap]) -> set[tuple[Any, ...]]:
    """Return the identities of the taps on these questions that are stored already."""
    told = await connection.execute(_clicks(), {"about": list({tap.invitation_id for tap in taps})})
    return {tuple(row) for row in told}


@cache
def _clicks() -> Select[Any]:
    """Return the statement, made once: making it takes as long as running it."""
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
    return select(*columns).where(click.invitation_id.in_(bindparam("about", expanding=True)))


@cache
def _keeping(dialect: str) -> Executable:
    """Return the statement that adds clicks, made once.

    Another replica may have been told the same tap of a stranger at the same moment.
    """
    return insert_in(dialect, Click).on_conflict_do_nothing()


def _identity(tap: Tap) -> tuple[Any, ...]:
    place = (tap.channel_id, tap.message_ts, tap.action_id)
    return (tap.workspace_id, tap.team_id, tap.user_id, *place, tap.at)


def _changes_words(tap: Tap) -> bool:
    """Whether it may change what is said of having been helped the first time."""
    return tap.solved is not None or tap.score is None


def _question(batch: Batch, message: Tap | Comment) -> Filed | None:
    return batch.filed.get(_key(message))


def _key(message: Tap | Comment) -> Key:
    return message.workspace_id, message.invitation_id


def _apply(batch: Batch, tap: Tap) -> Verdict:
    """Judge one tap and change what stands."""
    question = _question(batch, tap)
    if question is None or not _on_scale(question, tap.score):
        return Verdict.UNKNOWN
    if not _is_for(question, tap):
        return Verdict.FOREIGN
    before, window = batch.standing.get(tap.invitation_id), _window(question)
    if tap.solved is not None:
        return confirmations.apply(batch, before, Confirmation(tap.solved, tap.at), window)
    standing = answer_batch.standing_of(before)
    verdict, standing = answered(standing, tap.score, tap.at, window)
    if standing is not None and verdict in _MOVING:
        after = answer_batch.answer(_on_its_way(question, tap), before, standing)
        counted = tallies.Counted.of(question, after["day"])
        batch.deltas.move(counted, _score(before), after["score"])
        batch.keep(after, tap.at)
    return verdict


def _on_its_way(question: Filed, tap: Tap) -> Filed:
    """Give the question with the way it went out; a tap may be stored before that is noted."""
    if question["way"]:
        return question
    return {**question, "way": ways.of_channel(tap.channel_id)}


_MOVING = frozenset({Verdict.COUNTED, Verdict.CHANGED, Verdict.SAME, Verdict.UNDONE})
"""Verdicts after which the answer is written; SAME moves the moment of the last tap."""


def _attach(batch: Batch, comment: Comment, reasons: Sequence[Reason]) -> Verdict:
    """Judge one comment and change what stands."""
    question = _question(batch, comment)
    if question is None:
        return Verdict.UNKNOWN
    if not _is_for(question, comment):
        return Verdict.FOREIGN
    answer = batch.standing.get(comment.invitation_id)
    verdict = commented(answer_batch.standing_of(answer), comment.at, _window(question))
    if answer is None or verdict is not Verdict.COMMENTED:
        return verdict
    told = {"comment": comment.comment, "may_contact": comment.may_contact}
    said = told | {"reasons": [dict(one) for one in reasons]}
    if answer["commented_at"] is not None and said.items() <= answer.items():
        return Verdict.SAME
    batch.keep(answer | said | answer_batch.UNREAD | {"commented_at": comment.at}, comment.at)
    return verdict


def _on_scale(question: Filed, score: int | None) -> bool:
    return score is None or score in metrics.definition(question["definition"]).scale


def _is_for(question: Filed, message: Tap | Comment) -> bool:
    asked = (question["team_id"], question["user_id"])
    return asked == (message.team_id, message.user_id)


def _window(question: Filed) -> Window:
    settings = policies.from_settings(Metric(question["metric"]), question["policy"])
    return Window(question["expires_at"], settings.edit_window)


def _score(answer: Row | None) -> int | None:
    return None if answer is None else answer["score"]


def click_of(tap: Tap, verdict: str) -> Row:
    """Return the row of `Click` that keeps a tap and what became of it."""
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
        "verdict": verdict,
    }


def _result(batch: Batch, message: Tap | Comment, verdict: Verdict) -> Tapped:
    if verdict in (Verdict.UNKNOWN, Verdict.FOREIGN):
        return Tapped(verdict, None)
    answer = batch.standing.get(message.invitation_id)
    return Tapped(verdict, _score(answer))
