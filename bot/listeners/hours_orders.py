"""The form of opening hours, sent: checked field by field, kept, and told."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slack_bolt.async_app import AsyncAck

from bot.blocks import inert, naming, opening_hours, told
from bot.listeners import fields, hours_fields, payloads
from bot.listeners.opening_hours import OpeningHours
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.process import Process
from bot.wording import Voice
from kpi.errors import Refused, WrongSetting
from kpi.store import filed_names, office_schedules
from kpi.store.office_schedules import Schedules, Wish
from kpi.store.tables import OfficeSchedule


class Kept(NamedTuple):
    """Hours that are kept."""

    schedule: OfficeSchedule
    is_alone: bool
    """Whether there are no others."""
    unheard: Sequence[str] = ()
    """The teams and channels that no ticket names."""


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
        caller, kept = stored
        text = _told(caller.say, kept)
        await ack(
            response_action="update", view=told.form(caller.say, caller.say("Opening hours"), text)
        )
        below = self._page.redraw_below(caller, body["view"], caller.say("Saved."))
        self._process.background.start(below, "draw the hours anew")

    async def _keep(self, caller: Caller, view: Body) -> Kept:
        now, years = self._process.clock.now(), self._page.years_ahead(caller)
        # The library that knows holidays takes a while to load.
        wish = await asyncio.to_thread(hours_fields.wish, view, years, caller.say.language)
        async with self._process.database.reading() as connection:
            found = await office_schedules.of_workspace(connection, caller.workspace)
            wanted = {"team": wish.teams, "channel": wish.channels}
            unheard = await filed_names.unheard(connection, caller.workspace.id, wanted)
        ids = payloads.ids(view)
        is_new = "is_new" in ids
        fields.require(
            {
                "name": lambda: _require_free(wish, found, is_new=is_new),
                "day0": lambda: _require_seen(wish, found, ids.get("seen", "")),
                "teams": lambda: office_schedules.require_teams(wish, found.rows),
                "channels": lambda: office_schedules.require_channels(wish, found.rows),
            }
        )
        schedule = await self._process.database.writer.work(
            lambda connection: office_schedules.save(connection, caller.workspace, wish, now)
        )
        is_alone = all(one.name == wish.name for one in found.rows)
        return Kept(schedule, is_alone=is_alone, unheard=unheard)


def _require_free(wish: Wish, found: Schedules, *, is_new: bool) -> None:
    if is_new and wish.name.casefold() in {one.name.casefold() for one in found.rows}:
        raise WrongSetting("There are hours called {name} already.", name=wish.name)


def _require_seen(wish: Wish, found: Schedules, seen: str) -> None:
    """Let hours pass that nobody else kept since the form was opened. Raises Refused."""
    office_schedules.require_open(wish)
    now = next((one.created_at.isoformat() for one in found.rows if one.name == wish.name), "")
    if now != seen:
        raise Refused(
            "Somebody else changed these hours meanwhile. Close this form and open it again."
        )


def _told(say: Voice, kept: Kept) -> str:
    """Say what is kept, and what it changes; campaigns go by the hours of everybody else alone."""
    schedule, is_default = kept.schedule, kept.schedule.name == office_schedules.DEFAULT
    title = opening_hours.title(say, schedule.name, is_alone=kept.is_alone)
    hours = opening_hours.week(say, office_schedules.week_of(schedule))
    days = say.plural("{n} day off", "{n} days off", len(office_schedules.closed_days(schedule)))
    counts = say("They count from now on; what was reckoned before stays as it is.")
    campaigns = say(
        "Campaigns ask nobody on days that are closed now: who had their turn then gets another"
        " day."
    )
    told = f"*{inert.escaped(title, naming.LONGEST)}*: {hours} · {days}\n{counts}"
    return "\n".join([f"{told} {campaigns}" if is_default else told, *_warned(say, kept)])


def _warned(say: Voice, kept: Kept) -> Iterator[str]:
    if kept.unheard:
        names = inert.escaped(", ".join(kept.unheard), opening_hours.NAMES)
        yield say(
            "No ticket is filed under {names} yet: look how your tickets write it.", names=names
        )
