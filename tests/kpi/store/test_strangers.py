from typing import Any

from kpi.eligibility import Reason
from kpi.store import accounts, contacts, deliveries, invitations, mailing, pins, sending, strangers
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.strangers import Stranger
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import DAY, EMAIL, HOME, HOUR, event, read, take_in, write
from tests.moments import NOW

GUEST = Person(team_id="T0GUEST", user_id="U0GUEST", is_home=False)


async def unknown(database: Database, ticket: str, **details: Any) -> None:
    told = await take_in(database, event(external_id=ticket, **details))
    assert told is not None
    await write(database, invitations.located, HOME, told.id, None, NOW)


async def unreached(database: Database) -> None:
    """A guest with an account for whom there was no place."""
    await write(database, contacts.remember, HOME, GUEST, NOW)
    who: dict[str, Any] = {"requester_team_id": GUEST.team_id, "requester_user_id": GUEST.user_id}
    told = await take_in(database, event(external_id="T-9", account="Acme", **who))
    assert told is not None
    later = told.due_at + DAY
    (claimed,) = await write(database, deliveries.claim, later, 1)
    assert await write(database, sending.undeliverable, claimed, "no_place", later)


async def found(database: Database) -> list[Stranger]:
    return await read(database, strangers.since, HOME, NOW - DAY)


async def test_people_are_counted_once_each_with_why(
    database: Database, workspace: Workspace
) -> None:
    for ticket in ("T-1", "T-2"):
        await unknown(database, ticket)
    await unknown(database, "T-3", requester_email="b@example.com")
    await unreached(database)
    nobody = Reason.NO_SLACK_ACCOUNT
    shown = [
        (one.email, one.user_id, one.account, one.reason, one.n) for one in await found(database)
    ]
    assert shown == [
        (EMAIL, "", "", nobody, 2),
        ("b@example.com", "", "", nobody, 1),
        (EMAIL, "U0GUEST", "Acme", "no_place", 1),
    ]
    assert [one.is_unknown for one in await found(database)] == [True, True, False]
    assert await read(database, strangers.since, HOME, NOW + HOUR) == []
    assert await read(database, strangers.since, "T0OTHER", NOW - DAY) == []


async def test_who_was_helped_on_is_left_out(database: Database, workspace: Workspace) -> None:
    await unknown(database, "T-1", requester_email="b@example.com")
    await unreached(database)
    contact = await read(database, contacts.by_slack, HOME, "T0GUEST", "U0GUEST")
    assert contact is not None
    await write(database, pins.pin, HOME, "b@example.com", contact.id, NOW)
    assert [one.account for one in await found(database)] == ["Acme"]
    await write(database, accounts.put, HOME, "acme", "C1", NOW)
    assert await found(database) == []


async def test_an_account_whose_channel_did_not_help_is_named_again(
    database: Database, workspace: Workspace
) -> None:
    await write(database, accounts.put, HOME, "acme", "C1", NOW - HOUR)
    await unreached(database)
    assert [one.account for one in await found(database)] == ["Acme"]


async def test_people_who_are_asked_by_mail_are_no_strangers(
    database: Database, workspace: Workspace
) -> None:
    contact = await write(database, mailing.remember, HOME, EMAIL, now=NOW)
    told = await take_in(database, event())
    assert told is not None
    await write(database, invitations.located, HOME, told.id, contact.id, NOW)
    (claimed,) = await write(database, deliveries.claim, NOW + 7 * DAY, 1)
    await write(database, sending.undeliverable, claimed, "address_refused", NOW + 7 * DAY)
    assert await found(database) == []
