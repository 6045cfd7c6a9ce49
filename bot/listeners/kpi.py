"""`/kpi` and the buttons under its answers: everything is private until somebody shares it."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, charts, sharing
from bot.listeners import payloads, shares
from bot.listeners.action_forms import ActionForms
from bot.listeners.actions import Actions
from bot.listeners.answers import Answers
from bot.listeners.case_lists import CaseLists
from bot.listeners.payloads import Body
from bot.listeners.places import require_place
from bot.listeners.reception import Caller, Reception
from bot.listeners.shares import Share, Shares
from bot.listeners.showing import Showing
from bot.listeners.targets import Targets
from bot.listeners.views import Views
from bot.process import Process
from bot.query import orders
from bot.query.orders import (
    ListActions,
    ListCases,
    Listing,
    ListTargets,
    ListViews,
    NewAction,
    Order,
    RemoveView,
    SaveView,
    SetTarget,
)
from bot.roles import FOR_LEADS
from kpi.errors import KpiError, Refused
from kpi.query import NotUnderstood


class Kpi:
    """Listens to `/kpi`."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._answers = Answers(process, reception.agents)
        self._views = Views(process, self._answers)
        self._targets = Targets(process, reception)
        self._actions = Actions(process, reception)
        self._action_forms = ActionForms(process, reception)
        self._cases = CaseLists(process)
        self._showing = Showing(process)
        self._shares = Shares()

    async def command(self, ack: AsyncAck, command: Body) -> None:
        """Answer a question about the numbers, privately."""
        text = payloads.typed(command.get("text"))
        answer = await self._reception.serve(
            command["user_id"], lambda caller: self._answer(caller, text, command)
        )
        # What is acknowledged with cannot be tried again without a chart, so the charts follow.
        words, drawn = charts.apart(answer)
        await ack(text=words.text, blocks=words.blocks or None)
        if drawn.charts:
            self._process.background.start(self._showing.follow(command, drawn), "show a chart")

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Answer the question of a button or a menu, in place of the answer it stands under."""
        text = payloads.chosen(action)
        answer = await self._reception.serve(
            payloads.actor(body).user_id, lambda caller: self._answer(caller, text)
        )
        await ack()
        self._process.background.start(self._showing.replace(body, answer), "show an answer")

    async def export(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Make the file that a button stands for; the answer above it stays."""
        await ack()
        self._process.background.start(self._export(body, action["value"]), "begin an export")

    async def _export(self, body: Body, text: str) -> None:
        told = await self._reception.serve(
            payloads.actor(body).user_id, lambda caller: self._answer(caller, text)
        )
        await self._showing.tell(body, told)

    async def share(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Post the answer in the channel where it was asked for."""
        await ack()
        self._process.background.start(self._share(body, action["value"]), "share an answer")

    async def _share(self, body: Body, text: str) -> None:
        share = shares.tapped(body, text)
        if self._shares.repeats(share, self._process.clock.now()):
            return
        told = await self._reception.serve(
            share.user_id, lambda caller: self._shared(caller, share, body)
        )
        if told.text:
            await self._showing.tell(body, told)

    async def _shared(self, caller: Caller, share: Share, body: Body) -> Message:
        """Share an answer and say so in it; give what is left to tell, which may be nothing."""
        try:
            answer = await self._post(caller, share)
        except KpiError:
            self._shares.forget(share)
            raise
        said = caller.say("I have shared it in this channel.")
        if await self._showing.replace(body, sharing.told(answer, said)):
            return Message("")
        return Message(said)

    async def _answer(self, caller: Caller, text: str, command: Body | None = None) -> Message:
        """Answer what was typed; only to a command, by which a form can open, a form opens."""
        order = orders.parse(text)
        if isinstance(order, NewAction) and command is not None:
            return await self._action_forms.begin(caller, command, order.title)
        if order is not None:
            return await self._fulfil(caller, order)
        try:
            return await self._answers.answer(caller, await self._answers.read(caller, text))
        except NotUnderstood as refusal:
            raise self._answers.in_own_words(caller, refusal, text) from None

    async def _fulfil(self, caller: Caller, order: Order) -> Message:
        match order:
            case SaveView():
                return await self._views.save(caller, order)
            case RemoveView():
                return await self._views.remove(caller, order.name)
            case SetTarget():
                return await self._targets.set(caller, order)
            case _:
                return await self._listed(caller, order)

    async def _listed(self, caller: Caller, order: Listing) -> Message:
        match order:
            case ListViews():
                return await self._views.list(caller)
            case ListTargets():
                return await self._targets.list(caller)
            case NewAction() | ListActions():
                return await self._actions.list(caller)
            case ListCases():
                return await self._cases.show(caller, order)

    async def _post(self, caller: Caller, share: Share) -> Message:
        """Post the answer to a question; give it as it stands before whoever shares it."""
        query = await self._answers.read(caller, share.question)
        if query.view in FOR_LEADS or "agent" in {query.by, *query.filters}:
            raise Refused("I share numbers, not what or whom they are about.")
        await require_place(self._process, share.channel_id)
        own = await self._answers.answer(caller, query)
        answer = await self._answers.shared(caller, query)
        if not await self._showing.post(share.channel_id, answer):
            raise KpiError("Slack did not take the message. Please try again in a minute.")
        return own
