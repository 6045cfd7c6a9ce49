"""The list of surveys: opened by `/survey` or seen in the Home tab, and what its buttons do."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, inert, naming, policy_form, survey_form, survey_list, told
from bot.listeners import payloads, survey_cards
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception, Serve
from bot.listeners.showing import Showing
from bot.process import Process
from bot.roles import Role
from bot.wording import Voice
from kpi.store import surveys
from kpi.store.tables import Survey

Refresh: TypeAlias = Callable[[str], Awaitable[None]]
"""Draws the Home tab of a user anew."""

Door: TypeAlias = Callable[[Caller, str, Body], Awaitable[Message]]
"""Another page, as a verb of `/survey` gives it."""

LIST = "surveys"
"""The callback id of the list as a form."""

FORMS: Mapping[str, Callable[[Voice, Survey], View]] = {
    "survey:edit": survey_form.words,
    "survey:policy": policy_form.overview,
}
"""Buttons that open a form about one survey."""

SWITCHES = {"survey:pause": "no", "survey:resume": "yes"}
"""Buttons that turn a survey on or off, with what becomes of its setting."""


class Surveys:
    """Listens to the bare `/survey` and to the buttons of the list."""

    def __init__(
        self,
        process: Process,
        reception: Reception,
        refresh: Refresh,
        *,
        doors: Mapping[str, Door],
    ) -> None:
        self._process = process
        self._doors = doors
        self.reception = reception
        self._refresh = refresh
        self._showing = Showing(process)

    async def open(self, caller: Caller, _rest: str, command: Body) -> Message:
        """Open the list; what is said meanwhile tells what else there is."""
        caller.require(lead=True)
        self._process.background.start(self._open(caller, command), "open the surveys")
        return Message(caller.say("The surveys open now. What else there is:  /survey help"))

    async def act(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button of the list says, for an admin."""
        await ack()
        self._process.background.start(self._act(body, action), "serve a button of the surveys")

    async def redraw(self, caller: Caller, body: Body, notice: str = "") -> None:
        """Draw the list anew where it stands: below the form that was used, and in the Home tab."""
        shown = body.get("view") or {}
        root = shown.get("root_view_id", "")
        if root != shown.get("id") or shown.get("callback_id") == LIST:
            await self._showing.update_view(root, await self._view(caller, notice))
        await self._refresh(caller.user_id)

    async def redraw_below(self, caller: Caller, view: View) -> None:
        """Draw the list anew below two forms; over the Home tab there is no list."""
        if view["root_view_id"] != view["previous_view_id"]:
            await self._showing.update_view(view["root_view_id"], await self._view(caller))
        await self._refresh(caller.user_id)

    def lay_over(self, body: Body, name: str, draw: Callable[[Voice, Survey], View]) -> None:
        """Lay a form about a survey over the one whose button was used, for an admin."""

        async def wish(caller: Caller) -> Message:
            caller.require(admin=True)
            await self.over(body, draw(caller.say, await find(self._process, name)))
            return Message("")

        self._process.background.start(self._say(body, wish), "lay a form over another")

    async def _open(self, caller: Caller, command: Body) -> None:
        if not await self._showing.open_form(command["trigger_id"], await self._view(caller)):
            text = caller.say("Slack was too slow to open the form. Please try once more.")
            await self._showing.tell(command, Message(text))

    async def _view(self, caller: Caller, notice: str = "") -> View:
        cards = await survey_cards.read(self._process, caller)
        changes = caller.role is Role.ADMIN
        return survey_list.view(caller.say, cards, changes=changes, notice=notice)

    async def _act(self, body: Body, action: Body) -> None:
        await self._say(body, lambda caller: self._serve(caller, body, action))

    async def _say(self, body: Body, wish: Serve) -> None:
        """Fulfil a wish, and show over the form what it has to say."""
        view = await self.reception.form(payloads.actor(body).user_id, wish)
        if view is not None:
            await self.over(body, view)

    async def _serve(self, caller: Caller, body: Body, action: Body) -> Message:
        """Do it; the empty message means that there is nothing more to say."""
        caller.require(admin=True)
        action_id = action["action_id"]
        if action_id == "survey:new":
            await self.over(body, survey_form.new(caller.say))
            return Message("")
        if action_id.startswith(survey_list.DOOR):
            await self._enter(caller, body, action_id.removeprefix(survey_list.DOOR))
            return Message("")
        survey = await find(self._process, action["value"])
        if action_id in FORMS:
            await self.over(body, FORMS[action_id](caller.say, survey))
        else:
            await self._switch(caller, body, survey, enabled=SWITCHES[action_id])
        return Message("")

    async def _enter(self, caller: Caller, body: Body, name: str) -> None:
        page = await self._doors[name](caller, "", body)
        title = caller.say(survey_list.DOORS[name])
        await self.over(body, told.page(caller.say, title, page))

    async def over(self, body: Body, view: View) -> None:
        """Show a form where a button was used: over the form it stood in, or over the Home tab."""
        show = self._showing.open_form if payloads.in_home(body) else self._showing.push_view
        await show(body["trigger_id"], view)

    async def _switch(self, caller: Caller, body: Body, survey: Survey, *, enabled: str) -> None:
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: surveys.change(
                connection, survey, {"enabled": enabled}, by=caller.user_id, now=now
            )
        )
        await self.redraw(caller, body, _switched(caller.say, survey, enabled))


async def find(process: Process, name: str) -> Survey:
    """Give a survey of our workspace as it stands now. Raises NotFound."""
    async with process.database.reading() as connection:
        return await surveys.named(connection, process.workspace_id, name)


def _switched(say: Voice, survey: Survey, enabled: str) -> str:
    name = f"*{inert.escaped(naming.survey(survey), naming.LONGEST)}*"
    if enabled == "yes":
        return say("{survey} asks from now on.", survey=name)
    return say(
        "{survey} asks nobody any more. Questions that went out may still be answered.", survey=name
    )
