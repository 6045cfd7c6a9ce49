"""A tap proves that its message reached Slack, where the outcome of posting it was unknown."""

from collections.abc import Mapping
from typing import Any

from bot.listeners import payloads
from bot.process import Process
from kpi.store import sending
from kpi.store.invitations import Question

UNCLEAR = frozenset({"unknown", "held"})


async def taken(process: Process, body: Mapping[str, Any], question: Question) -> bool:
    """Note the message in which a button was tapped as the one we posted; false without need.

    A private message beside it proves nothing: it was not posted by the outbox.
    """
    delivery, place = question.delivery, payloads.place(body)
    if delivery is None or delivery.state not in UNCLEAR or place.is_ephemeral:
        return False
    if place.channel_id != delivery.channel_id or not place.message_ts:
        return False
    now = process.clock.now()
    return await process.database.writer.work(
        lambda connection: sending.sent(connection, delivery, place.message_ts, now)
    )
