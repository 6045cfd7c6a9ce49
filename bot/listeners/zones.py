"""The time zone of the workspace, beside its opening hours: shown, asked for, changed."""

from dataclasses import replace

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, told, zone_form
from bot.listeners import fields, payloads
from bot.listeners.opening_hours import OpeningHours
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.process import Process
from kpi import time_zones
from kpi.store import zones
from kpi.store.tables import Workspace


class Zones:
    """Listens to the button of the time zone, and to its form."""

    def __init__(self, process: Process, page: OpeningHours) -> None:
        self._process = process
        self._page = page
        self._showing = Showing(process)

    async def button(self, ack: AsyncAck, body: Body) -> None:
        """Ask for another zone."""
        await ack()
        self._process.background.start(self._ask(body), "ask for a time zone")

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep the zone and say what follows, or show what is wrong with it."""
        stored = await fields.take(self._page.reception, ack, body, keep=self._keep)
        if stored is None:
            return
        caller, workspace = stored
        is_new = workspace.time_zone != caller.workspace.time_zone
        text = zone_form.kept(caller.say, workspace.time_zone, is_new=is_new)
        view = told.form(caller.say, caller.say("Time zone"), text)
        await ack(response_action="update", view=view)
        now = replace(caller, workspace=workspace)
        below = self._page.redraw_below(now, body["view"], caller.say("Saved."))
        self._process.background.start(below, "draw the hours anew")

    async def _ask(self, body: Body) -> None:
        answer = await self._page.reception.serve(
            payloads.actor(body).user_id, lambda caller: self._asked(caller, body)
        )
        if answer.text:
            await self._showing.replace(body, answer)

    async def _asked(self, caller: Caller, body: Body) -> Message:
        caller.require(admin=True)
        lay = self._showing.push_view if payloads.in_form(body) else self._showing.open_view
        zone, hook = caller.workspace.time_zone, payloads.private_hook(body)
        form = zone_form.form(caller.say, zone, hook=hook)
        if await lay(body["trigger_id"], form):
            return Message("")
        return Message(caller.say("Slack was too slow to open the form. Please tap once more."))

    async def _keep(self, caller: Caller, view: Body) -> Workspace:
        text = payloads.field(view, zone_form.FIELD).text
        fields.require({zone_form.FIELD: lambda: time_zones.read(text)})
        zone, now = time_zones.read(text), self._process.clock.now()
        return await self._process.database.writer.work(
            lambda connection: zones.change(connection, caller.workspace.id, zone, now)
        )
