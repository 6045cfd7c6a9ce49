"""The message of a question as it should stand now, and drawing it so.

A message is always drawn from what is stored, one drawing at a time for each question: of two
quick taps the later view can then not be covered by the earlier one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakValueDictionary

from bot import wording
from bot.blocks import Message, prompt
from bot.listeners import payloads, proof
from bot.listeners.asides import Asides
from bot.listeners.outlasting import outlasting
from bot.listeners.payloads import Actor
from bot.listeners.showing import Showing
from bot.process import Process
from kpi import ways
from kpi.answering import Verdict
from kpi.store import questions, wishes
from kpi.store.questions import Question

Result = TypeVar("Result")

DRAWINGS_AT_ONCE = 4
"""In a storm of taps redrawing waits its turn, so that those who wait for us can still read."""

PATIENCE = 1.0
"""Seconds that a redrawing waits at most for taps that are not answered yet."""

TOLD = frozenset({Verdict.CLOSED, Verdict.FOREIGN, Verdict.UNKNOWN})
"""Verdicts that need a sentence of their own; the others are told by the message itself."""


def belongs_to(question: Question, actor: Actor) -> bool:
    """Tell whether this is the person who was asked."""
    contact = question.contact
    return (contact.team_id, contact.user_id) == (actor.team_id, actor.user_id)


def language_of(question: Question | None) -> str:
    """Give the locale in which a question is asked; empty when there is no such question."""
    return question.contact.language or question.workspace.language if question else ""


def private_view(question: Question, now: datetime) -> Message:
    """Give what the person who was asked sees: in a DM the message, in a thread beside it."""
    if question.is_answered:
        return prompt.answered(question, now)
    if question.response is not None:
        return prompt.undone(question, now)
    if question.contact.opted_out_at is not None:
        return prompt.opted_out(language_of(question), str(question.invitation.id))
    return _unanswered(question, now)


def public_view(question: Question, now: datetime) -> Message:
    """Give what a message that others can read shows: never a score, and nobody's wishes."""
    if question.is_answered:
        return prompt.answered_publicly(question)
    if question.contact.opted_out_at is not None:
        return prompt.closed(question)
    return _unanswered(question, now)


def _unanswered(question: Question, now: datetime) -> Message:
    expires_at = question.invitation.expires_at
    if expires_at is not None and now >= expires_at:
        return prompt.closed(question)
    return prompt.question(question, now=now)


def refusal(verdict: Verdict, say: wording.Voice) -> Message:
    """Give the sentence for a tap that had no effect."""
    if verdict is Verdict.FOREIGN:
        text = say("This question is for somebody else, so your tap was not counted.")
    elif verdict is Verdict.CLOSED:
        text = say("The time to change this answer has passed; it stays as it was.")
    else:
        text = say("I no longer know this question, so there is nothing to answer or change.")
    return Message(text)


