from typing import Any

from kpi.interaction_event import Kind
from kpi.store import completions, hooks, interactions, service_verification, ticket_lookups
from kpi.store.completions import GIVEN_UP, RESUMED
from kpi.store.database import Database
from kpi.store.tables import (
    Delivery,
    Hook,
    Interaction,
    Invitation,
    Reckoning,
    TicketLookup,
    Workspace,
)
from tests.kpi.store.tickets import (
    DAY,
    EMAIL,
    HOME,
    MINUTE,
    event,
    everything,
    read,
    take_in,
    write,
)
from tests.moments import NOW

IDS: dict[str, Any] = {
    "team": "98738",
    "agent": "235323",
    "extra": {"lookup": {"requester_id": "1"}},
}
FOUND = {"team": "Network", "agent": "A. de Vries", "requester_email": "J.Jansen@Example.com"}


async def told(database: Database, **details: Any) -> Invitation:
    """Take in a ticket that names people by ids, by a door with a token."""
    hook = await write(database, hooks.create, HOME, id="h1", source="zendesk", secret=b"", now=NOW)
    await write(database, hooks.change, hook, token=b"sealed")
    usual = {"requester_email": "", "hook_id": "h1", **IDS}
    invitation = await take_in(database, event(**{**usual, **details}))
    assert invitation is not None
    return invitation


async def claimed(database: Database) -> tuple[TicketLookup, Interaction]:
    (lookup,) = await write(database, ticket_lookups.claim, NOW, 10)
    return lookup, await read(database, interactions.find, HOME, lookup.interaction_id)


async def invitation_of(database: Database) -> Invitation:
    (found,) = await everything(database, Invitation)
    return found


async def test_who_has_no_address_yet_waits_and_then_is_looked_up_in_slack(
    database: Database, workspace: Workspace
) -> None:
    assert (await told(database)).state == "looking_up"
    lookup, asked = await claimed(database)
    assert await write(database, completions.complete, lookup, asked, found=FOUND, now=NOW)
    interaction = await read(database, interactions.find, HOME, asked.id)
    assert (interaction.requester_email, interaction.agent) == (EMAIL, "A. de Vries")
    filed = await invitation_of(database)
    assert (filed.state, filed.team, filed.agent) == ("looking_up", "Network", "A. de Vries")
    assert not await write(database, completions.complete, lookup, asked, found={}, now=NOW)


async def test_who_has_an_address_is_not_kept_waiting_but_filed_under_names(
    database: Database, workspace: Workspace
) -> None:
    await told(database, requester_email=EMAIL)
    lookup, asked = await claimed(database)
    await write(database, completions.failed, lookup, "ticket_x", is_final=True, now=NOW)
    assert (await invitation_of(database)).state == "looking_up"  # for Slack
    assert (await invitation_of(database)).team == "98738"
    assert await everything(database, TicketLookup) == []
    assert asked.requester_email == EMAIL


async def test_a_later_assignment_is_not_filed_under_what_was_resolved(
    database: Database, workspace: Workspace
) -> None:
    await told(database)
    lookup, asked = await claimed(database)
    moved = event(Kind.REPLIED, NOW + MINUTE, requester_email="", hook_id="h1", team="5", agent="6")
    await take_in(database, moved)
    await write(database, completions.complete, lookup, asked, found=FOUND, now=NOW)
    interaction = await read(database, interactions.find, HOME, asked.id)
    assert (interaction.team, interaction.agent) == ("5", "6")
    filed = await invitation_of(database)
    assert (filed.team, filed.agent) == ("Network", "A. de Vries")


async def test_a_name_is_known_the_next_time_its_id_is_told(
    database: Database, workspace: Workspace
) -> None:
    await told(database)
    lookup, asked = await claimed(database)
    await write(database, completions.complete, lookup, asked, found=FOUND, now=NOW)
    closed = event(at=NOW + DAY, requester_email="", hook_id="h1", **IDS)
    assert await take_in(database, closed) is None
    assert (await read(database, interactions.find, HOME, asked.id)).team == "Network"


async def test_nobody_is_decided_upon_once_it_is_known(
    database: Database, workspace: Workspace
) -> None:
    await told(database)
    lookup, asked = await claimed(database)
    await write(database, completions.complete, lookup, asked, found={"team": "X"}, now=NOW)
    filed = await invitation_of(database)
    assert (filed.state, filed.reason, filed.team) == ("not_asked", "no_requester", "X")
    assert await everything(database, Delivery) == []


async def test_what_was_given_up_waits_again_once_its_source_can_be_asked(
    database: Database, workspace: Workspace
) -> None:
    await told(database)
    lookup, _ = await claimed(database)
    reason = f"{GIVEN_UP}http_401"
    await write(database, completions.failed, lookup, reason, is_final=True, now=NOW)
    assert (await invitation_of(database)).state == "undeliverable"
    hook = await read(database, hooks.find, "h1")
    other = Hook(workspace_id=HOME, id="h2", source="zendesk", secret=b"", created_at=NOW)
    await write(database, completions.resume, other, NOW)
    await write(database, completions.resume, hook, NOW + RESUMED + DAY)
    assert (await invitation_of(database)).state == "undeliverable"
    await write(database, completions.resume, hook, NOW + DAY)
    filed = await invitation_of(database)
    assert (filed.state, filed.reason) == ("looking_up", "")
    (waiting,) = await everything(database, TicketLookup)
    assert (waiting.attempts, waiting.due_at) == (0, NOW + DAY)


async def test_what_waits_for_its_next_try_is_tried_at_once(
    database: Database, workspace: Workspace
) -> None:
    await told(database)
    lookup, asked = await claimed(database)
    hook = await read(database, hooks.find, "h1")
    await write(database, completions.resume, hook, NOW + MINUTE)
    # What was asked with the token before counts no more.
    assert not await write(database, completions.complete, lookup, asked, found=FOUND, now=NOW)
    (again,) = await write(database, ticket_lookups.claim, NOW + MINUTE, 10)
    assert again.attempts == 1


async def test_who_is_assigned_later_moves_nothing_but_a_name_found_later_is_filed(
    database: Database, workspace: Workspace
) -> None:
    await told(database)
    lookup, asked = await claimed(database)
    await take_in(database, event(Kind.REPLIED, NOW + MINUTE, team="77", first_replied_at=NOW))
    found = {"team": "Network"}
    assert await write(database, completions.complete, lookup, asked, found=found, now=NOW)
    (kept,) = await everything(database, Reckoning)
    assert kept.team == "Network"
    assert await read(database, service_verification.differences, HOME) == []
