from datetime import timedelta

from kpi.eligibility import Reason
from kpi.interaction_event import Kind
from kpi.store import choosing, contacts, interactions, invitations, pins
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Contact, Invitation, Workspace
from tests.kpi.store.tickets import DAY, EMAIL, HOME, HOUR, event, everything, read, take_in, write
from tests.moments import NOW

GUEST = Person(team_id="T0GUEST", user_id="U0GUEST", is_home=False)


async def guest(database: Database) -> Contact:
    return await write(database, contacts.remember, HOME, GUEST, NOW)


async def unmatched(database: Database, ticket: str = "T-1", ago: timedelta = HOUR) -> Invitation:
    """A resolution whose customer Slack did not know."""
    told = await take_in(database, event(at=NOW - ago, external_id=ticket), NOW - ago)
    assert told is not None
    await write(database, invitations.located, HOME, told.id, None, NOW - ago)
    return told


async def states(database: Database) -> dict[str, str]:
    found = await everything(database, Invitation)
    tickets = {
        one.id: (await read(database, interactions.find, HOME, one.interaction_id)).external_id
        for one in found
    }
    return {tickets[one.id]: one.state for one in found}


async def test_a_pinned_address_is_theirs_whatever_slack_says(
    database: Database, workspace: Workspace
) -> None:
    contact = await guest(database)
    await write(database, pins.pin, HOME, f" {EMAIL.upper()}", contact.id, NOW)
    await write(database, contacts.remember_address, HOME, EMAIL, None, NOW + HOUR)
    known = await read(database, contacts.address, HOME, EMAIL)
    assert known is not None
    assert (known.contact_id, known.is_pinned) == (contact.id, True)
    late = NOW + 2 * choosing.ADDRESS_HOLDS
    told = await take_in(database, event(at=late), late)
    assert told is not None
    assert (told.state, told.contact_id) == ("planned", contact.id)


async def test_recent_resolutions_are_decided_anew_by_all_the_rules(
    database: Database, workspace: Workspace
) -> None:
    contact = await guest(database)
    for ticket, ago in (("T-1", HOUR), ("T-2", DAY), ("T-OLD", pins.RECENT + DAY)):
        await unmatched(database, ticket, ago)
    assert await write(database, pins.pin, HOME, EMAIL, contact.id, NOW) == 2
    assert await write(database, pins.pin, HOME, EMAIL, contact.id, NOW) == 0
    assert await states(database) == {
        "T-1": "looking_up",
        "T-2": "looking_up",
        "T-OLD": "not_asked",
    }
    for waiting in await read(database, invitations.looking_up, NOW, 10):
        await write(database, invitations.located, HOME, waiting.id, contact.id, NOW)
    assert (await states(database))["T-1"] == "planned"


async def test_what_was_reopened_or_not_asked_for_another_reason_stays(
    database: Database, workspace: Workspace
) -> None:
    contact = await guest(database)
    await unmatched(database)
    again = NOW - HOUR / 2
    await take_in(database, event(Kind.REOPENED, at=again - HOUR / 4), again)
    second = await take_in(database, event(at=again), again)
    assert second is not None
    assert await write(database, pins.pin, HOME, EMAIL, contact.id, NOW) == 0
    first = min(await everything(database, Invitation), key=lambda one: one.solve_cycle)
    assert (first.state, first.reason) == ("not_asked", Reason.NO_SLACK_ACCOUNT)
