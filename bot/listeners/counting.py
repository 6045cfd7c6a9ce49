"""`/survey definitions`: how the service numbers are counted, chosen by an admin in a form."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, service_form, told
from bot.listeners import fields, payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi import service_choices, service_definitions
from kpi.service_choices import CHOICES, DAYS
from kpi.service_definitions import SECOND_LINE, ServiceDefinition
from kpi.store import workspaces


class Counting:
    """Opens the form, and keeps what it says."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def open(self, caller: Caller, _rest: str, command: Body) -> Message:
        """Open the form; nothing is changed until it is sent."""
        caller.require(admin=True)
        self._process.background.start(self._open(caller, command), "open the form of counting")
        return Message(caller.say("The form on how to count opens now."))

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Count as the form says from now on, or show at its fields what is wrong."""
        stored = await fields.take(self._reception, ack, body, keep=self._keep)
        if stored is None:
            return
        caller, begun = stored
        title, text = caller.say("How to count"), _kept(caller, begun)
        await ack(response_action="update", view=told.form(caller.say, title, text))

    async def _open(self, caller: Caller, command: Body) -> None:
        chosen = service_definitions.in_force(caller.workspace.service)
        form = service_form.form(caller.say, chosen)
        if not await self._showing.open_form(command["trigger_id"], form):
            told = caller.say("Slack was too slow to open the form. Please try once more.")
            await self._showing.tell(command, Message(told))

    async def _keep(self, caller: Caller, view: Body) -> list[ServiceDefinition]:
        sent = {name: payloads.field(view, name).text for name in (*CHOICES, DAYS, SECOND_LINE)}
        fields.require(
            {
                DAYS: lambda: service_choices.read_days(sent[DAYS]),
                SECOND_LINE: lambda: service_choices.read_tags(sent),
            }
        )

        async def change(connection: Any) -> list[ServiceDefinition]:
            before = (await workspaces.find(connection, caller.workspace.id)).service
            now = service_form.form(caller.say, service_definitions.in_force(before))
            after = service_choices.read(fields.merged(view, now))
            await workspaces.change(connection, caller.workspace.id, service=after)
            return service_choices.changed(before, after)

        return await self._process.database.writer.work(change)


def _kept(caller: Caller, begun: list[ServiceDefinition]) -> str:
    if not begun:
        return caller.say("Saved. Everything is counted as before.")
    lines = [f"*{one.metric.upper()}*: {one.meaning[caller.say.language]}" for one in begun]
    lead = caller.say("From now on, each a series of its own:")
    return "\n".join([lead, *lines])
