"""You said, we did: the customers behind an improvement are told what came of it, once each.

Nobody is told who answered without a name, wants no messages, cannot be reached, or was told of
another improvement lately; that is looked at when it is planned and again when it is written.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import eligibility
from kpi.actions import State
from kpi.errors import NotFound, Refused, WrongSetting
from kpi.store import actions, deliveries, rows, voices
from kpi.store.clearances import QUIET_HOURS
from kpi.store.columns import new_id
from kpi.store.questions import Question, kept, question
from kpi.store.rechecks import facts_of
from kpi.store.tables import Action, Contact, Delivery, Invitation, Thanks
from kpi.store.voices import KIND, REST, Person, Without

LONGEST = 1000
"""Characters of what is said, in each language."""
ERASED, UNSAID, UNDONE = "erased", "unsaid", "undone"
"""Why one is called off, beside the values of `Without` and of `eligibility.Reason`."""

_THANKS = rows.table(Thanks)
_INVITATION = rows.table(Invitation)
_CONTACT = rows.table(Contact)
_DELIVERY = rows.table(Delivery)
_DONE = (State.LIVE, State.JUDGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A thank-you that may be sent now."""

    question: Question
    """In answer to which they said it, with the person as they are now."""
    action: Action


async def owe(
    connection: AsyncConnection, action: Action, words: Mapping[str, str], *, by: str, now: datetime
) -> int:
    """Owe everybody behind an improvement one message; returns how many people that are.

    Args:
        connection: in a transaction of the writer.
        action: as it was looked at.
        words: what is said, by language.
        by: the Slack user who wants it.
        now: aware.

    Raises:
        WrongSetting: nothing is said in one of the languages.
        Refused: it is not live, they were told before, or there is nobody to tell.
        Changed: somebody changed the action meanwhile.
    """
    said = {language: text.strip()[:LONGEST] for language, text in words.items()}
    if not all(said.values()):
        raise WrongSetting("Write what you want to say, in both languages.")
    require_untold(await actions.find(connection, action.workspace_id, action.id))
    people = (await voices.behind(connection, action, now)).people
    if not people:
        raise Refused("There is nobody to tell.")
    await actions.thanked(connection, action, said, by=by, now=now)
    await _owe(connection, action, people, now)
    return len(people)


def require_untold(action: Action) -> None:
    """Raise Refused, saying why, where customers cannot be told of an action, or were before."""
    if action.state not in _DONE:
        raise Refused("Only of a change that went live can customers be told.")
    if action.thanks:
        raise Refused("The customers behind this were told already.")


async def ready(connection: AsyncConnection, delivery: Delivery, now: datetime) -> Told | None:
    """Return a thank-you that is about to be sent; None when it was called off, or put off."""
    found = await _found(connection, delivery)
    if found is None:
        await deliveries.mark_cancelled(connection, delivery, ERASED, now)
        return None
    why = _against(found) or await _rests(connection, found, delivery, now)
    if why:
        await deliveries.mark_cancelled(connection, delivery, why, now)
        return None
    asked, seen = found.question, facts_of(found.question)
    until = eligibility.allowed_from(asked.policy, seen.subject, seen.contact, now)
    if until > now:
        await deliveries.mark_retry(connection, delivery, until, reason=QUIET_HOURS, now=now)
        return None
    return found if await deliveries.clear(connection, delivery) else None


async def question_of(connection: AsyncConnection, delivery: Delivery) -> Question | None:
    """Return in answer to which question a thank-you goes out; None where that was erased."""
    thanks = await _thanks(connection, delivery)
    if thanks is None:
        return None
    return await kept(connection, delivery.workspace_id, thanks.invitation_id)


async def progress(connection: AsyncConnection, action: Action) -> Mapping[str, int]:
    """Count what became of the thank-yous of an improvement, by the state of their delivery."""
    mine = and_(_THANKS.c.workspace_id == action.workspace_id, _THANKS.c.action_id == action.id)
    states = select(_DELIVERY.c.state).select_from(_THANKS).join(_DELIVERY, voices.serves())
    return Counter((await connection.execute(states.where(mine))).scalars())


async def _owe(
    connection: AsyncConnection, action: Action, people: Sequence[Person], now: datetime
) -> None:
    thanks = [
        Thanks(
            workspace_id=action.workspace_id,
            id=new_id(now),
            action_id=action.id,
            contact_id=one.contact_id,
            invitation_id=one.invitation_id,
            created_at=now,
        )
        for one in people
    ]
    # Random, not time-ordered: it travels in the message's metadata, which other apps may read.
    messages = [
        Delivery(
            workspace_id=action.workspace_id,
            id=uuid4(),
            kind=KIND,
            cause_id=one.id,
            due_at=now,
            user_id=person.user_id,
            created_at=now,
        )
        for one, person in zip(thanks, people, strict=True)
    ]
    await rows.add(connection, *thanks)
    await rows.add(connection, *messages)


async def _thanks(connection: AsyncConnection, delivery: Delivery) -> Thanks | None:
    mine = and_(_THANKS.c.workspace_id == delivery.workspace_id, _THANKS.c.id == delivery.cause_id)
    return await rows.first(connection, Thanks, select(_THANKS).where(mine))


async def _found(connection: AsyncConnection, delivery: Delivery) -> Told | None:
    """Read what is to be told to whom; the person is held until the commit."""
    workspace_id, thanks = delivery.workspace_id, await _thanks(connection, delivery)
    if thanks is None:
        return None
    try:
        asked = await question(connection, workspace_id, thanks.invitation_id)
        action = await actions.find(connection, workspace_id, thanks.action_id)
    except NotFound:
        return None
    same = and_(_CONTACT.c.workspace_id == workspace_id, _CONTACT.c.id == asked.contact.id)
    held = select(_CONTACT).where(same).with_for_update(key_share=True)
    contact = await rows.first(connection, Contact, held) or asked.contact
    return Told(question=replace(asked, contact=contact), action=action)


def _against(found: Told) -> str:
    """Say why somebody is not told after all; empty for no reason."""
    contact = found.question.contact
    reasons: dict[str, bool] = {
        eligibility.Reason.OPTED_OUT: contact.opted_out_at is not None,
        eligibility.Reason.DEACTIVATED: contact.is_deactivated,
        eligibility.Reason.BOUNCED: contact.bounced_at is not None,
        UNSAID: not _stands(found),
        UNDONE: found.action.state not in _DONE,
    }
    return next((str(reason) for reason, holds in reasons.items() if holds), "")


def _stands(found: Told) -> bool:
    """Whether what somebody said still stands, with their name; of a case the score is enough."""
    answer = found.question.response
    if answer is None or answer.score is None or found.question.is_anonymous:
        return False
    return bool(answer.comment or found.action.case_id)


async def _rests(
    connection: AsyncConnection, found: Told, delivery: Delivery, now: datetime
) -> str:
    """Say so when the same person was told of something else lately, or may be at this moment."""
    contact = found.question.contact
    sent = or_(_DELIVERY.c.state.in_(("sent", "unknown", "held")), deliveries.may_be_posting())
    others = voices.thanked(contact.workspace_id, now - REST).where(
        _INVITATION.c.contact_id == contact.id, _DELIVERY.c.id != delivery.id, sent
    )
    return Without.LATELY if (await connection.execute(others)).first() else ""
