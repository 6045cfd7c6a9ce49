"""Verdicts in the post: who owns an action hears by direct message what it did."""

from datetime import datetime

from bot import wording
from bot.blocks import actions as blocks
from bot.process import Process
from bot.work import notices
from bot.work.letters import Letter, Route
from kpi.actions import State
from kpi.errors import NotFound
from kpi.store import actions, deliveries
from kpi.store.tables import Action, Delivery
from kpi.store.verdicts import action_id

OUTDATED = "changed"


class VerdictMail:
    """Writes them."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words; None when the action is no longer judged, or was removed."""
        action = await self._action(delivery)
        if action is None or action.state != State.JUDGED:
            now = self._process.clock.now()
            await self._process.database.writer.work(
                lambda connection: deliveries.mark_cancelled(connection, delivery, OUTDATED, now)
            )
            return None
        say = wording.voice(await notices.language_of(self._process, delivery))
        return Letter(routes=[Route(message=blocks.judged(say, action), user_id=action.owner_id)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that they know."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Give up: the list of actions tells it, too."""
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_failed(connection, delivery, reason, now)
        )

    async def _action(self, delivery: Delivery) -> Action | None:
        async with self._process.database.reading() as connection:
            try:
                return await actions.find(connection, delivery.workspace_id, action_id(delivery))
            except NotFound:
                return None
