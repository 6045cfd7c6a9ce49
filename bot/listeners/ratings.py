"""Taps on a question: a score, its undoing, asking to choose again, and what is said beside it.

A tap is stored before it is acknowledged: what Slack and the person see is never ahead of us.
"""

from dataclasses import replace

from slack_bolt.async_app import AsyncAck

from bot.blocks import asking, confirming, prompt
from bot.listeners import payloads
from bot.listeners.payloads import Body
from bot.listeners.prompts import Prompts, belongs_to
from bot.process import Process
from kpi.answering import Verdict
from kpi.store import responses
from kpi.store.responses import Tap


class Ratings:
    """Listens to the buttons that give, change and take back a score."""

    def __init__(self, process: Process, prompts: Prompts) -> None:
        self._process = process
        self._prompts = prompts

    async def rate(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Take a score; it stands in the action id."""
        await self._take(ack, body, action, score=score_of(action))

    async def undo(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Take a score back."""
        await self._take(ack, body, action, score=None)

    async def confirm(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Take whether it was solved the first time; that stands in the action id too."""
        said = action["action_id"].partition(":")[2]
        await self._take(ack, body, action, solved=said == confirming.CHOICES[True])

    async def change(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Offer the scale again; nothing is stored until one is chosen."""
        await ack()
        self._process.background.start(self._offer(body, action), "offer the scale again")

    async def _take(
        self,
        ack: AsyncAck,
        body: Body,
        action: Body,
        *,
        score: int | None = None,
        solved: bool | None = None,
    ) -> None:
        verdict = await store_tap(self._process, body, action, score=score, solved=solved)
        await ack()
        invitation_id = payloads.invitation_id(action.get("value"))
        self._process.background.start(
            self._prompts.follow(body, invitation_id, verdict), "show an answer"
        )

    async def _offer(self, body: Body, action: Body) -> None:
        question = await self._prompts.find(payloads.invitation_id(action.get("value")))
        if question is None:
            await self._prompts.follow(body, None, Verdict.UNKNOWN)
        elif not belongs_to(question, payloads.actor(body)):
            await self._prompts.follow(body, question.invitation.id, Verdict.FOREIGN)
        elif question.response and not asking.may_change(question, self._process.clock.now()):
            await self._prompts.follow(body, question.invitation.id, Verdict.CLOSED)
        else:
            await self._prompts.answer(body, question, prompt.changing(question))


async def store_tap(
    process: Process,
    body: Body,
    action: Body,
    *,
    score: int | None = None,
    solved: bool | None = None,
) -> Verdict:
    """Store a tap on a score, wherever its button stood; without one the answer is taken back.

    With `solved` it says instead whether the help was enough the first time.
    """
    tap = read_tap(body, action, workspace_id=process.workspace_id, score=score)
    verdict = Verdict.UNKNOWN
    if tap is not None:
        tap = replace(tap, solved=solved)
        verdict = (await process.database.writer.submit(responses.record_taps, tap)).verdict
    process.metrics.taps.labels(verdict=verdict).inc()
    return verdict


def score_of(action: Body) -> int:
    """Read the score that a button of a scale stands for, from its action id."""
    return int(action["action_id"].partition(":")[2])


def read_tap(body: Body, action: Body, *, workspace_id: str, score: int | None) -> Tap | None:
    """Read a tap as Slack tells it; None when its button names no question."""
    invitation_id = payloads.invitation_id(action.get("value"))
    if invitation_id is None:
        return None
    actor, place = payloads.actor(body), payloads.place(body)
    return Tap(
        workspace_id=workspace_id,
        invitation_id=invitation_id,
        team_id=actor.team_id,
        user_id=actor.user_id,
        channel_id=place.channel_id,
        message_ts=place.message_ts,
        action_id=action["action_id"],
        at=payloads.moment(action["action_ts"]),
        score=score,
    )
