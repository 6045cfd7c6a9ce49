from datetime import date

from kpi.store import audiences, contacts, mailing
from kpi.store.audiences import Member
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.people import HOURS, draft, people
from tests.kpi.store.tickets import DAY, EMAIL, HOME, event, jansen, read, take_in, write
from tests.moments import NOW


async def names(database: Database, campaign: object) -> set[str]:
    return {person for _, person in await read(database, audiences.present, campaign)}


async def test_people_join_leave_and_come_back(database: Database, workspace: Workspace) -> None:
    campaign = await draft(database, people(3))
    gone, *others = (member.person for member in people(3))
    await write(database, audiences.leave, campaign, {gone}, NOW)
    assert await names(database, campaign) == set(others)
    assert await read(database, audiences.size, campaign) == 2
    await write(database, audiences.join, campaign, people(1, account="Acme"), NOW)
    assert await read(database, audiences.size, campaign) == 3


async def test_days_are_counted_from_the_start_on(database: Database, workspace: Workspace) -> None:
    first, second = date(2026, 12, 1), date(2026, 12, 8)
    named = [*people(2, due_on=first), Member(person=EMAIL, due_on=second)]
    past = Member(person="a@x.example", due_on=date(2026, 11, 1))
    campaign = await draft(database, [*named, past])
    assert await read(database, audiences.days_named, campaign, HOURS) == [(first, 2), (second, 1)]


async def test_whoever_was_helped_lately_by_slack_or_by_mail(
    database: Database, workspace: Workspace
) -> None:
    contact = await jansen(database)
    await take_in(database, event(account="Acme"))
    await take_in(database, event(external_id="T-2", at=NOW - DAY, account="Acme"))
    await write(database, contacts.remember_address, HOME, "p@mail.example", None, NOW)
    await write(database, mailing.remember, HOME, "p@mail.example", now=NOW)
    await take_in(database, event(external_id="T-3", requester_email="p@mail.example"))
    asked = event(external_id="1", trigger="campaign", source="campaign")
    await take_in(database, asked, NOW, survey="nps")

    found = await read(database, audiences.helped_since, HOME, NOW - 2 * DAY)
    in_slack = audiences.in_slack(HOME, contact.user_id)
    assert {one.person: one.account for one in found} == {in_slack: "Acme", "p@mail.example": ""}
    assert await read(database, audiences.helped_since, HOME, NOW + DAY) == []
    assert len(await read(database, audiences.helped_since, HOME, NOW - 2 * DAY, in_slack)) == 1


def test_a_person_is_an_address_or_two_ids() -> None:
    assert audiences.slack_ids(EMAIL) == ("", "")
    assert audiences.slack_ids(audiences.in_slack("T1", "U1")) == ("T1", "U1")
