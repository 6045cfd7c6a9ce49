"""Actions for leads: `/kpi actions`, and the buttons of the list and of the cards."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message
from bot.blocks import actions as blocks
from bot.listeners import payloads
from bot.listeners.action_desk import ActionDesk, seen
from bot.listeners.action_steps import TURNS, ActionSteps
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.process import Process
from kpi.actions import NotThere
from kpi.store.actions import Changed


class Actions:
    """Shows actions and takes the buttons that open no form."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._desk = ActionDesk(process)
        self._steps = ActionSteps(process, self._desk)

    async def list(self, caller: Caller) -> Message:
        """List the actions, for `/kpi actions`."""
        caller.require(lead=True)
        return await self._desk.list(caller)

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Do what a button says, and show what stands then."""
        await ack()
        self._process.background.start(self._act(body, action), "serve a button of an action")

    async def _act(self, body: Body, action: Body) -> None:
        async def served(caller: Caller) -> Message:
            caller.require(lead=True)
            shown = await self._served(caller, action["action_id"], payloads.chosen(action))
            await self._desk.show(caller, body, shown)
            return Message("")

        await self._desk.served(self._reception, body, served)

    async def _served(self, caller: Caller, button: str, value: str) -> Message:
        if button == blocks.LIST:
            return await self._desk.list(caller)
        if button == blocks.ENDED:
            return await self._desk.ended(caller)
        one, notice = seen(value), ""
        try:
            if button in TURNS:
                await self._steps.turn(caller, button, one)
            elif button == blocks.JUDGE:
                notice = await self._steps.judge(caller, one)
        except (Changed, NotThere) as error:
            notice = caller.say.explain(error)
        return await self._desk.card(caller, one.id, notice)
