"""The fields of the digest form, read into an order and checked one by one."""

import re
from collections.abc import Collection, Sequence

from bot import query as grammar
from bot import relay, wording
from bot.blocks.digest_form import MONTHLY
from bot.listeners import payloads
from bot.listeners.payloads import Body
from bot.listeners.places import require_place
from bot.listeners.reception import Caller
from bot.process import Process
from kpi import periods, slots
from kpi.errors import KpiError, Refused
from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import filing, schedules
from kpi.store.schedules import Order
from kpi.store.tables import Workspace

MOST_ADDRESSES = 50
_BETWEEN = re.compile(r"[\s,;]+")


class WrongField(Exception):
    """A field of the form cannot be taken as it is."""

    def __init__(self, action_id: str, reason: KpiError) -> None:
        super().__init__(action_id)
        self.action_id = action_id
        self.reason = reason


async def order(process: Process, caller: Caller, view: Body) -> Order:
    """Read the form. Raises WrongField."""
    try:
        caller.require(lead=True)
    except Refused as refused:
        raise WrongField("channel", refused) from None
    metrics = _metrics(payloads.field(view, "metrics").choices)
    day = payloads.field(view, "day").text or "0"
    is_monthly = day.startswith(MONTHLY)
    return Order(
        owner_id=caller.user_id,
        addresses=addresses(payloads.field(view, "addresses").text),
        channel_id=await _channel(process, view),
        title=payloads.field(view, "title").text,
        metrics=metrics,
        by=payloads.field(view, "by").choices,
        filters=await _filters(process, caller.workspace, metrics, view),
        rhythm=schedules.MONTHLY if is_monthly else schedules.WEEKLY,
        weekday=0 if is_monthly else int(day),
        month_day=int(day.removeprefix(MONTHLY)) if is_monthly else 1,
        time=_time(payloads.field(view, "time").text),
        language=wording.language_of(payloads.field(view, "language").text),
    )


async def _channel(process: Process, view: Body) -> str:
    channel_id = payloads.field(view, "channel").text
    if not channel_id and payloads.field(view, "addresses").text:
        return ""
    try:
        if not channel_id:
            raise Refused("Choose a channel, or write whom to mail it to.")
        await require_place(process, channel_id)
    except KpiError as error:
        raise WrongField("channel", error) from None
    return channel_id


def addresses(text: str) -> Sequence[str]:
    """Read mail addresses, each once, with anything between them. Raises WrongField."""
    found = list(dict.fromkeys(one for one in _BETWEEN.split(text) if one))
    wrong = next((one for one in found if not relay.is_address(one)), None)
    if wrong is not None:
        raise WrongField("addresses", Refused("{text} is no mail address.", text=wrong))
    if len(found) > MOST_ADDRESSES:
        few = Refused("That is too many: {most} at most.", most=MOST_ADDRESSES)
        raise WrongField("addresses", few)
    return found


async def _filters(
    process: Process, workspace: Workspace, metrics: Collection[Metric], view: Body
) -> dict[str, str]:
    """Read what the digest is narrowed to; a slip would keep it empty for ever."""
    found = _narrowed(payloads.field(view, "filter").text)
    today = periods.today(process.clock.now(), workspace.time_zone)
    week = periods.week_of(today, workspace.time_zone)
    query = Query(metrics=tuple(metrics), period=week, filters=found)
    try:
        async with process.database.reading() as connection:
            await filing.require_no_slip(connection, workspace, query)
    except KpiError as error:
        raise WrongField("filter", error) from None
    return found


def _metrics(chosen: Collection[str]) -> list[Metric]:
    """Put what was ticked in one order, however it was ticked."""
    return [metric for metric in Metric if metric.value in chosen]


def _narrowed(text: str) -> dict[str, str]:
    try:
        found = grammar.filters(text)
    except KpiError as error:
        raise WrongField("filter", error) from None
    if "agent" in found:
        raise WrongField("filter", Refused("Everybody reads a digest: it tells nothing by agent."))
    return found


def _time(text: str) -> str:
    try:
        return f"{slots.parse_time(text):%H:%M}"
    except KpiError as error:
        raise WrongField("time", error) from None
