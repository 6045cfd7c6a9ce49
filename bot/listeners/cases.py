"""Cases in Slack: who claims one, hands it on, lets it rest or ends it, wherever it is shown."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, View, case_forms, case_parts
from bot.listeners import case_deeds, payloads
from bot.listeners.case_desk import CaseDesk, Where
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.cases import Taken
from kpi.periods import local_day
from kpi.store.tables import Case

FORMS = frozenset({case_parts.ASSIGN, case_parts.SNOOZE, "done"})
"""What asks something more first."""
_BUTTON = "case:"


class Cases:
    """Listens to the buttons of cases."""

    def __init__(self, process: Process, reception: Reception, desk: CaseDesk) -> None:
        self._process = process
        self._reception = reception
        self._desk = desk
        self._showing = Showing(process)

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button or the menu says; what is kept is kept before Slack hears of it."""
        name, case_id = _read(action)
        if name in FORMS:
            await ack()
            self._process.background.start(self._ask(body, name, case_id), "open a form of a case")
            return
        user_id = payloads.actor(body).user_id
        answer = await self._reception.serve(
            user_id, lambda caller: self._act(caller, Where.of(body), name, case_id)
        )
        await ack()
        self._process.background.start(self._follow(body, case_id, answer), "show a case")

    async def open(self, ack: AsyncAck, body: Body) -> None:
        """Open the list from the Home tab."""
        await ack()

        async def opened(caller: Caller) -> Message:
            await self._showing.open_form(body["trigger_id"], await self._desk.page(caller))
            return Message("")

        wish = self._reception.serve(payloads.actor(body).user_id, opened)
        self._process.background.start(wish, "open the list of cases")

    async def pass_by(self, ack: AsyncAck) -> None:
        """Acknowledge a button that only leads to a ticket."""
        await ack()

    async def _act(self, caller: Caller, where: Where, name: str, case_id: UUID | None) -> Message:
        """Do it; the empty message means that the case itself shows it."""
        case = await self._desk.find(caller, case_id, where)
        deed = case_deeds.simple(name, caller.user_id, self._process.clock.now())
        try:
            await self._desk.act(caller, case, deed)
        except Taken as taken:
            owner = f"<@{taken.values['owner']}>"
            return Message(caller.say("{person} has claimed this already.", person=owner))
        return Message("")

    async def _follow(self, body: Body, case_id: UUID | None, answer: Message) -> None:
        where = Where.of(body)
        if answer.text and not where.is_list:
            await self._showing.tell(body, answer)

        async def show(caller: Caller) -> Message:
            if case_id is not None:
                await self._desk.follow(caller, case_id, where, answer.text)
            return Message("")

        await self._reception.serve(payloads.actor(body).user_id, show)

    async def _ask(self, body: Body, name: str, case_id: UUID | None) -> None:
        answer = await self._reception.serve(
            payloads.actor(body).user_id, lambda caller: self._asked(caller, body, name, case_id)
        )
        if answer.text:
            await self._showing.tell(body, answer)

    async def _asked(self, caller: Caller, body: Body, name: str, case_id: UUID | None) -> Message:
        where = Where.of(body)
        case = await self._desk.find(caller, case_id, where)
        form = self._form(caller, name, case, where.ids(case.id))
        lay = self._showing.push_view if where.view_id else self._showing.open_view
        if await lay(body["trigger_id"], form):
            return Message("")
        return Message(caller.say("Slack was too slow to open the form. Please tap once more."))

    def _form(self, caller: Caller, name: str, case: Case, ids: Mapping[str, str]) -> View:
        match name:
            case case_parts.ASSIGN:
                return case_forms.assign(caller.say, ids, case.owner_id)
            case case_parts.SNOOZE:
                today = local_day(self._process.clock.now(), caller.workspace.time_zone)
                return case_forms.snooze(caller.say, ids, today + timedelta(days=1))
            case _:
                return case_forms.done(caller.say, ids)


def _read(action: Body) -> tuple[str, UUID | None]:
    """Give what to do and to which case, from a button or an option of the menu."""
    value = payloads.chosen(action)
    if action["action_id"] == case_parts.MENU:
        name, _, key = value.partition(":")
        return name, payloads.invitation_id(key)
    return action["action_id"].removeprefix(_BUTTON), payloads.invitation_id(value)
