"""`/survey connections`: the ticket systems with their lights, and the buttons beside them."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeAlias

from slack_bolt.async_app import AsyncAck

from bot import connecting, wording
from bot.blocks import Message, told
from bot.listeners import connecting as forms
from bot.listeners import payloads
from bot.listeners.api_forms import ApiForms
from bot.listeners.connecting import Connecting
from bot.listeners.doors import Doors, Known, Shown
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.errors import KpiError
from kpi.store import hooks

Deed: TypeAlias = Callable[[Caller, Known, Body], Awaitable[None]]


class Connections:
    """Listens to the list of connections and its buttons."""

    def __init__(
        self,
        process: Process,
        reception: Reception,
        connecting_form: Connecting,
        api_forms: ApiForms,
    ) -> None:
        self._process = process
        self._reception = reception
        self._form = connecting_form
        self._doors = Doors(process)
        self._showing = Showing(process)
        self._deeds: Mapping[str, Deed] = {
            "hook:show": self._show,
            "hook:secret": self._replace_secret,
            "hook:api": api_forms.push,
            "hook:retry": self._retry,
            "hook:remove": self._remove,
        }

    async def show(self, caller: Caller, _rest: str, command: Body) -> Message:
        """Open the list."""
        caller.require(admin=True)
        self._process.background.start(self._open(caller, command), "list the connections")
        return Message(caller.say("The list of your ticket systems opens now."))

    async def button(self, ack: AsyncAck, body: Body) -> None:
        """Open the list from a button anywhere; who may not see it gets an answer of that."""
        await ack()
        self._process.background.start(self._from_button(body), "list the connections")

    async def act(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button of the list says."""
        await ack()
        self._process.background.start(self._act(body, action), "change a connection")

    async def _open(self, caller: Caller, body: Body) -> None:
        view = await self._doors.list(caller)
        lay = self._showing.push_view if payloads.in_form(body) else self._showing.open_view
        view_id = await lay(body["trigger_id"], view)
        if view_id:
            self._light(caller, view_id, view)
            return
        text = caller.say("Slack was too slow to open the form. Please try once more.")
        await self._showing.tell(body, Message(text))

    async def _from_button(self, body: Body) -> None:
        answer = await self._reception.serve(
            payloads.actor(body).user_id, lambda caller: self._serve(caller, body)
        )
        if answer.text:
            await self._showing.tell(body, answer)

    async def _serve(self, caller: Caller, body: Body) -> Message:
        caller.require(admin=True)
        await self._open(caller, body)
        return Message("")

    async def _act(self, body: Body, action: Body) -> None:
        say, view_id = wording.voice(""), body["view"]["id"]
        try:
            caller = await self._reception.caller(payloads.actor(body).user_id)
            say = caller.say
            caller.require(admin=True)
            await self._do(caller, body, action)
        except KpiError as error:
            shown = told.form(say, say("Ticket systems"), say.explain(error))
            await self._showing.update_view(view_id, shown)

    async def _do(self, caller: Caller, body: Body, action: Body) -> None:
        if action["action_id"] == "hook:new":
            await self._showing.push_view(body["trigger_id"], forms.choice(caller))
            return
        known = await self._doors.find(action["value"])
        await self._deeds[action["action_id"]](caller, known, body)

    async def _show(self, caller: Caller, known: Known, body: Body) -> None:
        await self._push(caller, known, body, Shown())

    async def _replace_secret(self, caller: Caller, known: Known, body: Body) -> None:
        """Ask for the secret that the system makes; otherwise make one and tell it."""
        if known.system.source.secret_from_there:
            await self._push(caller, known, body, Shown(asks_secret=True))
            return
        secret = await connecting.replace_secret(
            self._process.database, self._process.box, known.hook, clock=self._process.clock
        )
        notice = caller.say("This secret counts from now on; the one before for 24 more hours.")
        await self._push(caller, known, body, Shown(secret=secret, notice=notice))

    async def _push(self, caller: Caller, known: Known, body: Body, shown: Shown) -> None:
        drawn = await self._doors.details(caller, known.hook.id, shown)
        view_id = await self._showing.push_view(body["trigger_id"], drawn)
        if view_id:
            self._form.light(caller, view_id, known.hook.id, shown=shown, drawn=drawn)

    async def _retry(self, caller: Caller, known: Known, body: Body) -> None:
        write = self._process.database.writer.work
        count = await write(lambda connection: hooks.retry(connection, known.hook))
        self._process.nudge()
        notice = caller.say.plural(
            "{n} event is being tried again.", "{n} events are being tried again.", count
        )
        await self._redraw(caller, body, notice)

    async def _remove(self, caller: Caller, known: Known, body: Body) -> None:
        write = self._process.database.writer.work
        await write(lambda connection: hooks.remove(connection, known.hook))
        await self._redraw(caller, body, caller.say("The connection was removed."))

    async def _redraw(self, caller: Caller, body: Body, notice: str) -> None:
        view = await self._doors.list(caller, notice)
        view_id = body["view"]["id"]
        await self._showing.update_view(view_id, view)
        self._light(caller, view_id, view)

    def _light(self, caller: Caller, view_id: str, view: Body) -> None:
        draw, now = partial(self._doors.list, caller), self._process.clock.real()
        self._process.lights.watch(view_id, draw, shown=view, now=now)
