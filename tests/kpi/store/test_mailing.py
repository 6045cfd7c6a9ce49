from datetime import datetime
from uuid import UUID

from kpi.interaction_event import Event
from kpi.store import contacts, deliveries, invitations, mailing, responses, sending, wishes
from kpi.store.contacts import Person
from kpi.store.database import Database
from kpi.store.responses import Tap
from kpi.store.tables import Contact, Delivery, Invitation, Response, Workspace
from tests.each import each
from tests.kpi.store.tickets import (
    DAY,
    EMAIL,
    HOME,
    HOUR,
    MINUTE,
    claimed,
    event,
    everything,
    write,
)
from tests.moments import NOW

SOON = NOW + HOUR


async def by_mail(database: Database, at: datetime = NOW) -> Contact:
    """J. Jansen, whom Slack does not know."""
    await write(database, contacts.remember_address, HOME, EMAIL, None, at)
    return await write(database, mailing.remember, HOME, EMAIL, name="J. Jansen", now=at)


async def in_slack(database: Database, at: datetime) -> Contact:
    """J. Jansen, whom Slack knows from now on."""
    person = Person(team_id=HOME, user_id="U1")
    contact = await write(database, contacts.remember, HOME, person, at)
    await write(database, contacts.remember_address, HOME, EMAIL, contact.id, at)
    return contact


async def taken_in(database: Database, told: Event) -> Invitation:
    found = await write(database, invitations.take_in, HOME, told, told.at)
    assert found is not None
    return found


async def sent(database: Database) -> Invitation:
    """A question that went out by mail."""
    invitation = await taken_in(database, event())
    (delivery,) = await claimed(database, SOON)
    await write(database, sending.ready, delivery, SOON)
    await write(database, deliveries.place, delivery, "mail")
    await write(database, sending.sent, delivery, "<1@acme.example>", SOON)
    return invitation


def tap(invitation_id: UUID, contact: Contact, at: datetime = SOON, action: str = "rate:4") -> Tap:
    return Tap(
        workspace_id=HOME,
        invitation_id=invitation_id,
        team_id=contact.team_id,
        user_id=contact.user_id,
        channel_id="mail",
        message_ts="nonce",
        action_id=action,
        at=at,
        score=4,
    )


async def test_an_address_is_one_person_however_it_is_written(
    database: Database, workspace: Workspace
) -> None:
    first = await by_mail(database)
    again = await write(
        database, mailing.remember, HOME, f" {EMAIL.upper()} ", language="nl", now=SOON
    )
    assert (again.id, again.name, again.language) == (first.id, "J. Jansen", "nl")
    assert mailing.is_by_mail(again)
    assert not again.is_home


async def test_somebody_known_by_mail_is_planned_at_once_and_answers_by_mail(
    database: Database, workspace: Workspace
) -> None:
    contact = await by_mail(database)
    invitation = await sent(database)
    assert invitation.contact_id == contact.id
    (stored,) = await everything(database, Invitation)
    assert (stored.state, stored.way) == ("sent", "mail")
    await database.writer.submit(responses.record_taps, tap(invitation.id, contact))
    (answer,) = await everything(database, Response)
    assert (answer.score, answer.way) == (4, "mail")


async def test_a_choice_in_a_form_is_known_by_its_nonce(
    database: Database, workspace: Workspace
) -> None:
    contact = await by_mail(database)
    invitation = await sent(database)
    await database.writer.submit(responses.record_taps, tap(invitation.id, contact))
    for nonce, action_id, told in (
        ("nonce", "rate:4", True),
        ("other", "rate:4", False),
        ("nonce", "rate:5", False),
    ):
        form = {"nonce": nonce, "action_id": action_id}
        assert await write(database, mailing.is_told, HOME, invitation.id, **form) is told


async def test_who_joins_slack_takes_along_questions_answers_and_wishes(
    database: Database, workspace: Workspace
) -> None:
    contact = await by_mail(database)
    invitation = await sent(database)
    await database.writer.submit(responses.record_taps, tap(invitation.id, contact))
    stop = tap(invitation.id, contact, SOON + MINUTE, wishes.STOP)
    await database.writer.submit(wishes.record_wishes, stop)

    slack = await in_slack(database, NOW + DAY)

    (stored,) = await everything(database, Invitation)
    (answer,) = await everything(database, Response)
    assert (stored.contact_id, answer.contact_id) == (slack.id, slack.id)
    joined = await write(database, contacts.find, HOME, slack.id)
    assert joined.opted_out_at is not None
    assert joined.introduced_at is not None
    assert len(await write(database, contacts.history, HOME, slack.id, NOW)) == 1

    await write(database, contacts.opt_in, HOME, HOME, "U1", NOW + DAY)
    await in_slack(database, NOW + 2 * DAY)
    assert (await write(database, contacts.find, HOME, slack.id)).opted_out_at is None


async def test_a_question_that_waits_goes_to_slack_once_its_reader_is_there(
    database: Database, workspace: Workspace
) -> None:
    await by_mail(database)
    await taken_in(database, event())
    await in_slack(database, NOW + MINUTE)
    (delivery,) = await everything(database, Delivery)
    assert (delivery.state, delivery.user_id) == ("due", "U1")


async def test_a_wish_outlives_the_account_in_slack(
    database: Database, workspace: Workspace
) -> None:
    await in_slack(database, NOW)
    await write(database, contacts.opt_out, HOME, HOME, "U1", NOW)
    await by_mail(database, NOW + DAY)
    found = await write(database, mailing.found, HOME, EMAIL)
    assert found is not None
    assert found.opted_out_at is not None


async def test_an_address_bounces_once(database: Database, workspace: Workspace) -> None:
    await by_mail(database)
    assert await write(database, mailing.bounced, HOME, EMAIL, SOON)
    assert not await write(database, mailing.bounced, HOME, EMAIL, SOON)
    assert not await write(database, mailing.bounced, HOME, "nobody@example.com", SOON)


@each(
    ("extra", "language"),
    [
        ({}, ""),
        ({"requester": {"language": "nl-NL"}}, "nl-NL"),
        ({"locale": "nl"}, "nl"),
        ({"language": 3, "requester": "x"}, ""),
        ({"language": "n" * 100}, "n" * 20),
    ],
)
def test_the_language_is_read_where_sources_put_it(extra: dict[str, object], language: str) -> None:
    assert mailing.language_of(extra) == language
