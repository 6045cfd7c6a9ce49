from datetime import timedelta

from sqlalchemy import delete

from kpi.eligibility import Reason
from kpi.interaction_event import Kind
from kpi.store import contacts, deliveries, rows, sending
from kpi.store.database import Database
from kpi.store.tables import Contact, Delivery, Invitation, Workspace
from tests.kpi.store.tickets import (
    HOME,
    HOUR,
    MINUTE,
    claimed,
    event,
    everything,
    jansen,
    planned,
    take_in,
    write,
)
from tests.moments import NOW

SOON = NOW + HOUR


async def claimed_question(database: Database) -> Delivery:
    """A question that somebody is sending."""
    await jansen(database)
    await planned(database)
    (delivery,) = await claimed(database, SOON)
    return delivery


async def ends(database: Database) -> tuple[str, str, str, str]:
    """Give state and reason of the only invitation and of its delivery."""
    (invitation,) = await everything(database, Invitation)
    (delivery,) = await everything(database, Delivery)
    return invitation.state, invitation.reason, delivery.state, delivery.reason


async def test_what_may_still_be_asked_is_ready(database: Database, workspace: Workspace) -> None:
    delivery = await claimed_question(database)
    question = await write(database, sending.ready, delivery, SOON)
    assert question is not None
    assert question.invitation.id == delivery.cause_id
    assert await ends(database) == ("planned", "", "sending", "cleared")


async def test_an_opt_out_at_the_last_moment_is_kept_as_the_reason(
    database: Database, workspace: Workspace
) -> None:
    delivery = await claimed_question(database)
    await write(database, contacts.opt_out, HOME, HOME, "U0JANSEN", SOON)
    assert await write(database, sending.ready, delivery, SOON) is None
    assert await ends(database) == ("not_asked", "opted_out", "cancelled", "opted_out")


async def test_a_ticket_reopened_while_it_is_being_sent_is_cancelled(
    database: Database, workspace: Workspace
) -> None:
    delivery = await claimed_question(database)
    await take_in(database, event(Kind.REOPENED, NOW + MINUTE), NOW + MINUTE)
    assert await write(database, sending.ready, delivery, SOON) is None
    assert await ends(database) == ("not_asked", "reopened", "cancelled", "reopened")


async def test_a_question_that_was_erased_is_not_sent(
    database: Database, workspace: Workspace
) -> None:
    delivery = await claimed_question(database)
    gone = delete(rows.table(Invitation))
    await database.writer.work(lambda connection: connection.execute(gone))
    assert await write(database, sending.ready, delivery, SOON) is None
    (found,) = await everything(database, Delivery)
    assert (found.state, found.reason) == ("cancelled", sending.ERASED)


async def test_what_was_sent_can_be_answered_and_was_introduced(
    database: Database, workspace: Workspace
) -> None:
    delivery = await claimed_question(database)
    assert await write(database, sending.sent, delivery, "17.42", SOON)
    assert not await write(database, sending.sent, delivery, "17.43", SOON)
    assert await ends(database) == ("sent", "", "sent", "")
    (invitation,) = await everything(database, Invitation)
    assert invitation.expires_at == SOON + timedelta(days=14)
    (contact,) = await everything(database, Contact)
    assert contact.introduced_at == SOON


async def test_what_was_held_but_arrived_is_sent_after_all(
    database: Database, workspace: Workspace
) -> None:
    delivery = await claimed_question(database)
    assert await write(database, deliveries.place, delivery, "D1")
    await write(database, deliveries.expire_leases, SOON + HOUR)
    assert (await ends(database))[2] == "held"
    assert await write(database, sending.sent, delivery, "17.42", SOON + HOUR)
    assert await ends(database) == ("sent", "", "sent", "")


async def test_what_nobody_takes_is_undeliverable_with_the_reason(
    database: Database, workspace: Workspace
) -> None:
    delivery = await claimed_question(database)
    assert await write(database, sending.undeliverable, delivery, "is_archived", SOON)
    assert not await write(database, sending.undeliverable, delivery, "again", SOON)
    assert await ends(database) == ("undeliverable", "is_archived", "failed", "is_archived")


async def test_somebody_who_left_was_not_asked(database: Database, workspace: Workspace) -> None:
    delivery = await claimed_question(database)
    await write(database, sending.cancel, delivery, Reason.DEACTIVATED, SOON)
    assert await ends(database) == ("not_asked", "deactivated", "cancelled", "deactivated")
