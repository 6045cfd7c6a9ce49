from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sandbox.cast import CUSTOMER
from kpi.store.tables import Invitation, TicketLookup
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage
from tests.bot.work.zendesk import Helped, helped


@pytest.fixture
async def desk(stage: Stage) -> AsyncIterator[Helped]:
    async with helped(stage) as prepared:
        yield prepared


async def test_ids_become_names_before_it_is_decided(desk: Helped) -> None:
    await desk.solved()
    await desk.stage.round()
    assert (await desk.stage.invitation()).state in {"looking_up", "sent"}
    await desk.settle()
    invitation = await desk.stage.invitation()
    assert (invitation.state, invitation.agent, invitation.team) == (
        "sent",
        "A. de Vries",
        "Network",
    )
    assert len(desk.stage.posted(CUSTOMER)) == 1
    interaction = await desk.interaction()
    assert interaction.requester_email == "j.jansen@example.com"
    assert interaction.url == "https://acme.zendesk.com/agent/tickets/7"
    assert await desk.stage.every(TicketLookup) == []


async def test_without_a_token_it_is_decided_at_once(stage: Stage) -> None:
    async with helped(stage, token=None) as desk:
        await desk.solved()
        await desk.stage.round()
        invitation = await desk.stage.invitation()
        assert (invitation.state, invitation.reason) == ("not_asked", "no_requester")
        assert desk.desk.asked == []


async def test_a_customer_without_an_address_is_nobody(desk: Helped) -> None:
    desk.desk.users["20978392"]["email"] = None
    await desk.solved()
    await desk.settle()
    invitation = await desk.stage.invitation()
    assert (invitation.state, invitation.reason) == ("not_asked", "no_requester")
    assert invitation.team == "Network"


async def test_trouble_is_met_with_patience_and_given_up_with_its_reason(desk: Helped) -> None:
    desk.desk.status = 500
    await desk.solved()
    await desk.settle()
    assert (await desk.stage.invitation()).state == "looking_up"
    for _ in range(9):
        desk.stage.process.clock.move(timedelta(hours=3))
        await desk.settle()
    invitation = await desk.stage.invitation()
    assert (invitation.state, invitation.reason) == ("undeliverable", "ticket_http_500")
    assert desk.desk.asked.count("/api/v2/users/show_many.json") == 8
    assert await desk.stage.every(TicketLookup) == []


async def test_without_its_options_the_system_is_not_asked_and_it_waits(desk: Helped) -> None:
    await desk.change_hook(options={})
    await desk.solved()
    await desk.settle()
    assert (await desk.stage.invitation()).state == "looking_up"
    assert [one.attempts for one in await desk.stage.every(TicketLookup)] == [1]
    assert desk.desk.asked == []


async def test_an_answer_gone_for_good_is_not_asked_for_again(desk: Helped) -> None:
    await desk.solved()
    desk.desk.status = 404
    await desk.settle()
    assert (await desk.stage.invitation()).reason == "ticket_http_404"


async def test_a_reopening_meanwhile_calls_it_off(desk: Helped) -> None:
    desk.desk.status = 429
    await desk.solved()
    await desk.settle()
    desk.desk.status = 200
    body = {
        "type": "zen:event-type:ticket.status_changed",
        "time": (desk.stage.now + timedelta(seconds=1)).isoformat(),
        "detail": {"id": "7"},
        "event": {"previous": "SOLVED", "current": "OPEN"},
    }
    await desk.told(body, key="reopened")
    desk.stage.process.clock.move(timedelta(hours=1))
    await desk.settle()
    (invitation,) = await desk.stage.every(Invitation)
    assert (invitation.state, invitation.reason) == ("not_asked", "reopened")
    assert desk.stage.posted(CUSTOMER) == []


async def test_a_system_that_has_enough_is_left_alone_for_a_while(desk: Helped) -> None:
    desk.desk.status = 429
    for number in range(12):
        await desk.solved(str(number))
    await desk.settle()
    assert desk.desk.asked.count("/api/v2/users/show_many.json") == 8
    desk.desk.status = 200
    desk.stage.process.clock.move(timedelta(seconds=31))
    await desk.settle()
    assert desk.desk.asked.count("/api/v2/users/show_many.json") == 12


@ON_POSTGRES
async def test_replicas_ask_once(desk: Helped) -> None:
    await desk.solved()
    other = Helped(desk.stage.replica(), desk.desk)
    await desk.stage.ticker.round()
    await other.settle()
    await desk.settle()
    assert desk.desk.asked.count("/api/v2/users/show_many.json") == 1
