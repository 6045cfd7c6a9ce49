"""You said, we did, for leads: who would be told and in which words, and then that they are."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, theme_names, told
from bot.blocks import thanks as blocks
from bot.blocks.thanks import LANGUAGES, Outlook
from bot.listeners import fields, payloads
from bot.listeners.action_desk import ActionDesk, Seen, seen
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.process import Process
from kpi.errors import KpiError
from kpi.store import dictionaries, thanks, voices
from kpi.store.actions import Changed
from kpi.store.tables import Action


class ActionThanks:
    """Shows the preview, and owes the messages when it is sent."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._desk = ActionDesk(process)

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Show who would be told, and the words."""
        await ack()
        self._process.background.start(self._open(body, action), "preview a thank-you")

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Owe the messages once, or say why not."""
        stored = await fields.take(self._reception, ack, body, keep=self._keep, admin=False)
        if stored is None:
            return
        caller, people = stored
        text = blocks.queued(caller.say, people)
        title = caller.say("Tell the customers")
        await ack(response_action="update", view=told.form(caller.say, title, text))

    async def _open(self, body: Body, button: Body) -> None:
        async def opened(caller: Caller) -> Message:
            caller.require(lead=True)
            form = await self._form(caller, seen(payloads.chosen(button)))
            if not await self._desk.lay(body, form):
                raise KpiError("Slack was too slow to open the form. Please try once more.")
            return Message("")

        await self._desk.served(self._reception, body, opened)

    async def _form(self, caller: Caller, one: Seen) -> View:
        now = self._process.clock.now()
        action = await self._desk.find(caller, one.id)
        thanks.require_untold(action)
        async with self._process.database.reading() as connection:
            behind = await voices.behind(connection, action, now)
        outlook = Outlook(
            action=action,
            audience=behind,
            themes=await self._themes(caller, action),
            default_language=caller.workspace.language,
        )
        return blocks.form(caller.say, outlook)

    async def _themes(self, caller: Caller, action: Action) -> Mapping[str, str]:
        if not action.theme:
            return {}
        async with self._process.database.reading() as connection:
            known = await dictionaries.of_workspace(connection, caller.workspace.id)
        named = {one: theme_names.named(known, one).get(action.theme, "") for one in LANGUAGES}
        return {language: name for language, name in named.items() if name}

    async def _keep(self, caller: Caller, view: Body) -> int:
        carried, now = payloads.ids(view), self._process.clock.now()
        one = seen(f"{carried.get('action', '')}:{carried.get('revision', '')}")
        action = await self._desk.find(caller, one.id)
        if action.revision != one.revision and not action.thanks:
            raise Changed
        words = {language: payloads.field(view, language).text for language in LANGUAGES}
        return await self._process.database.writer.work(
            lambda connection: thanks.owe(connection, action, words, by=caller.user_id, now=now)
        )
