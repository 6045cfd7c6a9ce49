"""Invitations: one decision for each resolution, to ask or not and why, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import ways
from kpi.eligibility import Reason
from kpi.interaction_event import Event, Kind
from kpi.store import (
    asked_tallies,
    choosing,
    decisions,
    deliveries,
    interactions,
    own_words,
    reckonings,
    rows,
    surveys,
    ticket_lookups,
)
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.interactions import Recorded
from kpi.store.lookups import located, looking_up, lookup_failed
from kpi.store.questions import Question, question
from kpi.store.rechecks import looked_at, recheck
from kpi.store.tables import Invitation, Response, Survey

__all__ = [
    "Question",
    "cancel",
    "located",
    "looking_up",
    "lookup_failed",
    "question",
    "ready",
    "recheck",
    "sent",
    "take_in",
    "take_in_all",
    "take_in_by_hand",
    "undeliverable",
]

_TABLE = rows.table(Invitation)
_RESPONSE = rows.table(Response)
_KEY = ("workspace_id", "id")
_IN_STATES = _TABLE.c.state.in_(bindparam("states", expanding=True))
_LEFT = update(_TABLE).where(rows.as_given(_TABLE, *_KEY), _IN_STATES).returning(_TABLE)
_ANSWERED = select(_RESPONSE.c.id).where(
    rows.as_given(_RESPONSE, "workspace_id", "invitation_id"), _RESPONSE.c.score.is_not(None)
)


async def take_in(
    connection: AsyncConnection,
    workspace_id: str,
    event: Event,
    now: datetime,
    *,
    survey: str = "",
) -> Invitation | None:
    """Take a fact in, with everything that follows from it.

    A new resolution leads to exactly one decision, and to a delivery when we shall ask; a
    reopening cancels what is not sent. An event that was seen before changes nothing.

    Args:
        connection: in a transaction of the writer.
        workspace_id: whose interaction it is.
        event: what the source told.
        now: the aware moment of deciding.
        survey: the survey's name when somebody asks by hand; otherwise the first that may ask.

    Returns:
        The decision when the event was a new resolution, otherwise None.

    Raises:
        NotFound: the workspace has no survey with that name.
    """
    named = await surveys.named(connection, workspace_id, survey) if survey else None
    counts = AskedDeltas()
    recorded = await interactions.record(connection, workspace_id, event, now)
    decision = await _decide(connection, recorded, named, counts, now=now)
    await _count(connection, [recorded], counts, now)
    return decision


async def take_in_all(
    connection: AsyncConnection, workspace_id: str, events: Sequence[Event], now: datetime
) -> None:
    """Take in what a source told in one go, in this order; see `take_in`."""
    recorded, counts = [], AskedDeltas()
    for event in events:
        recorded.append(await interactions.record(connection, workspace_id, event, now))
        await _decide(connection, recorded[-1], None, counts, now=now)
    await _count(connection, recorded, counts, now)


async def _count(
    connection: AsyncConnection, recorded: Sequence[Recorded], counts: AskedDeltas, now: datetime
) -> None:
    """Count what followed, last of all: counts are locked in one order, and nothing after them."""
    await reckonings.keep(connection, reckonings.changes(recorded), now)
    await asked_tallies.apply(connection, counts)


async def _decide(
    connection: AsyncConnection,
    recorded: Recorded,
    named: Survey | None,
    counts: AskedDeltas,
    *,
    now: datetime,
) -> Invitation | None:
    """Call off what was reopened, and decide about what was resolved."""
    interaction = recorded.interaction
    if recorded.reopened:
        await decisions.call_off(connection, interaction, now)
    if not recorded.resolved:
        return None
    await ticket_lookups.begin(connection, interaction, now)
    helped = await choosing.customer(connection, interaction, now)
    chosen = await choosing.choose(connection, interaction, helped, survey=named, now=now)
    return await decisions.decide(
        connection, interaction, helped, chosen=chosen, counts=counts, now=now
    )


async def take_in_by_hand(
    connection: AsyncConnection, workspace_id: str, event: Event, *, survey: str
) -> Invitation | None:
    """Take in that a colleague, at this moment, wants somebody asked about something.

    Asking twice about the same thing asks once. But where an earlier wish came to nothing, and
    this one has another name in `event.extra["wish"]`, it is decided anew, as if reopened.

    Returns:
        The decision; None when that person was asked, or is about to be.

    Raises:
        NotFound: the workspace has no survey with that name.
    """
    if await _came_to_nothing(connection, workspace_id, event):
        reopened = replace(event, kind=Kind.REOPENED, at=event.at - timedelta(microseconds=1))
        await take_in(connection, workspace_id, reopened, event.at)
    return await take_in(connection, workspace_id, event, event.at, survey=survey)


async def cancel(
    connection: AsyncConnection, asked: Question, reason: Reason, now: datetime
) -> bool:
    """Do not ask after all, and call the message off; False when it may have been posted."""
    delivery = asked.delivery
    if delivery is not None and not (
        await deliveries.mark_cancelled(connection, delivery, reason, now)
        or await _is_already(connection, asked, "cancelled")
    ):
        return False
    waiting = ("looking_up", "planned")
    no: dict[str, Any] = {"state": "not_asked", "reason": reason}
    return await _left(connection, asked, waiting, **looked_at(asked, now), **no) is not None


async def ready(connection: AsyncConnection, asked: Question, now: datetime) -> bool:
    """Note what was looked at when nothing stood against asking; False when it is not planned.

    It asks what its survey asks by now, which may be another version than when it was planned.
    """
    seen = {"version": asked.survey.version, **looked_at(asked, now)}
    return await _left(connection, asked, ("planned",), **seen) is not None


async def sent(connection: AsyncConnection, asked: Question, now: datetime) -> bool:
    """Note that the question reached the customer: from now on an answer counts.

    Its delivery is marked apart (`deliveries.mark_sent`), with the message that it became. What
    Slack has was sent, whatever was decided while it was under way; a tap may have come before.
    """
    after = await _left(
        connection,
        asked,
        ("planned", "not_asked", "undeliverable"),
        state="sent",
        reason="",
        sent_at=now,
        expires_at=now + asked.policy.expires,
        is_anonymous=asked.policy.anonymous,
        way=ways.of_channel(asked.delivery.channel_id if asked.delivery else ""),
    )
    if after is None:
        return False
    counts, is_answered = AskedDeltas(), await _is_answered(connection, asked)
    counts.move(Reached({**after, "sent_at": None}), Reached(after, is_answered))
    if is_answered:
        await own_words.promised(connection, after)
    await asked_tallies.apply(connection, counts)
    return True


async def undeliverable(
    connection: AsyncConnection, asked: Question, reason: str, now: datetime
) -> bool:
    """Note that the customer cannot be reached, and why; the message failed."""
    delivery = asked.delivery
    if delivery is not None and not (
        await deliveries.mark_failed(connection, delivery, reason, now)
        or await _is_already(connection, asked, "failed")
    ):
        return False
    failed = {"state": "undeliverable", "reason": reason}
    return await _left(connection, asked, ("planned",), **failed) is not None


async def _came_to_nothing(connection: AsyncConnection, workspace_id: str, event: Event) -> bool:
    """Whether another wish of this kind was the latest, and nobody was asked because of it."""
    interaction = await interactions.by_external(
        connection, workspace_id, event.source, event.external_id
    )
    if interaction is None or interaction.extra.get("wish") == event.extra.get("wish"):
        return False
    mine = and_(
        _TABLE.c.workspace_id == workspace_id,
        _TABLE.c.interaction_id == interaction.id,
        _TABLE.c.solve_cycle == interaction.solve_cycle,
        _TABLE.c.state.in_(("not_asked", "undeliverable")),
    )
    return await rows.first(connection, Invitation, select(_TABLE).where(mine)) is not None


async def _is_already(connection: AsyncConnection, asked: Question, state: str) -> bool:
    invitation = asked.invitation
    delivery = await deliveries.of_cause(
        connection, invitation.workspace_id, deliveries.PROMPT, invitation.id
    )
    return delivery is not None and delivery.state == state


async def _is_answered(connection: AsyncConnection, asked: Question) -> bool:
    """Whether an answer stands by now; the invitation is locked."""
    invitation = asked.invitation
    about = {**rows.given(invitation, "workspace_id"), "given_invitation_id": invitation.id}
    return (await connection.execute(_ANSWERED, about)).first() is not None


async def _left(
    connection: AsyncConnection, asked: Question, states: tuple[str, ...], **changes: Any
) -> dict[str, Any] | None:
    """Change one that is in these states and give its row, filed anew perhaps, or None."""
    parameters = {**rows.given(asked.invitation, *_KEY), "states": list(states), **changes}
    row = (await connection.execute(_LEFT, parameters)).mappings().first()
    if row is None:
        return None
    for name, value in changes.items():
        setattr(asked.invitation, name, value)
    return dict(row)
