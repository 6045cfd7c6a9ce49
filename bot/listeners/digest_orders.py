"""The digest form, sent: stored, and answered with the day on which the next one comes."""

import re
from uuid import UUID

from slack_bolt.async_app import AsyncAck

from bot import wording
from bot.blocks import digest_list, told
from bot.listeners import digest_fields, payloads
from bot.listeners.digest_fields import WrongField
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.process import Process
from kpi.errors import KpiError
from kpi.periods import local_day
from kpi.store import schedule_runs, schedules
from kpi.store.schedules import Order
from kpi.store.tables import Schedule

_COMMAND = re.compile(r"  \w+  /kpi .*")
"""What a refusal of words ends with: a command to paste, set apart by two spaces."""


class DigestOrders:
    """Listens to the digest form."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception

    async def submit(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Store the digest, or show at each field what is wrong with it."""
        user_id, say = payloads.actor(body).user_id, wording.voice("")
        try:
            caller = await self._reception.caller(user_id)
            say = caller.say
            order = await digest_fields.order(self._process, caller, view)
            schedule = await self._keep(order, payloads.ids(view).get("schedule", ""))
        except WrongField as wrong:
            await _refuse(ack, view, wrong, say)
        except KpiError as error:
            await _refuse(ack, view, WrongField("channel", error), say)
        else:
            is_new = "schedule" not in payloads.ids(view)
            text = await self._kept(caller, schedule, is_new=is_new)
            await ack(
                response_action="update", view=told.form(caller.say, caller.say("Digest"), text)
            )

    async def _keep(self, order: Order, schedule_id: str) -> Schedule:
        """Store an order; the same one sent twice is one digest, a paused one goes on."""
        now = self._process.clock.now()
        writer, workspace_id = self._process.database.writer, self._process.workspace_id
        known = await self._known(order, schedule_id)
        if known is None:
            return await writer.work(
                lambda connection: schedules.create(connection, workspace_id, order, now)
            )
        if not schedule_id and not known.paused_because:
            return known
        return await writer.work(lambda connection: schedules.change(connection, known, order, now))

    async def _known(self, order: Order, schedule_id: str) -> Schedule | None:
        """Give the digest that is changed, or that was ordered before in the same words."""
        workspace_id = self._process.workspace_id
        async with self._process.database.reading() as connection:
            if schedule_id:
                return await schedules.find(connection, workspace_id, UUID(schedule_id))
            found = await schedules.of_workspace(connection, workspace_id)
        return next((one for one in found if _orders(one, order)), None)

    async def _kept(self, caller: Caller, schedule: Schedule, *, is_new: bool) -> str:
        """Say where the digest goes and when the next one comes."""
        say, zone = caller.say, caller.workspace.time_zone
        if schedule.paused_because:
            return say("Saved. The digest is paused; the list has a button that lets it go on.")
        async with self._process.database.reading() as connection:
            now = self._process.clock.now()
            slot = await schedule_runs.next_slot(connection, schedule, zone, now)
        day = local_day(slot.at, zone)
        about = {
            "places": digest_list.places(say, schedule),
            "weekday": say.weekday(day.weekday()),
            "day": say.day(day),
            "time": schedule.time,
        }
        if is_new:
            return say("The first digest comes to {places} on {weekday} {day} at {time}.", **about)
        return say("The next digest comes to {places} on {weekday} {day} at {time}.", **about)


def _orders(schedule: Schedule, order: Order) -> bool:
    return all(
        _plain(getattr(schedule, name)) == _plain(getattr(order, name))
        for name in Order.__dataclass_fields__
        if name != "owner_id"
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, (list, tuple)) else value


def for_a_form(refusal: str) -> str:
    """Leave out the command: who fills in a form does not type one."""
    return _COMMAND.sub("", refusal)


async def _refuse(ack: AsyncAck, view: Body, wrong: WrongField, say: wording.Voice) -> None:
    block_id = payloads.field(view, wrong.action_id).block_id
    await ack(response_action="errors", errors={block_id: for_a_form(say.explain(wrong.reason))})
