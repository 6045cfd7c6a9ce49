"""The button "My answers": whoever taps it is shown what they answered, and nobody else is."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message
from bot.blocks import own_answers as blocks
from bot.listeners import payloads
from bot.listeners.payloads import Actor, Body
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.store import contacts, own_answers, workspaces


class OwnAnswers:
    """Listens to the button under an answer."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)

    async def show(self, ack: AsyncAck, body: Body) -> None:
        """Tell privately, beside the message; nothing is stored."""
        await ack()
        self._process.background.start(self._tell(body), "show somebody their answers")

    async def _tell(self, body: Body) -> None:
        await self._showing.tell(body, await self._message(payloads.actor(body)))

    async def _message(self, actor: Actor) -> Message:
        home, person = self._process.workspace_id, (actor.team_id, actor.user_id)
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, home)
            contact = await contacts.by_slack(connection, home, *person)
            found = await own_answers.latest(connection, home, *person, blocks.MOST)
        language = (contact and contact.language) or workspace.language
        return blocks.message(found, language=language, zone=workspace.time_zone)
