"""Verdicts in the post: who owns an action hears by direct message what it did."""

from datetime import datetime

from bot import wording
from bot.blocks import actions as blocks
from bot.process import Process
from bot.roles import Role, Roles, Visitor
from bot.work.letters import Letter, Route
from kpi.actions import State
from kpi.errors import NotFound
from kpi.store import actions, deliveries, workspaces
from kpi.store.tables import Action, Delivery
from kpi.store.verdicts import action_id

OUTDATED, LEFT = "changed", "owner_left"


class VerdictMail:
    """Writes them."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._roles = Roles(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words, to who owns the action now, or else to who began it.

        None when it stands otherwise by now or was removed, or when neither is a colleague any
        more: numbers stay inside.

        Raises:
            SlackAway: Slack does not say who they are.
        """
        action = await self._action(delivery)
        if action is None or action.state != State.JUDGED:
            await self._end(delivery, OUTDATED)
            return None
        for user_id in dict.fromkeys((action.owner_id, action.created_by)):
            visitor = await self._visitor(user_id, delivery)
            if visitor.role is not Role.OUTSIDER:
                message = blocks.judged(wording.voice(visitor.language), action)
                return Letter(routes=[Route(message=message, user_id=user_id)])
        await self._end(delivery, LEFT)
        return None

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

    async def _visitor(self, user_id: str, delivery: Delivery) -> Visitor:
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
        return await self._roles.visitor(user_id, workspace)

    async def _action(self, delivery: Delivery) -> Action | None:
        async with self._process.database.reading() as connection:
            try:
                return await actions.find(connection, delivery.workspace_id, action_id(delivery))
            except NotFound:
                return None

    async def _end(self, delivery: Delivery, reason: str) -> None:
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_cancelled(connection, delivery, reason, now)
        )
