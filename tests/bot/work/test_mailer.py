from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.mail.smtp import ADDRESS_REFUSED
from bot.sandbox.cast import CUSTOMER, GUEST
from bot.sandbox.identity import ELSEWHERE, HOME
from bot.work.pace import Pace
from bot.work.thanks import ThanksMail
from bot.work.ticker import Ticker
from kpi.store import mailing, rows
from kpi.store.columns import new_id
from kpi.store.reminders import KIND
from kpi.store.tables import Contact, Delivery, Invitation, Thanks
from kpi.store.voices import KIND as KIND_OF_THANKS
from tests import mail_server
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage, set_policy
from tests.mail_server import MailServer

OUTSIDER = {"requester_email": "Anna@Elsewhere.example", "requester_name": "Anna"}


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server.serving() as serving:
        yield serving


@pytest.fixture
def mailed(stage: Stage, server: MailServer) -> Stage:
    """The stage with a mail server beside its Slack."""
    return with_mail(stage, server.url)


def with_mail(stage: Stage, url: str) -> Stage:
    more = {"smtp_url": SecretStr(url), "mail_from": "support@acme.example"}
    settings = stage.process.settings.model_copy(update=more)
    process = replace(stage.process, settings=settings)
    return Stage(process, stage.slack, Ticker(process, Pace(0.0)))


async def asked(stage: Stage, ticket: str = "T-1", **about: Any) -> Invitation:
    await stage.solved(ticket, **{**OUTSIDER, **about})
    await stage.round()
    found: Invitation = (await stage.every(Invitation))[-1]
    return found


def somebody(number: int) -> dict[str, str]:
    """Tell of one of several people whom Slack does not know."""
    return {"requester_email": f"{number}@elsewhere.example"}


async def of(stage: Stage, invitation: Invitation) -> Delivery:
    """Give what carries an invitation."""
    (found,) = [one for one in await stage.every(Delivery) if one.cause_id == invitation.id]
    delivery: Delivery = found
    return delivery


async def contact(stage: Stage) -> Contact:
    (found,) = [one for one in await stage.every(Contact) if one.team_id == "mail"]
    contact: Contact = found
    return contact


async def test_somebody_without_slack_gets_a_letter_in_their_language(
    mailed: Stage, server: MailServer
) -> None:
    invitation = await asked(mailed, extra={"requester": {"language": "nl-NL"}})
    (letter,) = server.taken
    assert (invitation.state, invitation.way) == ("sent", "mail")
    assert invitation.expires_at == invitation.sent_at + timedelta(days=14)  # type: ignore[operator]  # it was sent
    assert letter["To"].addresses[0].addr_spec == "anna@elsewhere.example"
    assert "tevreden" in letter["Subject"]
    delivery = await mailed.delivery()
    assert (delivery.channel_id, delivery.message_ts) == ("mail", letter["Message-ID"])
    person = await contact(mailed)
    assert (person.user_id, person.email) == ("anna@elsewhere.example",) * 2
    assert person.introduced_at is not None


async def test_where_no_mail_is_set_up_nobody_without_slack_is_asked(stage: Stage) -> None:
    invitation = await asked(stage)
    assert (invitation.state, invitation.reason) == ("not_asked", "no_slack_account")


async def test_a_survey_may_be_kept_in_slack(mailed: Stage, server: MailServer) -> None:
    await set_policy(mailed.database, mail="no")
    invitation = await asked(mailed)
    assert (invitation.state, invitation.reason) == ("not_asked", "no_slack_account")
    assert server.tried == 0


async def test_mail_that_is_taken_away_again_leaves_nothing_waiting(
    mailed: Stage, stage: Stage, server: MailServer
) -> None:
    server.at_recipient = "450 4.2.0 Try again later"
    await asked(mailed)
    stage.process.clock.move(timedelta(hours=1))
    await stage.round()
    found = await stage.invitation()
    assert (found.state, found.reason) == ("not_asked", "no_slack_account")


async def test_the_pause_between_questions_holds_for_an_address(
    mailed: Stage, server: MailServer
) -> None:
    await asked(mailed)
    again = await asked(mailed, "T-2", requester_email="anna@elsewhere.example")
    assert (again.state, again.reason) == ("not_asked", "cooldown")
    assert len(server.taken) == 1


async def test_what_may_be_taken_later_is_sent_later_once(
    mailed: Stage, server: MailServer
) -> None:
    for number, (where, answer, reason) in enumerate(
        (
            ("at_recipient", "450 4.2.0 Try again later", "smtp_450"),
            ("at_sender", "451 4.3.0 Busy", "smtp_451"),
            ("at_sender", "550 5.7.1 Not you", "smtp_sender_refused"),
            ("at_data", "452 4.3.1 No room", "smtp_452"),
        )
    ):
        setattr(server, where, answer)
        invitation = await asked(mailed, f"T-{number}", **somebody(number))
        delivery = await of(mailed, invitation)
        assert (delivery.state, delivery.reason) == ("retry", reason), answer
        setattr(server, where, "")
        mailed.process.clock.move(timedelta(hours=1))
        await mailed.round()
        await mailed.round()
        assert (await of(mailed, invitation)).state == "sent"
        assert len(server.taken) == number + 1


