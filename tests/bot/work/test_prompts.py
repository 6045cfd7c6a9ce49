from datetime import timedelta

from bot.sandbox.cast import CUSTOMER, GUEST, SHARED
from bot.sandbox.identity import ELSEWHERE
from kpi.store import accounts
from kpi.store.tables import Contact, Invitation
from tests.bot.stage import Stage

GUESTS_TICKET = {
    "requester_team_id": ELSEWHERE,
    "requester_user_id": GUEST,
    "slack_channel_id": SHARED,
}


async def thread(stage: Stage) -> str:
    """A guest's question to support, and where it stands."""
    message = await stage.slack.person(GUEST).says(SHARED, "My VPN keeps dropping")
    return str(message.ts)


async def waiting(stage: Stage) -> None:
    """A question that Slack made us keep for a minute."""
    stage.slack.faults.add("conversations.open", "429", retry_after=60)
    await stage.solved()
    await stage.round()
    assert (await stage.delivery()).state == "retry"


async def later(stage: Stage) -> None:
    stage.process.clock.move(timedelta(minutes=5))
    await stage.round()


async def test_a_colleague_is_asked_in_their_own_language_by_direct_message(stage: Stage) -> None:
    await stage.solved()
    await stage.round()
    (message,) = stage.posted(CUSTOMER)
    delivery = await stage.delivery()
    assert message.channel == delivery.channel_id
    assert message.ts == delivery.message_ts
    assert "tevreden" in message.text
    assert message.metadata == {
        "event_type": "kompas_message",
        "event_payload": {"delivery_id": str(delivery.id)},
    }


async def test_what_was_sent_starts_the_time_to_answer(stage: Stage) -> None:
    await stage.solved()
    await stage.round()
    invitation = await stage.invitation()
    assert invitation.state == "sent"
    assert invitation.sent_at is not None
    assert invitation.expires_at == invitation.sent_at + timedelta(days=14)
    (contact,) = await stage.every(Contact)
    assert contact.introduced_at is not None


async def test_a_guest_is_asked_in_the_thread_where_they_were_helped(stage: Stage) -> None:
    thread_ts = await thread(stage)
    await stage.solved(**GUESTS_TICKET, slack_thread_ts=thread_ts)
    await stage.round()
    message = stage.posted(SHARED)[-1]
    assert message.thread_ts == thread_ts
    assert message.posted_by == "bot"
    assert f"<@{GUEST}>" in message.text


async def test_a_guest_is_written_to_directly_where_we_are_not_in_the_channel(
    stage: Stage,
) -> None:
    stage.slack.add_channel(SHARED, "acme-support", [GUEST], is_ext_shared=True)
    await stage.solved(**GUESTS_TICKET)
    await stage.round()
    (message,) = stage.posted(GUEST)
    assert f"<@{GUEST}>" not in message.text
    assert (await stage.invitation()).state == "sent"


async def test_a_guest_without_a_thread_cannot_be_reached(stage: Stage) -> None:
    await stage.solved(**GUESTS_TICKET | {"slack_channel_id": ""})
    await stage.round()
    invitation = await stage.invitation()
    assert (invitation.state, invitation.reason) == ("undeliverable", "no_place")
    assert (await stage.delivery()).state == "failed"


async def test_a_guest_without_a_thread_is_asked_in_the_channel_of_their_account(
    stage: Stage,
) -> None:
    process = stage.process
    await process.database.writer.work(
        lambda connection: accounts.put(
            connection, process.workspace_id, "Guest.example", SHARED, process.clock.now()
        )
    )
    address = {"requester_email": "g.peters@guest.example"}
    await stage.solved(**GUESTS_TICKET | address | {"slack_channel_id": "", "account": "Acme"})
    await stage.round()
    (message,) = stage.posted(SHARED)
    assert message.thread_ts is None
    assert f"<@{GUEST}>" in message.text
    assert (await stage.invitation()).state == "sent"


async def test_no_guest_is_asked_where_nobody_from_outside_reads_any_more(stage: Stage) -> None:
    process = stage.process
    await process.database.writer.work(
        lambda connection: accounts.put(
            connection, process.workspace_id, "Acme", SHARED, process.clock.now()
        )
    )
    stage.slack.world.places.change(SHARED, is_ext_shared=False)
    stage.slack.add_channel("C0OTHER001", "acme-other", [GUEST], is_ext_shared=True)
    await stage.solved(**GUESTS_TICKET | {"slack_channel_id": "", "account": "Acme"})
    await stage.round()
    assert stage.posted(SHARED) == []
    invitation = await stage.invitation()
    assert (invitation.state, invitation.reason) == ("undeliverable", "no_place")


async def test_a_guest_whom_no_place_reaches_is_undeliverable_with_the_first_reason(
    stage: Stage,
) -> None:
    stage.slack.add_channel(SHARED, "acme-support", [GUEST], is_ext_shared=True)
    stage.slack.faults.add("conversations.open", "error:user_not_found")
    await stage.solved(**GUESTS_TICKET)
    await stage.round()
    invitation = await stage.invitation()
    assert (invitation.state, invitation.reason) == ("undeliverable", "not_in_channel")


async def test_somebody_who_left_meanwhile_is_not_asked(stage: Stage) -> None:
    await waiting(stage)
    stage.slack.add_user(CUSTOMER, "jjansen", "j.jansen@example.com", deleted=True)
    await later(stage)
    found = await stage.invitation()
    assert (found.state, found.reason) == ("not_asked", "deactivated")
    assert (await stage.delivery()).state == "cancelled"


async def test_a_ticket_reopened_before_sending_is_not_asked_about(stage: Stage) -> None:
    await waiting(stage)
    await stage.reopened()
    await later(stage)
    found = await stage.invitation()
    assert (found.state, found.reason) == ("not_asked", "reopened")
    assert (await stage.delivery()).state == "cancelled"
    assert stage.posted(CUSTOMER) == []


async def test_of_two_solved_tickets_only_one_is_asked_about(stage: Stage) -> None:
    await stage.solved("T-1")
    await stage.solved("T-2")
    await stage.round()
    states = [(one.state, one.reason) for one in await stage.every(Invitation)]
    assert sorted(states) == [("not_asked", "cooldown"), ("sent", "")]
    assert len(stage.posted(CUSTOMER)) == 1


async def test_what_slack_says_of_a_person_is_asked_anew_after_a_day(stage: Stage) -> None:
    await stage.solved("T-1", channel="email")
    await stage.round()
    stage.slack.add_user(CUSTOMER, "jjansen", "j.jansen@example.com", locale="en-GB")
    stage.process.clock.move(timedelta(days=15))
    await stage.solved("T-2")
    await stage.round()
    assert "satisfied" in stage.posted(CUSTOMER)[-1].text
