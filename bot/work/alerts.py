"""Alerts that say what is no longer so are drawn anew in their place; none is posted again."""

import asyncio

from bot import slack_errors
from bot.blocks import Message, notice
from bot.process import Process
from bot.slack_errors import FAILURES, Decision
from bot.work.alert_desk import AlertDesk
from bot.work.halt import Halt
from bot.work.pace import Pace
from bot.work.steps import attempt
from kpi.store import alerts
from kpi.store.tables import Delivery

AT_ONCE = 20
"""Messages in one round; what is left waits for the next."""


class Redrawing:
    """Draws the messages of alerts."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._desk = AlertDesk(process)

    async def redraw(self, delivery: Delivery) -> Decision | None:
        """Let a message say what is so; give what is known of the failure where it still does not.

        One that somebody deleted is let go. Of two that draw at once the later call may win with
        the older words: who sees that leaves it for the next round.
        """
        await self._desk.fresh(delivery)
        try:
            shown = await self._shown(delivery)
        except FAILURES as error:
            decision = slack_errors.judge(error)
            if not decision.is_refused:
                await self._desk.outdated(delivery)
                return decision
            return None
        if shown is not None and await self._desk.drawn(delivery) != shown:
            await self._desk.outdated(delivery)
        return None

    async def _shown(self, delivery: Delivery) -> Message | None:
        """Show it, and give what is shown; None where it is hidden, or nothing is left to tell."""
        closed = await self._desk.closed_because(delivery)
        if closed == notice.SHARED:
            await self._desk.close(delivery, closed)
            await self._update(delivery, await self._desk.hidden(delivery))
            return None
        message = None if closed else await self._desk.drawn(delivery)
        if message is not None:
            await self._update(delivery, message)
        return message

    async def _update(self, delivery: Delivery, message: Message) -> None:
        await self._process.slack.chat_update(
            channel=delivery.channel_id,
            ts=delivery.message_ts,
            text=message.text,
            blocks=message.blocks,
        )


class Alerts:
    """Keeps alerts true."""

    def __init__(self, process: Process, halt: Halt, pace: Pace) -> None:
        self._process = process
        self._halt = halt
        self._pace = pace
        self._redrawing = Redrawing(process)

    async def step(self) -> None:
        """Draw what is stale anew, until Slack wants us to wait."""
        async with self._process.database.reading() as connection:
            found = await alerts.stale(connection, AT_ONCE)
        for delivery in found:
            if self._must_wait():
                return
            about = {"delivery_id": str(delivery.id)}
            failed = await attempt(
                self._process, "alerts", self._redrawing.redraw(delivery), **about
            )
            if failed is not None:
                self._hold(failed)
                return

    def _must_wait(self) -> bool:
        held = self._pace.held(asyncio.get_running_loop().time())
        return held > 0 or self._halt.stands(self._process.clock.now())

    def _hold(self, failed: Decision) -> None:
        if failed.wait is not None:
            self._pace.hold(failed.wait.total_seconds(), asyncio.get_running_loop().time())
