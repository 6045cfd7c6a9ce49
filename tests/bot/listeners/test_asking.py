from datetime import timedelta

from bot.sandbox import cast
from kpi.store import accounts, interactions
from tests.bot.listeners.conftest import Desk, said


async def test_what_was_asked_by_hand_is_an_interaction_of_slack(desk: Desk) -> None:
    await desk.database.writer.work(
        lambda connection: accounts.put(
            connection, desk.home, "Acme", cast.SHARED, desk.clock.now()
        )
    )
    message = await desk.guest.says(cast.SHARED, "My VPN is down")
    await desk.agent.message_shortcut("ask_for_rating", message)
    await desk.agent.submit(await desk.sandbox.wait_for_view(cast.AGENT))
    async with desk.database.reading() as connection:
        found = await interactions.by_external(
            connection, desk.home, "slack", f"{cast.SHARED}/{message.ts}/{cast.GUEST}"
        )
    assert found is not None
    assert (found.trigger, found.agent) == ("hand", "a.devries@example.com")
    assert found.account == "Acme"
    assert (found.requester_user_id, found.requester_team_id) == (cast.GUEST, "T0GUEST001")
    assert (found.slack_channel_id, found.slack_thread_ts) == (cast.SHARED, message.ts)


async def test_a_guest_is_not_asked_in_a_channel_they_cannot_read(desk: Desk) -> None:
    for channel in (cast.WEEKLY, None):
        exchange = await desk.agent.command("/survey", "csat @gpeters about VPN", channel=channel)
        assert "in the channel you share" in said(exchange)


async def test_a_guest_in_a_channel_that_is_hidden_from_us_is_asked_directly(desk: Desk) -> None:
    people = [cast.AGENT, cast.GUEST]
    desk.sandbox.add_channel("C0HIDDEN01", "hidden", people, is_private=True, is_ext_shared=True)
    exchange = await desk.agent.command("/survey", "csat @gpeters about VPN", channel="C0HIDDEN01")
    assert "I will ask" in said(exchange)
    await desk.round()
    await desk.question(cast.GUEST)


async def test_somebody_who_stopped_us_is_not_asked(desk: Desk) -> None:
    await desk.customer.command("/survey", "stop")
    told = said(await desk.agent.command("/survey", "csat @jjansen about VPN"))
    assert "does not want questions" in told


async def test_a_closed_account_is_not_asked(desk: Desk) -> None:
    desk.sandbox.add_user("U0GONE0001", "gone", "gone@example.com", deleted=True)
    told = said(await desk.agent.command("/survey", "csat @gone about VPN"))
    assert "I do not ask <@U0GONE0001>" in told


async def test_who_asks_late_is_told_when_it_will_go_out(desk: Desk) -> None:
    desk.clock.move(timedelta(hours=12))
    told = said(await desk.agent.command("/survey", "csat @jjansen about VPN"))
    assert told.startswith(f"I will ask <@{cast.CUSTOMER}> about VPN today at 08:00")
    await desk.round()
    assert not desk.sandbox.messages(cast.CUSTOMER)
    desk.clock.move(timedelta(hours=7))
    await desk.round()
    await desk.question(cast.CUSTOMER)
