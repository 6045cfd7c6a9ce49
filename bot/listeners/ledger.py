"""`/survey ledger`: what became of everything that was solved in a period."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message
from bot.blocks import ledger as blocks
from bot.listeners import ledger_words, payloads
from bot.listeners.ledger_words import Wish
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi import periods
from kpi.store import ledger as book

MOST = 10
"""Resolutions that are named."""


class Ledger:
    """Shows the ledger of asking to leads and admins."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def show(self, caller: Caller, rest: str, _: Body) -> Message:
        """Answer what was typed after `/survey ledger`."""
        return await self._page(caller, rest)

    async def button(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Show another outcome, in place of the page that the button stands under."""
        await ack()
        self._process.background.start(self._turn(body, action["value"]), "show the ledger")

    async def _turn(self, body: Body, text: str) -> None:
        answer = await self._reception.serve(
            payloads.actor(body).user_id, lambda caller: self._page(caller, text)
        )
        await self._showing.replace(body, answer)

    async def _page(self, caller: Caller, text: str) -> Message:
        caller.require(lead=True)
        now, zone = self._process.clock.now(), caller.workspace.time_zone
        wish = ledger_words.parse(text, today=periods.today(now, zone), zone=zone)
        return blocks.page(await self._read(wish), language=caller.language)

    async def _read(self, wish: Wish) -> blocks.Page:
        now, workspace_id = self._process.clock.now(), self._process.workspace_id
        async with self._process.database.reading() as connection:
            counts = await book.counts(connection, workspace_id, wish.period, now)
            there = {None, *(one.outcome for one in counts)}
            # In a long period it takes as long to find none as to count all.
            most = MOST if wish.outcome in there else 0
            return blocks.Page(
                words=wish.words,
                period=wish.period,
                outcome=wish.outcome,
                counts=counts,
                rows=await book.latest(
                    connection, workspace_id, wish.period, now, outcome=wish.outcome, limit=most
                ),
                reminders=await book.reminders(connection, workspace_id, wish.period),
            )
