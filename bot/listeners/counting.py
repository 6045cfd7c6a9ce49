"""`/survey definitions`: how the service numbers are counted, chosen by an admin in a form."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, inert, naming, outdated_targets, service_form, told
from bot.listeners import fields, payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from bot.wording import Voice
from kpi import periods, service_choices, service_definitions, setting_values
from kpi.metrics import SERVICE
from kpi.service_choices import CHOICES, DAYS
from kpi.service_definitions import SECOND_LINE, InForce, ServiceDefinition
from kpi.store import targets, workspaces
from kpi.store.tables import Target


class Change(NamedTuple):
    """What a form changed."""

    before: InForce
    after: InForce
    begun: list[ServiceDefinition]
    """The definitions that begin with it."""
    outdated: Mapping[ServiceDefinition, list[Target]]
    """The targets that it leaves behind, by what leads now."""


class Counting:
    """Opens the form, and keeps what it says."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def open(self, caller: Caller, _rest: str, command: Body) -> Message:
        """Open the form; nothing is changed until it is sent."""
        caller.require(admin=True)
        self._process.background.start(self._open(caller, command), "open the form of counting")
        return Message(caller.say("The form on how to count opens now."))

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Count as the form says from now on, or show at its fields what is wrong."""
        stored = await fields.take(self._reception, ack, body, keep=self._keep)
        if stored is None:
            return
        caller, change = stored
        title, text = caller.say("How to count"), "\n".join(_told(caller.say, change))
        await ack(response_action="update", view=told.form(caller.say, title, text))

    async def _open(self, caller: Caller, command: Body) -> None:
        chosen = service_definitions.in_force(caller.workspace.service)
        form = service_form.form(caller.say, chosen)
        if not await self._showing.open_form(command["trigger_id"], form):
            told = caller.say("Slack was too slow to open the form. Please try once more.")
            await self._showing.tell(command, Message(told))

    async def _keep(self, caller: Caller, view: Body) -> Change:
        sent = {name: payloads.field(view, name).text for name in (*CHOICES, DAYS, SECOND_LINE)}
        fields.require(
            {
                DAYS: lambda: service_choices.read_days(sent[DAYS]),
                SECOND_LINE: lambda: service_choices.read_tags(sent),
            }
        )

        async def change(connection: Any) -> Change:
            workspace = await workspaces.find(connection, caller.workspace.id)
            chosen = service_definitions.in_force(workspace.service)
            texts = fields.merged(view, service_form.form(caller.say, chosen))
            today = periods.today(self._process.clock.now(), workspace.time_zone)
            after = service_choices.read(texts, chosen, today)
            await workspaces.change(connection, workspace.id, service=after)
            return Change(
                chosen,
                service_definitions.in_force(after),
                service_choices.changed(workspace.service, after),
                await _outdated(connection, workspace.id, workspace.service, after),
            )

        return await self._process.database.writer.work(change)


async def _outdated(
    connection: Any, workspace_id: str, before: Mapping[str, str], after: Mapping[str, str]
) -> dict[ServiceDefinition, list[Target]]:
    """Return by what leads now the targets that this change leaves behind."""
    was, now = (service_definitions.in_force(one) for one in (before, after))
    leading = [now.of(metric) for metric in SERVICE if now.of(metric) != was.of(metric)]
    return {
        one: await targets.outdated(connection, workspace_id, one.metric, one.key)
        for one in leading
    }


def _told(say: Voice, change: Change) -> Iterator[str]:
    before, after, begun, outdated = change
    if begun:
        yield say("From now on, each a series of its own:")
        yield from (f"*{one.metric.upper()}*: {one.meaning[say.language]}" for one in begun)
    else:
        yield say("Saved. Everything is counted as before.")
    yield from _tags(say, before, after)
    for definition, found in outdated.items():
        yield from outdated_targets.lines(say, found, definition)


def _tags(say: Voice, before: InForce, after: InForce) -> Iterator[str]:
    """Say which tickets are left out of first contact, where that changes."""
    was, now = (one.second_line if one.fcr.net else frozenset() for one in (before, after))
    if now and now != was:
        names = inert.escaped(setting_values.show_names(now), naming.LONGEST)
        yield say("Left out of first contact from now on: tickets tagged {tags}.", tags=names)
