"""Zendesk names people by ids, forgets a webhook, and gets its answers back as notes."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.sandbox import cast
from bot.secrets import SecretBox
from kpi.store import rows
from kpi.store.tables import Hook
from tests import databases
from tests.bot.ticket_apis.servers import serving
from tests.bot.ticket_apis.zendesk_desk import OPTIONS, TOKEN, ZendeskDesk, webhook
from tests.journeys import bot as replicas
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres
from tests.journeys.tickets import Answer, TicketSystem

SECRET = "made-there"
A_DAY = timedelta(hours=25)


@asynccontextmanager
async def connected(desk: Desk) -> AsyncIterator[tuple[ZendeskDesk, TicketSystem]]:
    """Connect a Zendesk with a token, and have the bot find it on loopback."""
    zendesk = ZendeskDesk()
    async with serving(zendesk.answer) as server:
        await desk.bot.stop()
        database = databases.opened(desk.settings.database_url)
        desk.bot = await replicas.start(desk.settings, desk.clock, database, server.client())
        desk.listen_to(desk.bot)
        box = SecretBox.of(desk.settings)
        hook = Hook(
            workspace_id=desk.hook.workspace_id,
            id="zd",
            source="zendesk",
            secret=box.seal(SECRET.encode()),
            token=box.seal(TOKEN.encode()),
            options=OPTIONS,
            write_back=True,
            created_at=desk.clock.now(),
        )
        await database.writer.work(lambda connection: rows.add(connection, hook))
        url = f"{desk.bot.origin}/hooks/zendesk/zd"
        yield zendesk, TicketSystem(desk.tickets.session, desk.clock, url, SECRET)


async def solved(system: TicketSystem, ticket_id: str, at: datetime) -> Answer:
    body = json.dumps(webhook(ticket_id, at)).encode()
    timestamp = system.clock.real().isoformat(timespec="seconds")
    digest = hmac.digest(SECRET.encode(), timestamp.encode() + body, hashlib.sha256)
    signature = base64.b64encode(digest).decode()
    headers = {
        "X-Zendesk-Webhook-Signature": signature,
        "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
        "X-Zendesk-Webhook-Invocation-Id": ticket_id,
    }
    return await system.post(body, headers)


async def worked(desk: Desk, by: timedelta = timedelta()) -> None:
    """Let time pass, and whatever that begins come to its end."""
    desk.clock.move(by)
    for _ in range(3):
        await desk.bot.work()
        await desk.bot.settle()


@on_postgres
async def test_from_ids_to_a_note_and_what_no_webhook_told(desk: Desk) -> None:
    async with connected(desk) as (zendesk, system):
        await worked(desk)
        assert (await solved(system, "7", desk.clock.now())).status == 202
        await worked(desk)
        zendesk.solve("8", desk.clock.now() + timedelta(minutes=1))  # and no webhook
        await worked(desk, timedelta(minutes=11))
        await worked(desk, A_DAY)

        # Two of one customer: the cool-down lets the second be.
        outcomes = {ticket: (outcome, why) for ticket, outcome, why in await desk.ledger()}
        assert outcomes == {"7": ("waiting", "sent"), "8": ("not_asked", "cooldown")}
        (question,) = desk.slack.messages(cast.CUSTOMER)
        await desk.taps(desk.customer, question, "rate:4")
        await worked(desk, timedelta(minutes=3))

        (answer,) = await desk.answers()
        assert (answer.team, answer.agent) == ("Network", "A. de Vries")
        (note,) = zendesk.notes
        assert "4" in note
        assert "CSAT" in note
        await desk.bot.stop()
