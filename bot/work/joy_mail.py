"""Joy in the post: what a happy customer said, to the agent who helped, by direct message."""

from datetime import datetime

from bot import people, relay, wording
from bot.blocks import joy
from bot.process import Process
from bot.work.letters import Letter, Route
from kpi.store import deliveries, joys, workspaces
from kpi.store.tables import Contact, Delivery

UNHAPPY, UNKNOWN, OFF = "changed", "agent_unknown", "switched_off"


class JoyMail:
    """Writes the message."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words, in the agent's language.

        None, and the delivery has ended, where the answer changed, Slack does not know the agent,
        or they want no messages of ours.
        """
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
            found = await joys.find(connection, delivery.workspace_id, delivery.cause_id)
        if found is None or not workspace.sends_joy:
            await self._end(delivery, UNHAPPY if found is None else OFF)
            return None
        agent = await self._agent(found.agent)
        if agent is None:
            await self._end(delivery, UNKNOWN)
            return None
        message = joy.message(wording.voice(agent.language or workspace.language), found)
        return Letter(routes=[Route(message=message, user_id=agent.user_id)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that they know."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Give up: nobody waits for it."""
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_failed(connection, delivery, reason, now)
        )

    async def _agent(self, name: str) -> Contact | None:
        """Find a colleague by the address that tickets have of them."""
        if not relay.is_address(name):
            return None
        found = await people.by_email(self._process, name)
        if found is None or not found.is_home or found.is_deactivated:
            return None
        return None if found.opted_out_at else found

    async def _end(self, delivery: Delivery, reason: str) -> None:
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_cancelled(connection, delivery, reason, now)
        )
