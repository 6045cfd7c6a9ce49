"""Who does not want to be asked: "Don't ask me again", and its way back."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import prompt
from bot.listeners import payloads
from bot.listeners.payloads import Actor, Body
from bot.listeners.prompts import Prompts, belongs_to, language_of
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.answering import Verdict
from kpi.store import contacts
from kpi.store.invitations import Question


class Opting:
    """Listens to the buttons under a question that stop the asking, and start it again."""

    def __init__(self, process: Process, prompts: Prompts) -> None:
        self._process = process
        self._prompts = prompts
        self._showing = Showing(process)

    async def opt_out(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Stop asking the person who taps, whoever the question was for."""
        await stop_asking(self._process, payloads.actor(body))
        await ack()
        self._process.background.start(self._show_stopped(body, action), "show the opt-out")

    async def opt_in(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Ask the person who taps again."""
        await start_asking(self._process, payloads.actor(body))
        await ack()
        self._process.background.start(self._show_started(body, action), "show the opt-in")

    async def _show_stopped(self, body: Body, action: Body) -> None:
        question = await self._own_question(body, action)
        stopped = prompt.opted_out(language_of(question), str(action.get("value") or ""))
        if question is not None and _stands_in_dm(body) and question.response is None:
            await self._prompts.replace(body, stopped)
        else:
            await self._showing.tell(body, stopped)

    async def _show_started(self, body: Body, action: Body) -> None:
        question = await self._own_question(body, action)
        if question is not None and _stands_in_dm(body):
            await self._prompts.follow(body, question.invitation.id, Verdict.SAME)
        else:
            await self._prompts.replace(body, prompt.opted_in(language_of(question)))

    async def _own_question(self, body: Body, action: Body) -> Question | None:
        question = await self._prompts.find(payloads.invitation_id(action.get("value")))
        if question is None or not belongs_to(question, payloads.actor(body)):
            return None
        return question


async def stop_asking(process: Process, actor: Actor) -> bool:
    """Store that somebody does not want questions; return whether that is new."""
    now = process.clock.now()
    return await process.database.writer.work(
        lambda connection: contacts.opt_out(
            connection, process.workspace_id, actor.team_id, actor.user_id, now
        )
    )


async def start_asking(process: Process, actor: Actor) -> bool:
    """Store that somebody may be asked again; return whether that is new."""
    now = process.clock.now()
    return await process.database.writer.work(
        lambda connection: contacts.opt_in(
            connection, process.workspace_id, actor.team_id, actor.user_id, now
        )
    )


def _stands_in_dm(body: Body) -> bool:
    place = payloads.place(body)
    return payloads.is_direct(place.channel_id) and not place.is_ephemeral
