from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import StatementError

from kpi.interaction_event import Kind
from kpi.store import hooks, inbox
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import Hook, HookEvent, Interaction, Invitation, Workspace
from tests.kpi.store.tickets import HOME, MINUTE, event, everything, overlapping, read, write
from tests.moments import NOW


async def stored(database: Database) -> HookEvent:
    incoming = IncomingEvent(
        workspace_id=HOME, hook_id="h1", key="1", body={"type": "x"}, received_at=NOW
    )
    await database.writer.submit(hooks.store_events, incoming)
    (found,) = await read(database, hooks.waiting, 10)
    return found


async def test_a_webhook_is_taken_in_once(database: Database, workspace: Workspace) -> None:
    found = await stored(database)
    assert await write(database, inbox.accept, found, [event()], NOW)
    assert not await write(database, inbox.accept, found, [event(external_id="T-2")], NOW)
    assert len(await everything(database, Invitation)) == 1
    assert await read(database, hooks.waiting, 10) == []


async def test_all_events_of_a_webhook_are_taken_in_each_in_its_order(
    database: Database, workspace: Workspace
) -> None:
    found = await stored(database)
    other = event(external_id="T-0")
    back = replace(event(), kind=Kind.REOPENED, at=event().at + MINUTE)
    assert await write(database, inbox.accept, found, [event(), other, back], NOW)
    decided = {one.interaction_id: one for one in await everything(database, Invitation)}
    states = {
        one.external_id: decided[one.id].reason for one in await everything(database, Interaction)
    }
    assert states["T-0"] != "reopened"
    assert max(states.values()) == "reopened"
    assert len(states) == 2


async def test_when_one_fails_none_is_taken_in(database: Database, workspace: Workspace) -> None:
    found = await stored(database)
    impossible = event(external_id="T-9", at=NOW.replace(tzinfo=None))
    with pytest.raises(StatementError, match="needs a time zone"):
        await write(database, inbox.accept, found, [event(), impossible], NOW)
    assert await everything(database, Interaction) == []
    assert [one.id for one in await read(database, hooks.waiting, 10)] == [found.id]


async def test_one_that_tells_of_nothing_is_done_with_its_reason(
    database: Database, workspace: Workspace
) -> None:
    found = await stored(database)
    assert await write(database, inbox.accept, found, [], NOW)
    (kept,) = await everything(database, HookEvent)
    assert (kept.state, kept.reason) == ("done", "nothing to do")


async def test_one_that_was_put_aside_stays_there(database: Database, workspace: Workspace) -> None:
    found = await stored(database)
    await write(database, hooks.failed, found, "It says nothing.")
    assert not await write(database, inbox.accept, found, [event()], NOW)
    assert await everything(database, Invitation) == []


DOOR = Hook(workspace_id=HOME, id="h1", source="standard", secret=b"", created_at=NOW)


async def test_only_what_no_webhook_told_is_caught_up(
    database: Database, workspace: Workspace
) -> None:
    assert await write(database, inbox.catch_up, DOOR, event(), NOW)
    assert not await write(database, inbox.catch_up, DOOR, event(at=NOW + MINUTE, team="X"), NOW)
    reopened = event(Kind.REOPENED, NOW + 2 * MINUTE)
    assert await write(database, inbox.catch_up, DOOR, reopened, NOW)
    assert not await write(database, inbox.catch_up, DOOR, reopened, NOW)
    assert await write(database, inbox.catch_up, DOOR, event(at=NOW + 3 * MINUTE), NOW)
    (interaction,) = await everything(database, Interaction)
    assert (interaction.solve_cycle, interaction.hook_id) == (2, "h1")


async def test_an_open_ticket_that_was_never_solved_was_opened(
    database: Database, workspace: Workspace
) -> None:
    unsolved = event(Kind.REOPENED, NOW, external_id="T-2")
    assert not await write(database, inbox.catch_up, DOOR, unsolved, NOW)
    assert await write(database, inbox.catch_up, DOOR, replace(unsolved, opened_at=NOW), NOW)
    (interaction,) = await everything(database, Interaction)
    assert (interaction.opened_at, interaction.reopened_at) == (NOW, None)


@pytest.mark.parametrize("webhook_first", [True, False])
async def test_a_webhook_and_a_poller_that_meet_are_one_resolution(
    database: Database, replica: Database, workspace: Workspace, *, webhook_first: bool
) -> None:
    webhook = await stored(database)
    # Systems tell pollers whole seconds, and webhooks more.
    polled = event(at=NOW.replace(microsecond=0))
    told = event(at=polled.at + timedelta(milliseconds=300))
    meeting = [
        (database, lambda connection: inbox.accept(connection, webhook, [told], NOW)),
        (replica, lambda connection: inbox.catch_up(connection, DOOR, polled, NOW)),
    ]
    first, second = meeting if webhook_first else reversed(meeting)
    await overlapping(first, second)
    assert len(await everything(database, Invitation)) == 1
    (interaction,) = await everything(database, Interaction)
    assert (interaction.solve_cycle, interaction.closed_at) == (1, told.at)
