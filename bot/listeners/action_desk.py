"""What the screens of actions have in common: reading one, its card, the list."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from bot.blocks import Message, View, theme_names, told
from bot.blocks import actions as blocks
from bot.blocks.actions import Card
from bot.listeners import payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception, Serve
from bot.listeners.showing import Showing
from bot.process import Process
from bot.wording import Voice
from kpi import periods
from kpi.actions import GOING, State
from kpi.errors import NotFound
from kpi.store import action_lists, actions, dictionaries, thanks
from kpi.store.tables import Action
from kpi.themes import Dictionary

MOST = 60
_SHOWN = (*GOING, State.JUDGED)
_DROPPED = (State.DROPPED,)


class Seen(NamedTuple):
    """An action as a button or a form holds it."""

    id: UUID
    revision: int


class ActionDesk:
    """Reads actions and shows them, wherever somebody looks at them."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)

    def today(self, caller: Caller) -> date:
        """Give the day it is in the workspace."""
        return periods.today(self._process.clock.now(), caller.workspace.time_zone)

    async def find(self, caller: Caller, action_id: UUID) -> Action:
        """Return an action. Raises NotFound."""
        async with self._process.database.reading() as connection:
            return await actions.find(connection, caller.workspace.id, action_id)

    async def list(self, caller: Caller, notice: str = "") -> Message:
        """List what is going on and what was judged."""
        return await self._list(caller, _SHOWN, notice)

    async def ended(self, caller: Caller) -> Message:
        """List what was dropped."""
        return await self._list(caller, _DROPPED, caller.say("What was dropped:"))

    async def card(self, caller: Caller, action_id: UUID, notice: str = "") -> Message:
        """Show one action."""
        workspace = caller.workspace
        async with self._process.database.reading() as connection:
            action = await actions.find(connection, workspace.id, action_id)
            themes = await dictionaries.of_workspace(connection, workspace.id)
            shown = Card(
                action=action,
                history=await actions.history(connection, action),
                theme=_theme(caller.say, themes, action.theme),
                thanked=await thanks.progress(connection, action),
                today=self.today(caller),
                zone=workspace.time_zone,
            )
        return blocks.card(caller.say, shown, notice)

    async def show(self, caller: Caller, body: Body, message: Message) -> None:
        """Put an answer where its question came from: in the form, in place of it, or below it."""
        page = told.page(caller.say, caller.say("Actions"), message)
        if payloads.in_form(body):
            await self._showing.update_view(body["view"]["id"], page)
        elif payloads.in_home(body):
            await self._showing.open_form(body["trigger_id"], page)
        elif payloads.place(body).is_ephemeral:
            await self._showing.replace(body, message)
        else:
            await self._showing.tell(body, message)

    async def served(self, reception: Reception, body: Body, wish: Serve) -> None:
        """Fulfil the wish behind a button; trouble is told where the button stands."""
        user_id = payloads.actor(body).user_id
        if payloads.in_form(body) or payloads.in_home(body):
            page = await reception.form(user_id, wish)
            if page is not None:
                await self.lay(body, page)
            return
        answer = await reception.serve(user_id, wish)
        if answer.text:
            await self._showing.tell(body, answer)

    async def lay(self, body: Body, form: View) -> bool:
        """Open a form, over the one that is open; false when Slack did not."""
        lay = self._showing.push_view if payloads.in_form(body) else self._showing.open_view
        return bool(await lay(body["trigger_id"], form))

    async def _list(self, caller: Caller, states: Sequence[State], notice: str) -> Message:
        async with self._process.database.reading() as connection:
            found = await action_lists.of_workspace(connection, caller.workspace.id, states, MOST)
            dropped = await action_lists.of_workspace(connection, caller.workspace.id, _DROPPED, 1)
        today, any_dropped = self.today(caller), bool(dropped)
        return blocks.listing(caller.say, found, today, notice, any_dropped=any_dropped)


def _theme(say: Voice, themes: Dictionary, key: str) -> str:
    """Name the theme of an action, which may have been removed; empty for none."""
    return theme_names.with_removed(say, theme_names.named(themes, say.language), key).get(key, "")


def seen(text: str) -> Seen:
    """Read which action a button or a form is about. Raises NotFound for one of before a change."""
    action_id, _, revision = text.partition(":")
    try:
        return Seen(UUID(action_id), int(revision))
    except ValueError:
        raise NotFound("This action was removed.") from None
