from collections.abc import AsyncIterator

import pytest

from bot.sandbox.cast import LEAD, WEEKLY
from bot.sandbox.identity import HOME
from kpi.store import digests, schedule_runs
from kpi.store.tables import Schedule
from tests import mail_server
from tests.bot.stage import Stage
from tests.bot.work.mondays import HOUR, MONDAY, SECOND, WEEK, at, mains
from tests.bot.work.test_mailer import with_mail
from tests.mail_server import MailServer
from tests.weeks import answered

HEADS = ["head@example.com", "board@example.com"]


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server.serving() as serving:
        yield serving


async def test_departments_outside_slack_get_the_digest_by_mail_and_reply_to_its_owner(
    stage: Stage, server: MailServer
) -> None:
    schedule = await stage.ordered(channel_id="", addresses=HEADS)
    mailed = with_mail(stage, server.url)
    await at(mailed, MONDAY + SECOND)
    await mailed.round()
    assert sorted(one["To"].addresses[0].addr_spec for one in server.taken) == sorted(HEADS)
    assert {one["Reply-To"] for one in server.taken} == {"l.bakker@example.com"}
    assert len({one["Message-ID"] for one in server.taken}) == 2
    assert stage.posted(WEEKLY) == []
    async with stage.database.reading() as connection:
        (run,) = await schedule_runs.of_schedule(connection, HOME, schedule.id)
    assert run.told["period"] == "2026-W47"


async def test_a_closed_channel_closes_no_mailbox(stage: Stage, server: MailServer) -> None:
    await stage.ordered(addresses=HEADS[:1])
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    mailed = with_mail(stage, server.url)
    await at(mailed, MONDAY + SECOND)
    await mailed.round()
    assert len(server.taken) == 1
    assert mains(stage) == []
    (found,) = await stage.every(Schedule)
    assert found.paused_because == "is_archived"
    (told,) = stage.posted(LEAD)
    assert told.text.endswith("By mail it goes on.")
    await at(mailed, MONDAY + WEEK + SECOND)
    await mailed.round()
    assert len(server.taken) == 2
    assert len(stage.posted(LEAD)) == 1


async def test_the_owner_hears_of_an_address_that_is_refused(
    stage: Stage, server: MailServer
) -> None:
    server.at_recipient = "550 5.1.1 Nobody here"
    await stage.ordered(channel_id="", addresses=HEADS[:1])
    mailed = with_mail(stage, server.url)
    await at(mailed, MONDAY + SECOND)
    (told,) = stage.posted(LEAD)
    assert "head@example.com" in told.text
    assert (await stage.delivery("digest_letter")).reason == "address_refused"


async def test_without_a_mail_server_the_owner_hears_so(stage: Stage) -> None:
    await stage.ordered(channel_id="", addresses=HEADS[:1])
    await at(stage, MONDAY + SECOND)
    (told,) = stage.posted(LEAD)
    assert "no_mail_server" in told.text


async def test_a_letter_that_comes_later_does_not_change_what_the_channel_was_told(
    stage: Stage, server: MailServer
) -> None:
    server.at_recipient = "450 4.2.0 Later"
    schedule = await stage.ordered(addresses=HEADS[:1])
    mailed = with_mail(stage, server.url)
    await answered(stage.database, HOME, MONDAY - HOUR)
    await at(mailed, MONDAY + SECOND)
    server.at_recipient = ""
    await answered(stage.database, HOME, MONDAY - HOUR, key="late")
    await at(mailed, MONDAY + HOUR)
    (letter,) = server.taken
    text = letter.get_body(("plain",))
    assert text is not None
    assert "20 answers" in text.get_content()
    async with stage.database.reading() as connection:
        told = await digests.told_in(connection, schedule, "2026-W48")
    assert told["numbers"]["csat"]["n"] == 10


async def test_of_a_letter_that_may_not_have_come_the_owner_hears_and_it_is_not_sent_twice(
    stage: Stage, server: MailServer
) -> None:
    server.hangs_up = True
    await stage.ordered(channel_id="", addresses=HEADS[:1])
    mailed = with_mail(stage, server.url)
    await at(mailed, MONDAY + SECOND)
    await at(mailed, MONDAY + HOUR)
    assert (await stage.delivery("digest_letter")).state == "held"
    (told,) = stage.posted(LEAD)
    assert "whether it took the digest for head@example.com" in told.text
    assert len(server.taken) == 1
