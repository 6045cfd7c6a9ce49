"""A mapped system whose preset has an API: all that is told of a ticket meets in one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.sandbox.cast import CUSTOMER
from bot.sandbox.identity import HOME
from bot.sources.catalog import SYSTEMS
from bot.work.pace import Pace
from bot.work.ticker import Ticker
from kpi.store import hooks, rows
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import Hook, Interaction, Invitation
from tests.bot.stage import Stage
from tests.bot.ticket_apis.servers import Asked, serving

TOPDESK = SYSTEMS["topdesk"]
OPTIONS = {"address": "https://desk.test", "login": "kompas", **TOPDESK.options}
SECONDS = 10.0


def incident(number: str, at: datetime) -> dict[str, Any]:
    return {
        "number": number,
        "briefDescription": "VPN keeps dropping",
        "completed": True,
        "completedDate": at.isoformat(),
        "modificationDate": at.isoformat(),
        "creationDate": at.isoformat(),
        "caller": {"dynamicName": "Jansen, J.", "email": "j.jansen@example.com"},
        "operatorGroup": {"name": "Network"},
    }


@dataclass(slots=True)
class Desk:
    """Answers as TOPdesk does."""

    incidents: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def answer(self, asked: Asked) -> web.StreamResponse:
        path = asked.path.removeprefix("/tas/api/incidents")
        self.asked.append(path)
        if not path:
            return web.json_response(self.incidents, status=206)
        number = path.removeprefix("/number/")
        return web.json_response(next(one for one in self.incidents if one["number"] == number))


@asynccontextmanager
async def beside(stage: Stage, desk: Desk) -> AsyncIterator[Stage]:
    """Connect a TOPdesk with a token."""
    async with serving(desk.answer) as server:
        process = replace(stage.process, tickets=server.client())
        hook = Hook(
            workspace_id=HOME,
            id="td",
            source=TOPDESK.source.name,
            secret=b"",
            mapping=TOPDESK.mapping.model_dump(mode="json") if TOPDESK.mapping else {},
            options=OPTIONS,
            token=process.box.seal(b"t0ken"),
            created_at=stage.now,
        )
        await stage.database.writer.work(lambda connection: rows.add(connection, hook))
        try:
            yield Stage(process, stage.slack, Ticker(process, Pace(0.0)))
        finally:
            await process.background.drain(SECONDS)
            await process.tickets.close()


async def settle(stage: Stage) -> None:
    for _ in range(3):
        await stage.ticker.round()
        assert await stage.process.background.drain(SECONDS) == 0
    assert b"kompas_failed_steps_total{" not in stage.process.metrics.text()


async def test_a_mapped_ticket_is_one_whoever_tells_of_it(stage: Stage) -> None:
    desk = Desk()
    async with beside(stage, desk) as at_work:
        await settle(at_work)
        whole = incident("I 2611 042", at_work.now)
        body = {name: whole[name] for name in ("number", "completed", "modificationDate")}
        event = IncomingEvent(
            workspace_id=HOME, hook_id="td", key="1", body=body, received_at=at_work.now
        )
        desk.incidents += [whole, incident("I 2611 043", at_work.now)]
        await at_work.database.writer.submit(hooks.store_events, event)
        await settle(at_work)
        assert len(at_work.posted(CUSTOMER)) == 1
        for _ in range(2):
            at_work.process.clock.move(timedelta(minutes=11))
            await settle(at_work)
        found = await at_work.every(Interaction)
        assert {(one.source, one.external_id, one.requester_email) for one in found} == {
            ("topdesk", "I 2611 042", "j.jansen@example.com"),
            ("topdesk", "I 2611 043", "j.jansen@example.com"),
        }
        assert {(one.subject, one.solve_cycle) for one in found} == {("VPN keeps dropping", 1)}
        assert len(await at_work.every(Invitation)) == 2
        assert desk.asked == ["", "/number/I 2611 042", "", ""]
