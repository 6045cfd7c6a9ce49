"""Many webhooks in one go: in any order, again and again, nothing is lost or doubled."""

import asyncio
import random
from collections import Counter
from datetime import timedelta

from bot.sandbox import cast
from kpi.store.tables import HookEvent, Interaction
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres
from tests.journeys.tickets import told

TICKETS = 16
REOPENED = 6
TELLINGS = 160
AT_ONCE = 50
"""Connections of a ticket system that empties its queue."""


def deliveries(desk: Desk) -> dict[str, bytes]:
    """Every ticket is opened and resolved; some are opened again, by the system's own time."""
    noon, made = desk.clock.now(), {}
    for number in range(TICKETS):
        ticket = {"id": f"T-{number}"}
        made[f"opened-{number}"] = told("opened", **ticket, opened_at=noon - timedelta(hours=2))
        made[f"resolved-{number}"] = told("resolved", **ticket, resolved_at=noon)
        if number < REOPENED:
            again = noon + timedelta(minutes=1)
            made[f"reopened-{number}"] = told("reopened", **ticket, reopened_at=again)
    return made


@on_postgres
async def test_a_storm_loses_and_doubles_nothing(desk: Desk) -> None:
    bodies, chance = deliveries(desk), random.Random(2026)
    again = chance.choices(list(bodies), k=TELLINGS - len(bodies))
    keys = chance.sample([*bodies, *again], TELLINGS)
    door = asyncio.Semaphore(AT_ONCE)

    async def send(key: str) -> int:
        async with door:
            return (await desk.tickets.send(bodies[key], key=key)).status

    statuses = Counter(await asyncio.gather(*map(send, keys)))
    await desk.later()
    await desk.later()

    assert statuses == {202: len(bodies), 200: TELLINGS - len(bodies)}
    stored = await desk.every(HookEvent)
    assert Counter(event.state for event in stored) == {"done": len(bodies)}
    assert len(await desk.every(Interaction)) == TICKETS
    outcomes = await desk.ledger()
    assert len(outcomes) == len({ticket for ticket, _, _ in outcomes}) == TICKETS
    assert Counter(reason for _, _, reason in outcomes) == {
        "reopened": REOPENED,
        "sent": 1,
        "cooldown": TICKETS - REOPENED - 1,
    }
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1