async def test_what_is_refused_for_good_is_undeliverable_and_a_dead_address_is_left_alone(
    mailed: Stage, server: MailServer
) -> None:
    for number, (where, answer, reason, again) in enumerate(
        (
            ("at_recipient", "550 5.1.1 No such user", "address_refused", ("not_asked", "bounced")),
            ("at_recipient", "550 5.7.1 Blocked", "smtp_550", ("sent", "")),
            ("at_data", "554 5.6.0 Refused", "smtp_554", ("sent", "")),
        )
    ):
        setattr(server, where, answer)
        first = await asked(mailed, f"T-{number}", **somebody(number))
        assert (first.state, first.reason) == ("undeliverable", reason)
        setattr(server, where, "")
        second = await asked(mailed, f"again-{number}", **somebody(number))
        assert (second.state, second.reason) == again, answer
    bounced = {one.email for one in await mailed.every(Contact) if one.bounced_at is not None}
    assert bounced == {somebody(0)["requester_email"]}


async def test_what_is_no_address_is_undeliverable(mailed: Stage, server: MailServer) -> None:
    emails = ("jürgen@elsewhere.example", "a..b@elsewhere.example", "<a@b>")
    for number, email in enumerate(emails):
        invitation = await asked(mailed, f"T-{number}", requester_email=email)
        assert (invitation.state, invitation.reason) == ("undeliverable", "address_refused"), email
    assert server.tried == 0


async def test_a_server_that_falls_silent_after_the_letter_has_it_or_not_so_it_is_held(
    mailed: Stage, server: MailServer
) -> None:
    server.hangs_up = True
    await asked(mailed)
    assert (await mailed.delivery()).reason == "smtp_silent"
    for _ in range(2):
        mailed.process.clock.move(timedelta(hours=1))
        await mailed.round()
    assert (await mailed.delivery()).state == "held"
    assert len(server.taken) == 1


async def test_an_answer_that_is_none_after_the_letter_is_not_taken_for_a_no(
    mailed: Stage, server: MailServer
) -> None:
    for number, answer in enumerate(("nonsense", "999 Who knows")):
        server.at_data = answer
        invitation = await asked(mailed, f"T-{number}", **somebody(number))
        mailed.process.clock.move(timedelta(hours=1))
        await mailed.round()
        assert (await of(mailed, invitation)).state == "held", answer


async def test_while_the_server_is_away_letters_wait_and_slack_does_not(stage: Stage) -> None:
    mailed = with_mail(stage, "smtp://127.0.0.1:9")
    await asked(mailed)
    delivery = await mailed.delivery()
    assert (delivery.state, delivery.reason) == ("retry", "smtp_unreachable")
    await mailed.solved("T-2")
    await mailed.round()
    assert len(mailed.posted(CUSTOMER)) == 1


@ON_POSTGRES
async def test_replicas_that_tick_together_send_each_letter_once(
    mailed: Stage, server: MailServer
) -> None:
    for number in range(4):
        await mailed.solved(f"T-{number}", requester_email=f"{number}@elsewhere.example")
    other = mailed.replica()
    await mailed.round()
    await other.round()
    assert sorted(letter["To"] for letter in server.taken) == [
        f"{number}@elsewhere.example" for number in range(4)
    ]


async def reminded(mailed: Stage) -> None:
    mailed.process.clock.move(timedelta(days=3))
    await mailed.round()


async def test_whoever_does_not_answer_is_reminded_once_by_a_letter_in_answer_to_the_first(
    mailed: Stage, server: MailServer
) -> None:
    await set_policy(mailed.database, reminder="3d")
    await asked(mailed, extra={"requester": {"language": "nl-NL"}})
    for _ in range(4):
        await reminded(mailed)
    first, second = server.taken
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert second["Subject"] == f"Herinnering: {first['Subject']}"
    assert second["To"] == first["To"]
    plain = second.get_body(("plain",))
    assert plain is not None
    assert "hierna volgt er geen meer" in plain.get_content()
    assert plain.get_content().count("?score=") == 5
    assert "eerste vraag" not in plain.get_content()
    assert (await mailed.delivery(KIND)).message_ts == second["Message-ID"]


async def _joins_slack(mailed: Stage) -> str:
    mailed.slack.add_user("U0ANNA0001", "anna", "anna@elsewhere.example")
    mailed.process.clock.move(timedelta(days=2))
    await mailed.solved("T-2", **OUTSIDER)
    await mailed.round()
    return "joined_slack"


async def _keeps_to_slack(mailed: Stage) -> str:
    await set_policy(mailed.database, mail="no")
    return "no_slack_account"


