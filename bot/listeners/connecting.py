"""`/survey connect`: choosing a ticket system, its address and secret, and what it tells where."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck

from bot import connecting, wording
from bot.blocks import Message, View, connect_form, told
from bot.connecting import Wish
from bot.listeners import payloads
from bot.listeners.doors import Doors, Shown
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from bot.sources import catalog, hubspot, mapping_text
from bot.sources.hubspot import WrongStages
from bot.sources.mapping import WrongMapping
from bot.wording import Voice
from kpi.errors import KpiError, NotFound
from kpi.store import hooks, unsaved
from kpi.store.tables import Hook

LONGEST_ERROR = 1000
FIELDS = ("secret", "mapping", "stages")

Work: TypeAlias = Callable[[Caller], Awaitable[tuple[str, Shown]]]
"""Does what a form says; gives the id of the hook it is about, and what to show with it."""


class Connecting:
    """Listens to the forms that connect a system."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._doors = Doors(process)
        self._showing = Showing(process)

    async def offer(self, caller: Caller, rest: str, command: Body) -> Message:
        """Open the form; a word after the command chooses the system."""
        caller.require(admin=True)
        self._process.background.start(
            self._open(caller, rest, command), "open the form of a ticket system"
        )
        return Message(caller.say("The form to connect a ticket system opens now."))

    async def _open(self, caller: Caller, rest: str, command: Body) -> None:
        form = choice(caller, rest)
        if not await self._showing.open_view(command["trigger_id"], form):
            told = caller.say("Slack was too slow to open the form. Please try once more.")
            await self._showing.tell(command, Message(told))

    async def choose(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Make the door of the chosen system, and show its address, its secret and the steps."""
        await self._answer(ack, body, lambda _caller: self._connected(view), field="system")

    async def save(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Keep what was filled in about a door; events that failed are tried again with it."""
        field = next((one for one in FIELDS if _has(view, one)), "")
        await self._answer(ack, body, lambda caller: self._saved(caller, view), field=field)

    async def close(self, ack: AsyncAck, view: Body) -> None:
        """Take away what a form made that was closed without being saved."""
        await ack()
        self._process.lights.close(view["id"])
        hook_id = payloads.ids(view).get("hook", "")
        self._process.background.start(self._forsake(hook_id), "take an unsaved hook away")

    async def _forsake(self, hook_id: str) -> None:
        try:
            known = await self._doors.find(hook_id)
        except NotFound:
            return
        await connecting.forsake(self._process.database, known.hook)

    async def _answer(self, ack: AsyncAck, body: Body, work: Work, *, field: str) -> None:
        """Do what a form says and show the door in its place, or say at a field why not."""
        say, view = wording.voice(""), body["view"]
        try:
            caller = await self._admin(body)
            say = caller.say
            hook_id, shown = await work(caller)
            drawn = await self._doors.details(caller, hook_id, shown)
        except KpiError as error:
            at = "stages" if isinstance(error, WrongStages) else field
            await _refuse(ack, say, view, at, error)
            return
        self.light(caller, view["id"], hook_id, shown=shown, drawn=drawn)
        await ack(response_action="update", view=drawn)

    def light(
        self, caller: Caller, view_id: str, hook_id: str, *, shown: Shown, drawn: View
    ) -> None:
        """Have an open form about a door follow what comes in."""
        draw = partial(self._doors.details, caller, hook_id, shown)
        now = self._process.clock.real()
        self._process.lights.watch(view_id, draw, shown=drawn, now=now)

    async def _admin(self, body: Body) -> Caller:
        caller = await self._reception.caller(payloads.actor(body).user_id)
        caller.require(admin=True)
        return caller

    async def _connected(self, view: Body) -> tuple[str, Shown]:
        system = catalog.SYSTEMS[payloads.field(view, "system").text]
        hook_id = connecting.hook_id(payloads.ids(view)["seed"], system)
        process = self._process
        now = process.clock.now()
        await connecting.sweep(process.database, process.workspace_id, now=now)
        made = await connecting.connect(
            process.database,
            process.box,
            process.workspace_id,
            Wish(system=system, hook_id=hook_id, is_saved=False),
            now=now,
        )
        if system.source.secret_from_there:
            return hook_id, Shown(asks_secret=True, is_new=True)
        return hook_id, Shown(secret=made.secret, is_new=True)

    async def _saved(self, caller: Caller, view: Body) -> tuple[str, Shown]:
        """Store the fields. Raises WrongMapping."""
        ids = payloads.ids(view)
        known = await self._doors.find(ids["hook"])
        columns, secret = _columns(known.hook, view), payloads.field(view, "secret").text
        await self._take_secret(known.hook, secret)
        await self._change(known.hook, columns)
        notice = caller.say("Saved. The light goes on with the next event.")
        ours = self._process.box.open(known.hook.secret).decode() if "told" in ids else ""
        asks_secret = _has(view, "secret") and not secret
        return known.hook.id, Shown(secret=ours, notice=notice, asks_secret=asks_secret)

    async def _take_secret(self, hook: Hook, theirs: str) -> None:
        if theirs:
            process = self._process
            await connecting.replace_secret(
                process.database, process.box, hook, theirs=theirs, clock=process.clock
            )

    async def _change(self, hook: Hook, columns: Mapping[str, Any]) -> None:
        """Keep what was changed, and try again what could not be understood before."""
        write = self._process.database.writer.work
        await write(lambda connection: hooks.change(connection, hook, **columns))
        await write(lambda connection: hooks.retry(connection, hook))
        self._process.nudge()


def choice(caller: Caller, chosen: str = "") -> View:
    """Draw the form in which a system is chosen."""
    return connect_form.choose(
        caller.say,
        catalog.SYSTEMS.values(),
        seed=connecting.new_seed(),
        chosen=chosen.strip().casefold(),
    )


def _columns(hook: Hook, view: Body) -> dict[str, Any]:
    """Read what changes about a hook. Raises WrongMapping."""
    options = unsaved.saved(hook.options)
    columns: dict[str, Any] = {"options": options}
    if _has(view, "mapping"):
        written = payloads.field(view, "mapping").text
        columns["mapping"] = mapping_text.read(written.splitlines()).model_dump(mode="json")
    if _has(view, "stages"):
        stages = payloads.field(view, "stages").text
        hubspot.require_stages(stages)
        columns["options"] = {**options, catalog.CLOSED_STAGES: stages}
    return columns


async def _refuse(ack: AsyncAck, say: Voice, view: Body, field: str, error: KpiError) -> None:
    """Say at a field what is wrong, or in the form's place where it has none."""
    if field:
        block_id = payloads.field(view, field).block_id
        await ack(response_action="errors", errors={block_id: _told(say, error)})
        return
    shown = told.form(say, say("Connect a ticket system"), _told(say, error))
    await ack(response_action="update", view=shown)


def _has(view: Body, action_id: str) -> bool:
    return any(action_id in actions for actions in payloads.inputs(view).values())


def _told(say: Voice, error: KpiError) -> str:
    wrong = error.problems if isinstance(error, WrongMapping) else [error]
    return "\n".join(map(say.explain, wrong))[:LONGEST_ERROR]
