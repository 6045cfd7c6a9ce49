"""A stage beside a Zendesk, with a hook and a token for its API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.sandbox.identity import HOME
from bot.work.pace import Pace
from bot.work.ticker import Ticker
from kpi.store import hooks, rows
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import Hook, Interaction
from tests.bot.stage import Stage
from tests.bot.ticket_apis.servers import serving
from tests.bot.ticket_apis.zendesk_desk import OPTIONS, TOKEN, ZendeskDesk, webhook

HOOK = "zd"
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Helped:
    """Where questions are asked, and where tickets are solved."""

    stage: Stage
    desk: ZendeskDesk

    async def settle(self) -> None:
        """Work until nothing is under way: what a talk finds, the next round goes on with."""
        for _ in range(3):
            await self.stage.ticker.round()
            assert await self.stage.process.background.drain(SECONDS) == 0
        assert b"kompas_failed_steps_total{" not in self.stage.process.metrics.text()

    async def hook(self) -> Hook:
        async with self.stage.database.reading() as connection:
            found = await hooks.find(connection, HOOK)
        assert found is not None
        return found

    async def change_hook(self, **columns: Any) -> None:
        found = await self.hook()
        await self.stage.database.writer.work(
            lambda connection: hooks.change(connection, found, **columns)
        )

    async def told(self, body: dict[str, Any], key: str = "1") -> None:
        """Have a webhook come in."""
        event = IncomingEvent(
            workspace_id=HOME, hook_id=HOOK, key=key, body=body, received_at=self.stage.now
        )
        await self.stage.database.writer.submit(hooks.store_events, event)

    async def solved(self, ticket_id: str = "7", **detail: Any) -> None:
        await self.told(webhook(ticket_id, self.stage.now, **detail), key=ticket_id)

    async def interaction(self) -> Interaction:
        (found,) = await self.stage.every(Interaction)
        interaction: Interaction = found
        return interaction


@asynccontextmanager
async def helped(stage: Stage, *, token: str | None = TOKEN) -> AsyncIterator[Helped]:
    """Connect a Zendesk, with a token unless it is None."""
    desk = ZendeskDesk()
    async with serving(desk.answer) as server:
        process = replace(stage.process, tickets=server.client())
        sealed = None if token is None else process.box.seal(token.encode())
        await _connect(stage, sealed, stage.now)
        try:
            yield Helped(Stage(process, stage.slack, Ticker(process, Pace(0.0))), desk)
        finally:
            await process.background.drain(SECONDS)
            await process.tickets.close()


async def _connect(stage: Stage, token: bytes | None, now: datetime) -> None:
    hook = Hook(
        workspace_id=HOME,
        id=HOOK,
        source="zendesk",
        secret=b"",
        token=token,
        options=OPTIONS,
        created_at=now,
    )
    await stage.database.writer.work(lambda connection: rows.add(connection, hook))
