from datetime import timedelta

from kpi.interaction_event import Kind
from kpi.store import contacts, deliveries, second_tries, sending
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.tables import Delivery, Invitation, Workspace
from tests.kpi.store.tickets import DAY, HOME, HOUR, event, everything, take_in, write
from tests.moments import NOW

GUEST = Person(team_id="T0GUEST", user_id="U0GUEST", is_home=False)


async def unreached(
    database: Database, *, person: Person = GUEST, reason: str = "no_place", account: str = "Acme"
) -> Invitation:
    """A question for which there was no place, a day after NOW."""
    await write(database, contacts.remember, HOME, person, NOW)
    told = await take_in(
        database,
        event(
            account=account,
            requester_email="g@guest.example",
            requester_team_id=person.team_id,
            requester_user_id=person.user_id,
        ),
    )
    assert told is not None
    (claimed,) = await write(database, deliveries.claim, NOW + DAY, 1)
    assert await write(database, sending.undeliverable, claimed, reason, NOW + DAY)
    return told


async def again(database: Database, name: str = "acme ", after: timedelta = 2 * DAY) -> int:
    return await write(database, second_tries.give_channel, HOME, name, "C1", NOW + after)


async def test_what_found_no_place_is_sent_once_there_is_one(
    database: Database, workspace: Workspace
) -> None:
    await unreached(database)
    assert await again(database, "Another") == 0
    assert await again(database) == 1
    assert await again(database) == 0
    (claimed,) = await write(database, deliveries.claim, NOW + 2 * DAY, 9)
    assert await write(database, sending.ready, claimed, NOW + 2 * DAY) is not None
    await write(database, deliveries.place, claimed, "C1")
    assert await write(database, sending.sent, claimed, "1.0", NOW + 2 * DAY)
    (invitation,) = await everything(database, Invitation)
    assert (invitation.state, invitation.way) == ("sent", "thread")


async def test_the_domain_names_an_account_too_and_all_rules_hold(
    database: Database, workspace: Workspace
) -> None:
    await unreached(database, reason="is_archived", account="")
    await write(database, contacts.opt_out, HOME, GUEST.team_id, GUEST.user_id, NOW + DAY)
    assert await again(database, "guest.example") == 1
    (claimed,) = await write(database, deliveries.claim, NOW + 2 * DAY, 9)
    assert await write(database, sending.ready, claimed, NOW + 2 * DAY) is None
    (invitation,) = await everything(database, Invitation)
    assert (invitation.state, invitation.reason) == ("not_asked", "opted_out")


async def test_what_another_channel_does_not_cure_stays(
    database: Database, workspace: Workspace
) -> None:
    await unreached(database, reason="user_disabled")
    assert await again(database) == 0


async def test_what_is_long_ago_or_was_reopened_or_concerns_a_colleague_stays(
    database: Database, workspace: Workspace
) -> None:
    await unreached(database)
    assert await again(database, after=second_tries.RECENT + HOUR) == 0
    await take_in(database, event(Kind.REOPENED, at=NOW + DAY), NOW + DAY)
    await take_in(database, event(at=NOW + 25 * HOUR, requester_email=""), NOW + 25 * HOUR)
    assert await again(database) == 0
    (first, _) = sorted(await everything(database, Delivery), key=lambda one: one.created_at)
    assert first.state == "failed"


async def test_a_colleague_is_asked_directly_whatever_channel_an_account_has(
    database: Database, workspace: Workspace
) -> None:
    await unreached(database, person=Person(team_id=HOME, user_id="U1"))
    assert await again(database) == 0
