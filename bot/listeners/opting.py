"""Who does not want to be asked: "Don't ask me again", and its way back."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import prompt
from bot.listeners import payloads
from bot.listeners.outlasting import outlasting
from bot.listeners.payloads import Actor, Body
from bot.listeners.prompts import Prompts, belongs_to
from bot.listeners.ratings import read_tap
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.answering import Verdict
from kpi.store import contacts, wishes, workspaces
from kpi.store.invitations import Question


class Opting:
    """Listens to the buttons that stop the asking, and start it again; the commands end here too.

    Whatever is still open is drawn anew, so that nobody is left with a question they do not want.
    """

    def __init__(self, process: Process, prompts: Prompts) -> None:
        self._process = process
        self._prompts = prompts
        self._showing = Showing(process)

    async def opt_out(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Stop asking the person who taps, whoever the question was for."""
        if not await self._recorded(body, action):
            await stop_asking(self._process, payloads.actor(body))
        await ack()
        self._process.background.start(self._show_stopped(body, action), "show the opt-out")

    async def opt_in(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Ask the person who taps again."""
        if not await self._recorded(body, action):
            await start_asking(self._process, payloads.actor(body))
        await ack()
        self._process.background.start(self._show_started(body, action), "show the opt-in")

    async def stop(self, actor: Actor) -> None:
        """Stop asking somebody who said so in a command."""
        await stop_asking(self._process, actor)
        self._process.background.start(self._prompts.redraw_open(actor), "show the opt-out")

    async def start(self, actor: Actor) -> None:
        """Ask somebody again who said so in a command."""
        await start_asking(self._process, actor)
        self._process.background.start(self._prompts.redraw_open(actor), "show the opt-in")

    async def _recorded(self, body: Body, action: Body) -> bool:
        """Store a wish by the time of its tap; false when its button names no question."""
        tap = read_tap(body, action, workspace_id=self._process.workspace_id, score=None)
        if tap is None:
            return False
        await self._process.database.writer.submit(wishes.record_wishes, tap)
        return True

    async def _show_stopped(self, body: Body, action: Body) -> None:
        question = await self._own_question(body, action)
        if question is not None:
            await self._prompts.follow(body, question.invitation.id, Verdict.SAME)
        else:
            stopped = prompt.opted_out(await self._language(body), str(action.get("value") or ""))
            await self._showing.tell(body, stopped)
        await self._prompts.redraw_open(payloads.actor(body), but=question)

    async def _show_started(self, body: Body, action: Body) -> None:
        question = await self._own_question(body, action)
        if question is not None and (question.is_answered or _stands_in_dm(body)):
            await self._prompts.follow(body, question.invitation.id, Verdict.SAME)
            await self._prompts.redraw_open(payloads.actor(body), but=question)
        else:
            await self._prompts.replace(body, prompt.opted_in(await self._language(body)))
            await self._prompts.redraw_open(payloads.actor(body))

    async def _own_question(self, body: Body, action: Body) -> Question | None:
        """Find the question of whoever taps; their wish is stored, so it is worth waiting for."""
        invitation_id = payloads.invitation_id(action.get("value"))
        question = await outlasting(
            self._process.background, lambda: self._prompts.find(invitation_id)
        )
        if question is None or not belongs_to(question, payloads.actor(body)):
            return None
        return question

    async def _language(self, body: Body) -> str:
        """Give the language of whoever taps, as far as we know them."""
        actor = payloads.actor(body)
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, self._process.workspace_id)
            contact = await contacts.by_slack(
                connection, workspace.id, actor.team_id, actor.user_id
            )
        return (contact and contact.language) or workspace.language


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