async def _bounces(mailed: Stage) -> str:
    await mailed.database.writer.work(
        lambda connection: mailing.bounced(connection, HOME, "anna@elsewhere.example", mailed.now)
    )
    return "bounced"


@pytest.mark.parametrize("happens", [_joins_slack, _keeps_to_slack, _bounces])
async def test_nobody_is_reminded_by_mail_who_should_not_get_any(
    mailed: Stage, server: MailServer, happens: Callable[[Stage], Awaitable[str]]
) -> None:
    await set_policy(mailed.database, reminder="3d")
    await asked(mailed)
    reason = await happens(mailed)
    await reminded(mailed)
    found = await mailed.delivery(KIND)
    assert (found.state, found.reason) == ("cancelled", reason)
    assert len(server.taken) == 1


async def test_a_reminder_that_comes_back_marks_the_address(
    mailed: Stage, server: MailServer
) -> None:
    await set_policy(mailed.database, reminder="3d")
    await asked(mailed)
    server.at_recipient = "550 5.1.1 No such user"
    await reminded(mailed)
    assert (await mailed.delivery(KIND)).state == "failed"
    assert (await contact(mailed)).bounced_at is not None
    assert (await mailed.invitation()).state == "sent"


async def test_without_a_mail_server_a_reminder_is_given_up(
    mailed: Stage, stage: Stage, server: MailServer
) -> None:
    await set_policy(mailed.database, reminder="3d")
    await asked(mailed)
    await reminded(stage)
    assert (await stage.delivery(KIND)).reason == "no_mail_server"


GUESTS_TICKET = {
    "requester_team_id": ELSEWHERE,
    "requester_user_id": GUEST,
    "requester_email": "g.peters@guest.example",
}


async def test_a_guest_for_whom_slack_has_no_place_gets_a_letter(
    mailed: Stage, server: MailServer
) -> None:
    await set_policy(mailed.database, reminder="3d")
    await mailed.solved(**GUESTS_TICKET)
    await mailed.round()
    invitation = await mailed.invitation()
    assert (invitation.state, invitation.way) == ("sent", "mail")
    (letter,) = server.taken
    assert letter["To"].addresses[0].addr_spec == "g.peters@guest.example"
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert "channel" not in plain.get_content()
    (person,) = await mailed.every(Contact)
    assert (person.user_id, person.email) == (GUEST, "")
    await reminded(mailed)
    assert len(server.taken) == 1


async def test_a_guests_address_that_is_refused_is_left_alone(
    mailed: Stage, server: MailServer
) -> None:
    server.at_recipient = "550 5.1.1 No such user"
    for ticket in ("T-1", "T-2"):
        await mailed.solved(ticket, **GUESTS_TICKET)
        await mailed.round()
    reasons = [(one.state, one.reason) for one in await mailed.every(Invitation)]
    assert reasons == [("undeliverable", "address_refused"), ("undeliverable", "no_place")]
    assert server.tried == 1


async def test_a_thank_you_to_a_guest_that_comes_back_marks_the_address(
    mailed: Stage, server: MailServer
) -> None:
    await mailed.solved(**GUESTS_TICKET)
    await mailed.round()
    asked, now = await mailed.invitation(), mailed.now
    (guest,) = await mailed.every(Contact)
    owed = Thanks(
        workspace_id=HOME,
        id=new_id(now),
        action_id=new_id(now),
        contact_id=guest.id,
        invitation_id=asked.id,
        created_at=now,
    )
    delivery = Delivery(
        workspace_id=HOME,
        id=new_id(now),
        kind=KIND_OF_THANKS,
        cause_id=owed.id,
        due_at=now,
        created_at=now,
    )
    await mailed.database.writer.work(lambda connection: rows.add(connection, owed))
    await ThanksMail(mailed.process).refused(delivery, ADDRESS_REFUSED, now)
    bounced = [one.email for one in await mailed.every(Contact) if one.bounced_at is not None]
    assert bounced == ["g.peters@guest.example"]


async def test_a_guest_gets_no_letter_where_the_survey_is_kept_in_slack(
    mailed: Stage, server: MailServer
) -> None:
    await set_policy(mailed.database, mail="no")
    await mailed.solved(**GUESTS_TICKET)
    await mailed.round()
    invitation = await mailed.invitation()
    assert (invitation.state, invitation.reason) == ("undeliverable", "no_place")
    assert server.tried == 0


async def test_somebody_who_joins_slack_is_asked_there_and_stays_one_person(
    mailed: Stage, server: MailServer
) -> None:
    await asked(mailed)
    mailed.slack.add_user("U0ANNA0001", "anna", "anna@elsewhere.example")
    mailed.process.clock.move(timedelta(days=2))
    again = await asked(mailed, "T-2")
    assert (again.state, again.reason) == ("not_asked", "cooldown")
    mailed.process.clock.move(timedelta(days=20))
    last = await asked(mailed, "T-3")
    assert (last.state, last.way) == ("sent", "dm")
    assert len(server.taken) == 1
