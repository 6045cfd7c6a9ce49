"""`/survey hours`: the opening hours as a list, its buttons, and days off on request."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, hours_form, opening_hours, told
from bot.blocks.hours_form import Draft
from bot.listeners import hours_fields, payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi import holidays
from kpi.errors import KpiError
from kpi.holidays import TOGGLES
from kpi.opening_text import read_closed, show_closed, show_stretches
from kpi.periods import local_day
from kpi.store import office_schedules
from kpi.store.office_schedules import Schedules


class OpeningHours:
    """Answers the command, and listens to the list and to the button of its form."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self.reception = reception
        self._showing = Showing(process)

    async def show(self, caller: Caller, _rest: str, _command: Body) -> Message:
        """List the hours."""
        caller.require(admin=True)
        return await self._list(caller)

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button of the list says."""
        await ack()
        self._process.background.start(self._act(body, action), "serve a button of the hours")

    async def suggest(self, ack: AsyncAck, body: Body) -> None:
        """Put the holidays of the chosen country among the days off of the form."""
        await ack()
        self._process.background.start(self._suggest(body), "suggest days off")

    async def redraw_below(self, caller: Caller, view: Body, notice: str) -> None:
        """Draw the list anew below its form, or where that was opened from."""
        if below := view.get("previous_view_id"):
            await self._showing.update_view(below, await self._page(caller, notice))
        elif hook := payloads.ids(view).get("hook"):
            await self._showing.replace({"response_url": hook}, await self._list(caller, notice))

    def years_ahead(self, caller: Caller) -> range:
        """Give the years of which days off are suggested now."""
        return holidays.years_ahead(self._today(caller))

    async def _act(self, body: Body, action: Body) -> None:
        name = str(action.get("value", "")).removeprefix(opening_hours.VALUE)
        answer = await self.reception.serve(
            payloads.actor(body).user_id,
            lambda caller: self._served(caller, body, action["action_id"], name),
        )
        if answer.text:
            await self._showing.replace(body, answer)

    async def _served(self, caller: Caller, body: Body, action_id: str, name: str) -> Message:
        """Do it; the empty message means that what stands there may stay."""
        caller.require(admin=True)
        if action_id == opening_hours.REMOVE:
            return await self._removed(caller, body, name)
        begun = await self._draft(caller, name, is_new=action_id == opening_hours.NEW)
        draft = replace(begun, hook=payloads.private_hook(body))
        lay = self._showing.push_view if payloads.in_form(body) else self._showing.open_view
        view_id = await lay(body["trigger_id"], self._form(caller, draft))
        if not view_id:
            return Message(caller.say("Slack was too slow to open the form. Please tap once more."))
        if draft.country and not draft.suggested:
            # The library takes longer to load than Slack waits for a form.
            await self._redraw(caller, view_id, draft)
        return Message("")

    async def _removed(self, caller: Caller, body: Body, name: str) -> Message:
        workspace_id = caller.workspace.id
        await self._process.database.writer.work(
            lambda connection: office_schedules.remove(connection, workspace_id, name)
        )
        notice = caller.say("The hours are removed.")
        if not payloads.in_form(body):
            return await self._list(caller, notice)
        await self._showing.update_view(body["view"]["id"], await self._page(caller, notice))
        return Message("")

    async def _suggest(self, body: Body) -> None:
        await self.reception.serve(
            payloads.actor(body).user_id, lambda caller: self._suggested(caller, body["view"])
        )

    async def _suggested(self, caller: Caller, view: Body) -> Message:
        """Draw the form anew with the suggestions, or with what is wrong about the days off."""
        caller.require(admin=True)
        await self._redraw(caller, view["id"], hours_fields.drafted(view))
        return Message("")

    async def _redraw(self, caller: Caller, view_id: str, draft: Draft) -> None:
        notice = ""
        try:
            draft = await self._with_holidays(caller, draft)
        except KpiError as error:
            notice = caller.say.explain(error)
        await self._showing.update_view(view_id, self._form(caller, draft, notice))

    async def _draft(self, caller: Caller, name: str, *, is_new: bool) -> Draft:
        """Give what the form begins with: what holds, or what is likely."""
        found = await self._schedules(caller)
        stored = {one.name: hours_form.of(one) for one in found.rows}
        default = stored.get(office_schedules.DEFAULT)
        if not is_new and name in stored:
            return stored[name]
        usual = office_schedules.USUAL
        days = [show_stretches(usual.get(day, ())) for day in range(len(hours_form.DAYS))]
        if default is not None:
            return replace(default, is_new=is_new, seen="")
        country = holidays.country_of(caller.workspace.time_zone)
        return Draft(is_new=is_new, days=days, country=country)

    async def _with_holidays(self, caller: Caller, draft: Draft) -> Draft:
        """Put the holidays of this year and the next among the days off; those before go."""
        typed = read_closed(draft.closed)
        years = self.years_ahead(caller)
        named = await asyncio.to_thread(_changed, typed, draft, years, caller.say.language)
        return replace(
            draft,
            closed="\n".join(show_closed(named.items())),
            suggested=draft.country,
            toggled=draft.chosen,
            times=draft.times + 1,
        )

    def _form(self, caller: Caller, draft: Draft, notice: str = "") -> View:
        zone = caller.workspace.time_zone
        return hours_form.form(caller.say, draft, zone=zone, notice=notice)

    async def _list(self, caller: Caller, notice: str = "") -> Message:
        found = await self._schedules(caller)
        return opening_hours.listing(caller.say, found, self._today(caller), notice)

    async def _page(self, caller: Caller, notice: str) -> View:
        return told.page(caller.say, caller.say("Opening hours"), await self._list(caller, notice))

    async def _schedules(self, caller: Caller) -> Schedules:
        async with self._process.database.reading() as connection:
            return await office_schedules.of_workspace(connection, caller.workspace)

    def _today(self, caller: Caller) -> date:
        return local_day(self._process.clock.now(), caller.workspace.time_zone)


def _changed(
    typed: Mapping[date, str], draft: Draft, years: range, language: str
) -> dict[date, str]:
    """Give the days off with the suggestions of now instead of those suggested before."""
    before = [_all(code, years, language) for code in {draft.suggested, draft.country} if code]
    own = {day: name for day, name in typed.items() if not any(day in known for known in before)}
    if not draft.country:
        return own
    chosen = dict.fromkeys(draft.chosen, True)
    fresh = holidays.suggested(draft.country, years, chosen, language=language)
    return dict(sorted({**own, **fresh}.items()))


def _all(country: str, years: range, language: str) -> Mapping[date, str]:
    """Give every day that could have been suggested."""
    chosen = dict.fromkeys(TOGGLES.get(country, ()), True)
    return holidays.suggested(country, years, chosen, language=language)
