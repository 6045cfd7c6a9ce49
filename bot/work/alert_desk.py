"""What the message of an alert says now: drawn from what is stored, for a channel of colleagues."""

from collections.abc import Sequence

from bot import channels, wording
from bot.blocks import Message, alert, notice
from bot.blocks.alert import Moment
from bot.process import Process
from kpi.store import alert_rules, alerts, case_facts, workspaces
from kpi.store.tables import Alert, Delivery


class AlertDesk:
    """Draws alerts, and closes the channels that may not have them."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def closed_because(self, delivery: Delivery) -> str:
        """Say why nothing may be told in its channel; empty where it may.

        Raises:
            SlackApiError: Slack did not answer; and whatever else is in `slack_errors.FAILURES`.
        """
        channel = await channels.ask(self._process, delivery.channel_id)
        return notice.SHARED if channel.has_outsiders else channel.closed_because

    async def close(self, delivery: Delivery, because: str) -> None:
        """Pause the rules of its channel, and owe their owners a word."""
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: alerts.close(
                connection, delivery.workspace_id, delivery.channel_id, because, now
            )
        )

    async def fresh(self, delivery: Delivery) -> None:
        """Note that what it says is about to be so: comes before it is drawn."""
        found = await self._alerts(delivery)
        await self._process.database.writer.work(
            lambda connection: alerts.fresh(connection, delivery.workspace_id, found)
        )

    async def outdated(self, delivery: Delivery) -> None:
        """Note that what it says is no longer so."""
        found = await self._alerts(delivery)
        await self._process.database.writer.work(
            lambda connection: alerts.outdated(connection, delivery.workspace_id, found)
        )

    async def drawn(self, delivery: Delivery) -> Message | None:
        """Draw it as it stands; None where all that it told was erased."""
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
            told_with = await alerts.told_with(connection, workspace.id, delivery.cause_id)
            cases = await case_facts.of(connection, workspace, [one.case_id for one in told_with])
        found = [cases[one.case_id] for one in told_with if one.case_id in cases]
        if not found:
            return None
        at = Moment(now=self._process.clock.now(), zone=workspace.time_zone)
        say = wording.voice(await self.language(told_with, workspace.language))
        return alert.message(say, found, at)

    async def let_go(self, delivery: Delivery) -> None:
        """Leave out what needs nobody any more, before a message tells it."""
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
            told_with = await alerts.told_with(connection, workspace.id, delivery.cause_id)
            cases = await case_facts.of(connection, workspace, [one.case_id for one in told_with])
        over = {key for key, one in cases.items() if one.needs_nobody}
        if over:
            left = [one for one in told_with if one.case_id in over]
            await self._process.database.writer.work(
                lambda connection: alerts.let_go(connection, workspace.id, left)
            )

    async def hidden(self, delivery: Delivery) -> Message:
        """Draw what stands in its place where outsiders read the channel."""
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
        found = await self._alerts(delivery)
        return alert.hidden(wording.voice(await self.language(found, workspace.language)))

    async def language(self, told_with: Sequence[Alert], otherwise: str) -> str:
        """Give the language of the rule that is told first; another where it was removed."""
        wanted = {one.rule_id for one in told_with[:1]}
        async with self._process.database.reading() as connection:
            rules = await alert_rules.of_workspace(connection, self._process.workspace_id)
        return next((rule.language for rule in rules if rule.id in wanted), otherwise)

    async def _alerts(self, delivery: Delivery) -> list[Alert]:
        async with self._process.database.reading() as connection:
            return await alerts.told_with(connection, delivery.workspace_id, delivery.cause_id)
