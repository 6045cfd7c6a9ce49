"""Digests in Slack: the list of them with its buttons, and the form, to start from a template."""

from dataclasses import replace
from uuid import UUID

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, digest_form, digest_list
from bot.listeners import digest_fields, payloads
from bot.listeners.digest_fields import WrongField
from bot.listeners.digest_orders import for_a_form
from bot.listeners.digest_previews import DigestPreviews
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.errors import NotFound
from kpi.store import schedules
from kpi.store.tables import Schedule

WEEK = "week"


class Digests:
    """Answers `/survey digest`, and listens to the buttons of the list and of the form."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)
        self._previews = DigestPreviews(process)

    async def offer(self, caller: Caller, command: Body) -> Message:
        """Open the form; what is said meanwhile tells where it is."""
        caller.require(lead=True)
        form = self._new(caller, WEEK, channel_id=command["channel_id"])
        self._process.background.start(self._open(caller, command, form), "open the digest form")
        return Message(caller.say("The form for a digest opens now."))

    async def show(self, caller: Caller, notice: str = "") -> Message:
        """List every digest, numbered."""
        caller.require(lead=True)
        return digest_list.listing(caller.say, await self._all(), notice)

    async def remove(self, caller: Caller, number: int) -> Message:
        """Take away the digest with this number on the list."""
        caller.require(lead=True)
        found = await self._all()
        if not 1 <= number <= len(found):
            raise NotFound(
                "There is no digest {number}. The list:  /survey digest list", number=number
            )
        return Message(await self._removed(caller, found[number - 1]))

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button of the list, of the form or of a notice says."""
        await ack()
        self._process.background.start(self._act(body, action), "serve a button of the digests")

    async def _act(self, body: Body, action: Body) -> None:
        answer = await self._reception.serve(
            payloads.actor(body).user_id, lambda caller: self._served(caller, body, action)
        )
        if not answer.text:
            return
        if payloads.in_form(body):
            view = body["view"]
            await self._showing.update_view(view["id"], digest_form.noticed(view, answer.text))
        elif payloads.place(body).is_ephemeral:
            await self._showing.replace(body, answer)
        else:
            await self._showing.tell(body, answer)

    async def _served(self, caller: Caller, body: Body, action: Body) -> Message:
        """Do it; the empty message means that what stands there may stay."""
        caller.require(lead=True)
        wish = action["action_id"]
        if wish.startswith(digest_list.TEMPLATE):
            return await self._begin(caller, body, wish.removeprefix(digest_list.TEMPLATE))
        if wish == digest_list.PREVIEW and payloads.in_form(body):
            return await self._preview(caller, body)
        schedule = await self._find(action.get("value", ""))
        if wish == digest_list.EDIT:
            form = digest_form.form(caller.say, schedule, mails=self._mails)
            return await self._open(caller, body, form)
        return await self.show(caller, await self._done(caller, wish, schedule))

    async def _done(self, caller: Caller, wish: str, schedule: Schedule) -> str:
        """Do something about a digest; say what became of it."""
        work, now = self._process.database.writer.work, self._process.clock.now()
        match wish:
            case digest_list.PREVIEW:
                return await self._previews.send(caller, schedule)
            case digest_list.REMOVE:
                return await self._removed(caller, schedule)
            case digest_list.PAUSE:
                because = schedules.BY_HAND
                await work(lambda connection: schedules.pause(connection, schedule, because))
                return caller.say("Paused.")
            case _:
                await work(lambda connection: schedules.resume(connection, schedule, now))
                return caller.say("It goes on at its next turn.")

    async def _begin(self, caller: Caller, body: Body, template: str) -> Message:
        """Begin a new digest, in the form that is open or in one of its own."""
        if payloads.in_form(body):
            channel_id = payloads.field(body["view"], "channel").text
            form = self._new(caller, template, channel_id=channel_id)
            await self._showing.update_view(body["view"]["id"], form)
            return Message("")
        channel_id = payloads.place(body).channel_id
        return await self._open(caller, body, self._new(caller, template, channel_id=channel_id))

    async def _preview(self, caller: Caller, body: Body) -> Message:
        """Send what the form would make, kept or not."""
        view = body["view"]
        try:
            order = await digest_fields.order(self._process, caller, view)
        except WrongField as wrong:
            return Message(for_a_form(caller.say.explain(wrong.reason)))
        now, kept = self._process.clock.now(), payloads.ids(view).get("schedule", "")
        drawn_up = schedules.drawn_up(self._process.workspace_id, order, now)
        if kept:
            drawn_up.id = UUID(kept)
        return Message(await self._previews.send(caller, drawn_up))

    async def _removed(self, caller: Caller, gone: Schedule) -> str:
        await self._process.database.writer.work(
            lambda connection: schedules.remove(connection, gone.workspace_id, gone.id)
        )
        return caller.say("Removed: {digest}", digest=digest_list.described(caller.say, gone))

    async def _open(self, caller: Caller, body: Body, form: View) -> Message:
        if await self._showing.open_form(body["trigger_id"], form):
            return Message("")
        told = Message(caller.say("Slack was too slow to open the form. Please try once more."))
        await self._showing.tell(body, told)
        return Message("")

    def _new(self, caller: Caller, template: str, *, channel_id: str) -> View:
        order = replace(
            schedules.TEMPLATES[template],
            owner_id=caller.user_id,
            channel_id=channel_id,
            language=caller.say.language,
        )
        now = self._process.clock.now()
        schedule = schedules.drawn_up(self._process.workspace_id, order, now)
        return digest_form.form(caller.say, schedule, mails=self._mails, template=template)

    @property
    def _mails(self) -> bool:
        return self._process.settings.mail_relay is not None

    async def _find(self, schedule_id: str) -> Schedule:
        async with self._process.database.reading() as connection:
            return await schedules.find(connection, self._process.workspace_id, _id_of(schedule_id))

    async def _all(self) -> list[Schedule]:
        async with self._process.database.reading() as connection:
            return await schedules.of_workspace(connection, self._process.workspace_id)


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("That digest no longer exists.") from None
