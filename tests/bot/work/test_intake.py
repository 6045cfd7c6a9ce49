import asyncio
from typing import Any

import pytest

from bot.sandbox.cast import CUSTOMER
from bot.sandbox.identity import HOME
from kpi.store import hooks, mailing, rows
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import HookEvent, Interaction, Invitation
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage
from tests.moments import NOW

HOOK = "hook-1"
EMAIL = "j.jansen@example.com"


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


async def stored(
    stage: Stage, key: str, body: dict[str, Any], hook_id: str = HOOK, **headers: str
) -> None:
    event = IncomingEvent(
        workspace_id=HOME,
        hook_id=hook_id,
        key=key,
        body=body,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        received_at=stage.now,
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


async def test_one_that_came_in_while_its_hook_was_removed_asks_for_no_mending(
    hooked: Stage,
) -> None:
    await stored(hooked, "1", solved(hooked), hook_id="hook-2")
    await hooked.round()
    assert await states(hooked) == []
    async with hooked.database.reading() as connection:
        (kept,) = await rows.every(connection, HookEvent, rows.table(HookEvent).select())
    assert (kept.state, kept.reason) == ("done", hooks.REMOVED)
    assert await hooked.every(Interaction) == []


async def test_one_of_a_system_nobody_knows_is_kept_with_its_reason(stage: Stage) -> None:
    await connected(stage, "unheard-of")
    await stored(stage, "1", {}, hook_id="unheard-of")
    await stage.round()
    ((_, reason),) = await states(stage)
    assert "does not know the system" in reason


@ON_POSTGRES
async def test_replicas_take_each_webhook_in_once(hooked: Stage) -> None:
    for number in range(5):
        await stored(hooked, str(number), solved(hooked, f"T-{number}"))
    other = hooked.replica()
    await asyncio.gather(hooked.round(), other.round())
    assert len(await hooked.every(Interaction)) == 5
    assert len(await hooked.every(Invitation)) == 5
    assert await states(hooked) == []


async def connected(stage: Stage, source: str) -> None:
    await stage.database.writer.work(
        lambda connection: hooks.create(
            connection, HOME, id=source, source=source, secret=b"", now=stage.now
        )
    )


async def test_each_system_has_its_own_language(stage: Stage) -> None:
    await connected(stage, "zendesk")
    ticket = {"id": "7", "updated_at": stage.now.isoformat(), "requester_email": EMAIL}
    await stored(stage, "1", {"kompas": "resolved", "ticket": ticket}, "zendesk")
    await stage.round()
    (interaction,) = await stage.every(Interaction)
    assert (interaction.source, interaction.external_id) == ("zendesk", "7")
    assert interaction.requester_email == EMAIL


async def test_one_webhook_may_tell_of_several_events_or_none(stage: Stage) -> None:
    await connected(stage, "zendesk")
    ticket = {"id": "7", "status": "SOLVED", "created_at": stage.now.isoformat()}
    told = {"type": "zen:event-type:ticket.created", "time": stage.now.isoformat()}
    await stored(stage, "1", {**told, "detail": ticket}, "zendesk")
    await stored(stage, "2", {**told, "type": "zen:event-type:user.created"}, "zendesk")
    await stage.round()
    (interaction,) = await stage.every(Interaction)
    assert interaction.opened_at == interaction.resolved_at
    async with stage.database.reading() as connection:
        kept = await rows.every(connection, HookEvent, rows.table(HookEvent).select())
    reasons = {one.key: (one.state, one.reason) for one in kept}
    assert reasons == {"1": ("done", ""), "2": ("done", "nothing to do")}


async def test_what_a_header_says_is_understood(stage: Stage) -> None:
    await connected(stage, "github")
    issue = {"number": 7, "closed_at": stage.now.isoformat()}
    body = {"action": "closed", "issue": issue, "repository": {"full_name": "acme/vpn"}}
    await stored(stage, "1", body, "github", X_GitHub_Event="issues")
    await stored(stage, "2", {**body, "issue": {"number": 8}}, "github", X_GitHub_Event="issues")
    await stage.round()
    assert [one.external_id for one in await stage.every(Interaction)] == ["acme/vpn#7"]
    assert await states(stage) == [("2", "The webhook has no usable field issue.closed_at.")]


async def test_a_system_that_tells_no_time_is_taken_at_the_time_it_came_in(stage: Stage) -> None:
    await connected(stage, "freshdesk")
    ticket = {"ticket_id": 7, "triggered_event": "{status:{from:2,to:4}}"}
    await stored(stage, "1", {"freshdesk_webhook": ticket}, "freshdesk")
    await stage.round()
    (interaction,) = await stage.every(Interaction)
    async with stage.database.reading() as connection:
        (kept,) = await rows.every(connection, HookEvent, rows.table(HookEvent).select())
    assert interaction.resolved_at == kept.received_at


async def test_an_address_that_mail_came_back_from_is_not_asked_again(hooked: Stage) -> None:
    contact = await hooked.database.writer.work(
        lambda connection: mailing.remember(connection, HOME, "anna@elsewhere.example", now=NOW)
    )
    assert contact.bounced_at is None
    told = {"type": "contact.bounced", "data": {"email": "Anna@elsewhere.example"}}
    await stored(hooked, "1", told)
    await hooked.round()
    async with hooked.database.reading() as connection:
        found = await mailing.found(connection, HOME, "anna@elsewhere.example")
    assert found is not None
    assert found.bounced_at is not None
    assert await states(hooked) == []