class Prompts:
    """Redraws questions after something was stored, and tells people what a tap could not do."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)
        self._asides = Asides()
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self._pens = asyncio.Semaphore(DRAWINGS_AT_ONCE)

    async def find(self, invitation_id: UUID | None) -> Question | None:
        """Give the question as it stands; None when it never was, or was erased."""
        if invitation_id is None:
            return None
        async with self._process.database.reading() as connection:
            return await questions.kept(connection, self._process.workspace_id, invitation_id)

    async def follow(
        self, body: Mapping[str, Any], invitation_id: UUID | None, verdict: Verdict
    ) -> None:
        """Show what became of a tap: on the message, and in words where those are needed."""
        if invitation_id is None:
            await self._tell(body, None, Verdict.UNKNOWN)
            return
        await self._outlasting(lambda: self._follow(body, invitation_id, verdict))

    async def _follow(self, body: Mapping[str, Any], invitation_id: UUID, verdict: Verdict) -> None:
        """Do so once; all that asks the database comes before what people see."""
        async with self._pens, self._lock(invitation_id):
            await self._process.rush.over(PATIENCE)
            question = await self.find(invitation_id)
            if question is not None and await proof.taken(self._process, body, question):
                question = await self.find(invitation_id)
            if question is None or verdict in TOLD:
                await self._tell(body, question, verdict if question else Verdict.UNKNOWN)
            if question is not None and verdict not in {Verdict.FOREIGN, Verdict.UNKNOWN}:
                await self._draw(body, question)

    async def replace(self, body: Mapping[str, Any], message: Message) -> None:
        """Put something else in the place where a button was used; in a channel, beside it."""
        place = payloads.place(body)
        if payloads.is_direct(place.channel_id) and not place.is_ephemeral:
            await self._showing.redraw_tapped(body, message)
        elif place.is_ephemeral:
            await self._showing.replace(body, message)
        else:
            await self._showing.tell(body, message)

    async def answer(self, body: Mapping[str, Any], question: Question, message: Message) -> None:
        """Do so for a question; a new private answer takes the place of the one before it."""
        invitation_id, now = question.invitation.id, self._process.clock.now()
        place = payloads.place(body)
        repeats = self._asides.repeats(invitation_id, message, now)
        if repeats and not place.is_ephemeral and not payloads.is_direct(place.channel_id):
            return
        if place.is_ephemeral:
            self.tapped(body, question)
            self._asides.used(invitation_id, now)
        elif (before := self._asides.used(invitation_id, now)) is not None:
            self._asides.forget(invitation_id)
            await self._showing.remove(before)
        await self.replace(body, message)

    def tapped(self, body: Mapping[str, Any], question: Question) -> None:
        """Remember the private answer from which a form is opened, to be changed afterwards."""
        self._asides.tapped(question.invitation.id, body, self._process.clock.now())

    async def redraw(self, invitation_id: UUID) -> None:
        """Draw a question anew where no button was used: after a form was sent."""
        await self._outlasting(lambda: self._drawn(invitation_id, self._redraw_sent))

    async def refresh(self, invitation_id: UUID) -> None:
        """Draw a question anew where it stands, for somebody who looks elsewhere."""
        await self._outlasting(lambda: self._drawn(invitation_id, self._redraw_standing))

    async def redraw_open(self, actor: Actor, *, but: Question | None = None) -> None:
        """Draw all questions anew that somebody has not answered: what they wish has changed.

        Not the question `but`, which has been drawn already.
        """
        found = await self._outlasting(lambda: self._open(actor))
        drawn = but.invitation.id if but else None
        for invitation_id in (one for one in found if one != drawn):
            await self.refresh(invitation_id)

    async def _open(self, actor: Actor) -> list[UUID]:
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            return await wishes.open_questions(
                connection, self._process.workspace_id, actor.team_id, actor.user_id, now
            )

    async def _drawn(
        self, invitation_id: UUID, draw: Callable[[Question], Awaitable[None]]
    ) -> None:
        async with self._pens, self._lock(invitation_id):
            question = await self.find(invitation_id)
            if question is not None:
                await draw(question)

    async def _outlasting(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Begin again outside the locks: whoever waits for the database holds up nobody."""
        return await outlasting(self._process.background, work)

    async def _redraw_standing(self, question: Question) -> None:
        sent, now = sent_to(question), self._process.clock.now()
        if sent is not None:
            view = private_view if payloads.is_direct(sent[0]) else public_view
            await self._showing.redraw(*sent, view(question, now))

    async def _tell(
        self, body: Mapping[str, Any], question: Question | None, verdict: Verdict
    ) -> None:
        # Of somebody else's language we know nothing but that they can read this channel.
        say = wording.voice(language_of(question))
        await self._showing.tell(body, refusal(verdict, say))

    async def _draw(self, body: Mapping[str, Any], question: Question) -> None:
        await self.answer(body, question, private_view(question, self._process.clock.now()))
        sent = sent_to(question)
        if sent is not None and not payloads.is_direct(sent[0]):
            await self._redraw_standing(question)

    async def _redraw_sent(self, question: Question) -> None:
        sent = sent_to(question)
        if sent is None:
            return
        view = private_view(question, self._process.clock.now())
        if payloads.is_direct(sent[0]):
            await self._showing.redraw(*sent, view)
        elif not await self._changed_aside(question, view):
            thread_ts = question.delivery.thread_ts if question.delivery else ""
            await self._showing.whisper(
                sent[0], question.contact.user_id, view, thread_ts=thread_ts
            )

    async def _changed_aside(self, question: Question, view: Message) -> bool:
        """Put a view in the place of the last private answer, where that is known."""
        invitation_id = question.invitation.id
        aside = self._asides.used(invitation_id, self._process.clock.now())
        if aside is not None and await self._showing.replace(aside, view):
            return True
        self._asides.forget(invitation_id)
        return False

    def _lock(self, invitation_id: UUID) -> asyncio.Lock:
        return self._locks.setdefault(invitation_id, asyncio.Lock())


def sent_to(question: Question) -> tuple[str, str] | None:
    """Give channel and timestamp of the message that was sent; None while it was not.

    A letter is no message: nobody can draw it anew.
    """
    delivery = question.delivery
    if delivery is None or not delivery.message_ts or delivery.channel_id == ways.MAIL:
        return None
    return delivery.channel_id, delivery.message_ts
