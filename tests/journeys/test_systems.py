"""Ticket systems as they are: each signs and tells in its own way, and the same comes of it."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox import cast
from bot.secrets import SecretBox
from kpi.store import hooks
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite
from tests.journeys.tickets import Answer, TicketSystem

SECRET = "made-there"
A_DAY = timedelta(hours=25)
"""Longer than the time between a mail's end and its question."""


async def connected(desk: Desk, source: str) -> TicketSystem:
    """Make a hook as `kompas connect` does, with a secret of theirs."""
    sealed = SecretBox.of(desk.settings).seal(SECRET.encode())
    hook = await desk.bot.database.writer.work(
        lambda connection: hooks.create(
            connection,
            desk.hook.workspace_id,
            id=source,
            source=source,
            secret=sealed,
            now=desk.clock.now(),
        )
    )
    url = f"{desk.bot.origin}/hooks/{source}/{hook.id}"
    return TicketSystem(desk.tickets.session, desk.clock, url, SECRET)


async def zendesk(system: TicketSystem, status: str, at: datetime, *, key: str) -> Answer:
    """Send what the triggers of Zendesk send."""
    ticket = {
        "id": "35436",
        "updated_at": at.isoformat(timespec="minutes"),
        "url": "https://acme.zendesk.com/agent/tickets/35436",
        "team": "Network",
        "agent": "A. de Vries",
        "tags": "vpn home",
        "requester_email": "j.jansen@example.com",
    }
    body = json.dumps({"kompas": status, "ticket": ticket}).encode()
    timestamp = system.clock.real().isoformat(timespec="seconds")
    digest = hmac.digest(SECRET.encode(), timestamp.encode() + body, hashlib.sha256)
    return await system.post(
        body,
        {
            "X-Zendesk-Webhook-Signature": base64.b64encode(digest).decode(),
            "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
            "X-Zendesk-Webhook-Invocation-Id": key,
        },
    )


async def github(system: TicketSystem, body: dict[str, Any], event: str) -> Answer:
    raw = json.dumps(body).encode()
    digest = hmac.digest(SECRET.encode(), raw, hashlib.sha256).hex()
    return await system.post(
        raw,
        {
            "X-Hub-Signature-256": f"sha256={digest}",
            "X-GitHub-Delivery": f"{event}-{body.get('action')}",
            "X-GitHub-Event": event,
        },
    )


@on_postgres
async def test_zendesk_from_a_solved_ticket_to_an_answer(desk: Desk) -> None:
    system, solved_at = await connected(desk, "zendesk"), desk.clock.now()
    sent = [(await zendesk(system, "resolved", solved_at, key="1")).status for _ in range(2)]
    # Closed by itself some days later: no second question.
    sent.append((await zendesk(system, "resolved", solved_at + A_DAY * 3, key="2")).status)
    await desk.later(A_DAY)
    await desk.later(A_DAY * 4)

    assert sent == [202, 200, 202]
    (question,) = desk.slack.messages(cast.CUSTOMER)
    assert "35436" in desk.read(question)

    answered = await desk.taps(desk.customer, question, "rate:4")
    (answer,) = await desk.answers()
    assert (answer.score, answer.team, answer.agent) == (4, "Network", "A. de Vries")
    assert answer.source == "zendesk"
    assert desk.read(answered) != desk.read(question)
    assert [outcome for _id, outcome, _why in await desk.ledger()] == ["answered"]


@on_sqlite
async def test_zendesk_a_reopening_in_time_calls_the_question_off(desk: Desk) -> None:
    system, solved_at = await connected(desk, "zendesk"), desk.clock.now()
    await zendesk(system, "resolved", solved_at, key="1")
    await desk.later()
    await zendesk(system, "reopened", solved_at + timedelta(minutes=5), key="2")
    await desk.later(A_DAY)

    assert desk.slack.messages(cast.CUSTOMER) == []
    assert await desk.ledger() == [("35436", "not_asked", "reopened")]


@on_sqlite
async def test_github_is_kept_account_of_though_it_names_no_address(desk: Desk) -> None:
    system = await connected(desk, "github")
    issue = {"number": 7, "title": "VPN", "closed_at": desk.clock.now().isoformat()}
    closed = {"action": "closed", "issue": issue, "repository": {"full_name": "acme/vpn"}}
    sent = [await github(system, {"zen": "Keep it simple."}, "ping")]
    sent.append(await github(system, closed, "issues"))
    await desk.later(A_DAY)

    assert [answer.status for answer in sent] == [202, 202]
    ((ticket, outcome, _why),) = await desk.ledger()
    assert (ticket, outcome) == ("acme/vpn#7", "not_asked")
