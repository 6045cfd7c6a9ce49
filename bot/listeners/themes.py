"""`/survey themes`: the list of themes and its buttons, for admins."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, theme_form, theme_list
from bot.listeners import payloads, theme_fields
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.listeners.theme_desk import Follow, ThemeDesk
from bot.process import Process
from kpi.store import dictionaries

Deed: TypeAlias = Callable[[Caller, str, Body], Awaitable[None]]


class Themes:
    """Answers the command, and listens to the list."""

    def __init__(self, process: Process, reception: Reception, desk: ThemeDesk) -> None:
        self._process = process
        self._reception = reception
        self._desk = desk
        self._showing = Showing(process)
        self._deeds: Mapping[str, Deed] = {
            theme_list.NEW: self._form,
            theme_list.EDIT: self._form,
            theme_list.REMOVE: self._remove,
            theme_list.RESTORE: self._restore,
        }

    async def show(self, caller: Caller, _rest: str, command: Body) -> Message:
        """Open the list."""
        caller.require(admin=True)
        self._process.background.start(self._open(caller, command), "list the themes")
        return Message(caller.say("The themes open now."))

    async def button(self, ack: AsyncAck, body: Body) -> None:
        """Open the list from a button of another page."""
        await ack()

        async def opened(caller: Caller) -> None:
            await self._open(caller, body)

        self._process.background.start(self._serve(body, opened), "list the themes")

    async def act(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button of the list says."""
        await ack()
        key, deed = str(action.get("value", "")), self._deeds[action["action_id"]]

        async def done(caller: Caller) -> None:
            await deed(caller, key, body)

        self._process.background.start(self._serve(body, done), "serve a button of the themes")

    async def _serve(self, body: Body, work: Callable[[Caller], Awaitable[None]]) -> None:
        """Do it for an admin; what is refused is said in a form over what stands there."""

        async def wish(caller: Caller) -> Message:
            caller.require(admin=True)
            await work(caller)
            return Message("")

        view = await self._reception.form(payloads.actor(body).user_id, wish)
        if view is not None:
            lay = self._showing.push_view if payloads.in_form(body) else self._showing.open_view
            await lay(body["trigger_id"], view)

    async def _open(self, caller: Caller, body: Body) -> None:
        follow = Follow()
        view = await self._desk.list(caller, "", follow)
        lay = self._showing.push_view if payloads.in_form(body) else self._showing.open_view
        view_id = await lay(body["trigger_id"], view)
        if view_id:
            self._desk.watch(caller, view_id, view, notice="", follow=follow)
            return
        text = caller.say("Slack was too slow to open the form. Please try once more.")
        await self._showing.tell(body, Message(text))

    async def _form(self, caller: Caller, key: str, body: Body) -> None:
        theme = theme_fields.find(await self._desk.dictionary(), key)
        await self._showing.push_view(body["trigger_id"], theme_form.form(caller.say, theme))

    async def _remove(self, caller: Caller, key: str, body: Body) -> None:
        home, by, now = caller.workspace.id, caller.user_id, self._process.clock.now()
        changed = await self._desk.change(
            lambda connection: dictionaries.remove(connection, home, key, by=by, now=now)
        )
        notice = caller.say("The theme is removed.")
        await self._desk.redraw(caller, body["view"]["id"], notice, is_owed=changed.is_owed)

    async def _restore(self, caller: Caller, key: str, body: Body) -> None:
        home = caller.workspace.id
        changed = await self._desk.change(
            lambda connection: dictionaries.restore(connection, home, key)
        )
        notice = caller.say("The theme is as it came.")
        await self._desk.redraw(caller, body["view"]["id"], notice, is_owed=changed.is_owed)
