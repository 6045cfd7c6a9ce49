"""The form of a theme: its words tried before they are kept, and kept when it is sent."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.blocks import Block, Message, inert, naming, theme_form, theme_trial
from bot.blocks.theme_trial import QUOTED, Tried
from bot.listeners import fields, payloads, theme_fields
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.listeners.theme_desk import Changed, ThemeDesk
from bot.process import Process
from bot.wording import Voice
from kpi import theme_trials as trials
from kpi.store import dictionaries, theme_trials
from kpi.store.theme_trials import Sample
from kpi.themes import Dictionary, Theme


class ThemeOrders:
    """Listens to the form."""

    def __init__(self, process: Process, reception: Reception, desk: ThemeDesk) -> None:
        self._process = process
        self._reception = reception
        self._desk = desk
        self._showing = Showing(process)

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep the theme and go back to the list, or show at each field what is wrong."""
        stored = await fields.take(self._reception, ack, body, keep=self._keep)
        if stored is None:
            return
        await ack()
        caller, changed = stored
        if below := body["view"].get("previous_view_id"):
            notice = _told(caller.say, changed)
            drawing = self._desk.redraw(caller, below, notice, is_owed=changed.is_owed)
            self._process.background.start(drawing, "draw the themes anew")

    async def try_out(self, ack: AsyncAck, body: Body) -> None:
        """Show below the words of the form what they would catch."""
        await ack()
        self._process.background.start(self._try_out(body), "try the words of a theme")

    async def _keep(self, caller: Caller, view: Body) -> Changed:
        home, now = caller.workspace.id, self._process.clock.now()

        async def change(connection: Any) -> Dictionary:
            before = await dictionaries.of_workspace(connection, home)
            theme = theme_fields.wish(caller.say, view, before)
            if theme in before.themes:
                return before
            return await dictionaries.save(connection, home, theme, by=caller.user_id, now=now)

        return await self._desk.change(change)

    async def _try_out(self, body: Body) -> None:
        async def wish(caller: Caller) -> Message:
            caller.require(admin=True)
            await self._show(body["view"], await self._tried(caller, body["view"]))
            return Message("")

        answer = await self._reception.serve(payloads.actor(body).user_id, wish)
        if answer.text:
            await self._show(body["view"], theme_trial.refused(answer.text))

    async def _show(self, view: Body, shown: list[Block]) -> None:
        await self._showing.update_view(view["id"], theme_form.with_trial(view, shown))

    async def _tried(self, caller: Caller, view: Body) -> list[Block]:
        """Try the words; what is wrong with them is said in the place of what came of it."""
        try:
            before = theme_fields.find(await self._desk.dictionary(), theme_fields.key_of(view))
            after = theme_fields.drafted(view)
        except fields.Wrong as wrong:
            told = map(caller.say.explain, wrong.fields.values())
            return theme_trial.refused("\n".join(told))
        now, most = self._process.clock.now(), theme_trials.MOST
        async with self._process.database.reading() as connection:
            found = await theme_trials.samples(connection, caller.workspace, now, most)
        tried = await asyncio.to_thread(_tried, found, before, after)
        return theme_trial.told(caller.say, tried, caller.workspace.time_zone)


def _tried(found: list[Sample], before: Theme | None, after: Theme) -> Tried:
    """Try words on remarks, and make a few of them fit to be quoted."""
    trial = trials.tried([one.remark for one in found], before, after)
    return Tried(
        of=len(found),
        is_capped=len(found) >= theme_trials.MOST,
        caught=trial.caught,
        gained=len(trial.gained),
        lost=len(trial.lost),
        gains=[found[place].quoted for place in trial.gained[:QUOTED]],
        losses=[found[place].quoted for place in trial.lost[:QUOTED]],
    )


def _told(say: Voice, changed: Changed) -> str:
    new = [one for one in changed.after.themes if one not in changed.before.themes]
    if not new:
        return say("Nothing was changed.")
    return say(
        "*{theme}* is saved.", theme=inert.escaped(new[0].name(say.language), naming.LONGEST)
    )
