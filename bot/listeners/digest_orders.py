"""The digest form, sent: checked field by field, stored, and answered with the first date."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from slack_bolt.async_app import AsyncAck

from bot import query as grammar
from bot import wording
from bot.blocks import told
from bot.listeners import payloads
from bot.listeners.payloads import Body
from bot.listeners.places import require_place
from bot.listeners.reception import Caller, Reception
from bot.process import Process
from kpi import periods, slots
from kpi.errors import KpiError, Refused
from kpi.metrics import Metric
from kpi.periods import local_day
from kpi.query import Query
from kpi.store import filing, schedules
from kpi.store.schedules import Order
from kpi.store.tables import Schedule, Workspace

WITHIN = timedelta(days=8)
"""A weekly moment comes at most a week and an hour from now."""
_COMMAND = re.compile(r"  \w+  /kpi .*")
"""What a refusal of words ends with: a command to paste, set apart by two spaces."""


class WrongField(Exception):
    """A field of the form cannot be taken as it is."""

    def __init__(self, action_id: str, reason: KpiError) -> None:
        super().__init__(action_id)
        self.action_id = action_id
        self.reason = reason


class DigestOrders:
    """Listens to the digest form."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception

    async def submit(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Store the digest, or show at each field what is wrong with it."""
        user_id = payloads.actor(body).user_id
        try:
            caller = await self._reception.caller(user_id)
        except KpiError as error:
            await _refuse(ack, view, WrongField("channel", error), wording.voice(""))
            return
        try:
            order = await self._order(caller, view)
        except WrongField as wrong:
            await _refuse(ack, view, wrong, caller.say)
            return
        schedule = await self._keep(order)
        await ack(response_action="update", view=self._kept(caller, schedule))

    async def _order(self, caller: Caller, view: Body) -> Order:
        """Read the form. Raises WrongField."""
        try:
            caller.require(lead=True)
        except Refused as refused:
            raise WrongField("channel", refused) from None
        metrics = _metrics(payloads.field(view, "metrics").choices)
        return Order(
            channel_id=await self._channel(view),
            owner_id=caller.user_id,
            metrics=metrics,
            filters=await self._filters(caller.workspace, metrics, view),
            weekday=int(payloads.field(view, "weekday").text or 0),
            time=_time(payloads.field(view, "time").text),
            language=wording.language_of(payloads.field(view, "language").text),
        )

    async def _channel(self, view: Body) -> str:
        channel_id = payloads.field(view, "channel").text
        try:
            await require_place(self._process, channel_id)
        except KpiError as error:
            raise WrongField("channel", error) from None
        return channel_id

    async def _filters(
        self, workspace: Workspace, metrics: Collection[Metric], view: Body
    ) -> dict[str, str]:
        """Read what the digest is narrowed to; a slip would keep it empty for ever."""
        found = _filters(payloads.field(view, "filter").text)
        today = periods.today(self._process.clock.now(), workspace.time_zone)
        week = periods.week_of(today, workspace.time_zone)
        query = Query(metrics=tuple(metrics), period=week, filters=found)
        try:
            async with self._process.database.reading() as connection:
                await filing.require_known(connection, workspace, query)
        except KpiError as error:
            raise WrongField("filter", error) from None
        return found

    async def _keep(self, order: Order) -> Schedule:
        """Store an order; the same one sent twice is one digest, a paused one goes on."""
        now = self._process.clock.now()
        writer, workspace_id = self._process.database.writer, self._process.workspace_id
        async with self._process.database.reading() as connection:
            found = await schedules.of_workspace(connection, workspace_id)
        same = next((one for one in found if _orders(one, order)), None)
        if same is None:
            return await writer.work(
                lambda connection: schedules.create(connection, workspace_id, order, now)
            )
        await writer.work(lambda connection: schedules.resume(connection, same))
        return same

    def _kept(self, caller: Caller, schedule: Schedule) -> Body:
        """Say where the digest goes and when the first one comes."""
        say, zone = caller.say, caller.workspace.time_zone
        first = first_moment(schedule, caller.workspace, self._process.clock.now())
        day = local_day(first, zone)
        text = say(
            "The first digest comes to {channel} on {weekday} {day} at {time}.",
            channel=f"<#{schedule.channel_id}>",
            weekday=say.weekday(day.weekday()),
            day=say.day(day),
            time=schedule.time,
        )
        return told.form(say("Weekly digest"), text)


def first_moment(schedule: Schedule, workspace: Workspace, now: datetime) -> datetime:
    """Give the next moment at which a digest is due, in UTC."""
    rhythm = schedules.rhythm(schedule, workspace.time_zone)
    return slots.passed(rhythm, after=now, until=now + WITHIN)[0].at


def _metrics(chosen: Collection[str]) -> list[Metric]:
    """Put what was ticked in one order, however it was ticked."""
    return [metric for metric in Metric if metric.value in chosen]


def _filters(text: str) -> dict[str, str]:
    try:
        found = grammar.filters(text)
    except KpiError as error:
        raise WrongField("filter", error) from None
    if "agent" in found:
        raise WrongField("filter", Refused("Everybody reads a channel: it gets nothing by agent."))
    return found


def _time(text: str) -> str:
    try:
        return f"{slots.parse_time(text):%H:%M}"
    except KpiError as error:
        raise WrongField("time", error) from None


def _orders(schedule: Schedule, order: Order) -> bool:
    fields = ("channel_id", "metrics", "filters", "weekday", "time", "language")
    return all(getattr(schedule, name) == getattr(order, name) for name in fields)


def _for_a_form(refusal: str) -> str:
    """Leave out the command: who fills in a form does not type one."""
    return _COMMAND.sub("", refusal)


async def _refuse(ack: AsyncAck, view: Body, wrong: WrongField, say: wording.Voice) -> None:
    block_id = payloads.field(view, wrong.action_id).block_id
    await ack(response_action="errors", errors={block_id: _for_a_form(say.explain(wrong.reason))})
