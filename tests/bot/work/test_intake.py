import asyncio
from typing import Any

import pytest

from bot.sandbox.cast import CUSTOMER
from bot.sandbox.identity import HOME
from kpi.store import hooks
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import Interaction, Invitation
from tests.bot.stage import Stage

HOOK = "hook-1"


@pytest.fixture
async def hooked(stage: Stage) -> Stage:
    """A stage with a door for the standard webhook."""
    await stage.database.writer.work(
        lambda connection: hooks.create(
            connection, HOME, id=HOOK, source="standard", secret=b"", now=stage.now
        )
    )
    return stage


def solved(stage: Stage, ticket: str = "T-1", **data: Any) -> dict[str, Any]:
    told = {"id": ticket, "resolved_at": stage.now.isoformat()}
    requester = {"email": "j.jansen@example.com"}
    body = {"requester": requester, **told, **data}
    return {"type": "interaction.resolved", "timestamp": told["resolved_at"], "data": body}


async def stored(stage: Stage, key: str, body: dict[str, Any], hook_id: str = HOOK) -> None:
    event = IncomingEvent(
        workspace_id=HOME, hook_id=hook_id, key=key, body=body, received_at=stage.now
    )
    await stage.database.writer.submit(hooks.store_events, event)


async def states(stage: Stage) -> list[tuple[str, str]]:
    async with stage.database.reading() as connection:
        waiting = await hooks.waiting(connection, 10)
        failures = await hooks.failures(connection, HOME)
    return [(one.key, one.reason) for one in (*waiting, *failures)]


async def test_a_webhook_becomes_a_question_in_one_round(hooked: Stage) -> None:
    await stored(hooked, "1", solved(hooked))
    await hooked.round()
    assert len(hooked.posted(CUSTOMER)) == 1
    assert await states(hooked) == []


async def test_one_that_cannot_be_understood_is_kept_with_its_reason(hooked: Stage) -> None:
    await stored(hooked, "bad", solved(hooked, resolved_at="yesterday"))
    await stored(hooked, "good", solved(hooked, "T-2"))
    await hooked.round()
    ((key, reason),) = await states(hooked)
    assert key == "bad"
    assert reason
    assert [one.state for one in await hooked.every(Invitation)] == ["sent"]


async def test_one_whose_hook_is_gone_is_kept_with_its_reason(hooked: Stage) -> None:
    await stored(hooked, "1", solved(hooked), hook_id="hook-2")
    await hooked.round()
    assert await states(hooked) == [("1", "The hook of this event no longer exists.")]


async def test_replicas_take_each_webhook_in_once(hooked: Stage) -> None:
    for number in range(5):
        await stored(hooked, str(number), solved(hooked, f"T-{number}"))
    other = hooked.replica()
    await asyncio.gather(hooked.round(), other.round())
    assert len(await hooked.every(Interaction)) == 5
    assert len(await hooked.every(Invitation)) == 5
    assert await states(hooked) == []
