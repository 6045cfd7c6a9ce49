"""The form of opening hours, sent: checked field by field, kept, and told."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import inert, naming, opening_hours, told
from bot.listeners import fields, hours_fields, payloads
from bot.listeners.opening_hours import OpeningHours
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.process import Process
from kpi.errors import WrongSetting
from kpi.store import office_schedules
from kpi.store.office_schedules import Schedules, Wish
from kpi.store.tables import OfficeSchedule


class HoursOrders:
    """Listens to the form of opening hours."""

    def __init__(self, process: Process, page: OpeningHours) -> None:
        self._process = process
        self._page = page

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Keep hours and say so, or show at each field what is wrong."""
        stored = await fields.take(self._page.reception, ack, body, keep=self._keep)
        if stored is None:
            return
        caller, schedule = stored
        text = _kept(caller, schedule)
        await ack(
            response_action="update", view=told.form(caller.say, caller.say("Opening hours"), text)
        )
        below = self._page.redraw_below(caller, body["view"], caller.say("Saved."))
        self._process.background.start(below, "draw the hours anew")

    async def _keep(self, caller: Caller, view: Body) -> OfficeSchedule:
        wish, now = hours_fields.wish(view), self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await office_schedules.of_workspace(connection, caller.workspace)
        is_new = "is_new" in payloads.ids(view)
        fields.require(
            {
                "name": lambda: _require_free(wish, found, is_new=is_new),
                "day0": lambda: office_schedules.require_open(wish),
                "teams": lambda: office_schedules.require_teams(wish, found.rows),
                "channels": lambda: office_schedules.require_channels(wish, found.rows),
            }
        )
        return await self._process.database.writer.work(
            lambda connection: office_schedules.save(connection, caller.workspace, wish, now)
        )


def _require_free(wish: Wish, found: Schedules, *, is_new: bool) -> None:
    if is_new and wish.name.casefold() in {one.name.casefold() for one in found.rows}:
        raise WrongSetting("There are hours called {name} already.", name=wish.name)


def _kept(caller: Caller, schedule: OfficeSchedule) -> str:
    say = caller.say
    name = inert.escaped(opening_hours.title(say, schedule.name), naming.LONGEST)
    hours = opening_hours.week(say, office_schedules.week_of(schedule))
    days = say.plural("{n} day off", "{n} days off", len(office_schedules.closed_days(schedule)))
    counts = say(
        "They count from now on; what was reckoned before stays as it is. Campaigns ask nobody on"
        " days that are closed now: who had their turn then gets another day."
    )
    return f"*{name}*: {hours} · {days}\n{counts}"
