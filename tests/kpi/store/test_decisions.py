from typing import Any

from kpi.eligibility import Reason
from kpi.store import choosing, decisions, interactions
from kpi.store.asked_tallies import AskedDeltas
from kpi.store.choosing import NOBODY, UNKNOWN, Customer
from kpi.store.database import Database
from kpi.store.tables import SEGMENTS, Delivery, Interaction, Invitation, Workspace
from tests.kpi.store.tickets import (
    HOME,
    MINUTE,
    event,
    everything,
    jansen,
    planned,
    read,
    take_in,
    write,
)
from tests.moments import NOW


async def solved(database: Database) -> Interaction:
    return (await write(database, interactions.record, HOME, event(), NOW)).interaction


async def decide(database: Database, interaction: Interaction, helped: Customer) -> Invitation:
    chosen = await read(database, choosing.choose, interaction, helped, survey=None, now=NOW)
    return await write(
        database,
        decisions.decide,
        interaction,
        helped,
        chosen=chosen,
        counts=AskedDeltas(),
        now=NOW,
    )


async def test_a_yes_owes_one_message(database: Database, workspace: Workspace) -> None:
    contact = await jansen(database)
    invitation = await decide(database, await solved(database), Customer(contact=contact))
    assert (invitation.state, invitation.contact_id) == ("planned", contact.id)
    (delivery,) = await everything(database, Delivery)
    assert (delivery.kind, delivery.cause_id) == ("prompt", invitation.id)
    assert (delivery.due_at, delivery.user_id) == (NOW + 15 * MINUTE, "U0JANSEN")
    assert delivery.id.version == 4


async def test_a_no_keeps_its_reason_and_owes_nothing(
    database: Database, workspace: Workspace
) -> None:
    invitation = await decide(database, await solved(database), NOBODY)
    assert (invitation.state, invitation.reason) == ("not_asked", Reason.NO_REQUESTER)
    assert await everything(database, Delivery) == []


async def test_an_unknown_customer_is_looked_up_at_once(
    database: Database, workspace: Workspace
) -> None:
    invitation = await decide(database, await solved(database), UNKNOWN)
    assert (invitation.state, invitation.due_at) == ("looking_up", NOW)
    assert await everything(database, Delivery) == []


async def test_deciding_twice_finds_the_first_decision(
    database: Database, workspace: Workspace
) -> None:
    contact, interaction = await jansen(database), await solved(database)
    first = await decide(database, interaction, Customer(contact=contact))
    assert await decide(database, interaction, NOBODY) == first
    assert len(await everything(database, Invitation)) == 1


async def test_segments_are_those_of_the_resolution(
    database: Database, workspace: Workspace
) -> None:
    await jansen(database)
    names = set(SEGMENTS) - {"source", "trigger"}
    told: dict[str, Any] = {name: f"{name} then" for name in names}
    invitation = await planned(database, event(**told))
    assert invitation.team == "team then"
    changed: dict[str, Any] = {name: f"{name} now" for name in names}
    moved = event(at=NOW + MINUTE, **changed)
    assert await take_in(database, moved, NOW + MINUTE) is None
    (kept,) = await everything(database, Invitation)
    assert {name: getattr(kept, name) for name in told} == told
    assert (kept.source, kept.trigger) == ("standard", "system")
