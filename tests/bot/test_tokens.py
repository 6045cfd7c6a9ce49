"""A token is tried before it is kept, and what waited for it goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web

from bot import tokens
from bot.sandbox.cast import CUSTOMER
from bot.secrets import SecretBox
from bot.ticket_apis import access
from bot.ticket_apis.access import WrongOption
from bot.ticket_apis.addresses import is_public
from bot.ticket_apis.client import Client
from bot.ticket_apis.trouble import ApiTrouble
from bot.tokens import NoApi, NotInside, NoToken, Offer, TokenGoesElsewhere, WrongToken
from kpi.store.database import Database
from kpi.store.tables import Hook, TicketLookup
from tests.bot.stage import SETTINGS, Stage
from tests.bot.ticket_apis.servers import Asked, serving
from tests.bot.ticket_apis.zendesk_desk import OPTIONS, TOKEN, ZendeskDesk
from tests.bot.work.zendesk import Helped, helped
from tests.bot.zendesk_hook import connected, stored
from tests.moments import NOW

BOX = SecretBox.of(SETTINGS)
INSIDE = {"address": "https://desk.test"}


async def give(database: Database, hook: Hook, client: Client, offer: Offer) -> None:
    await tokens.give(database, BOX, hook, client=client, offer=offer, now=NOW)


async def given(database: Database, hook: Hook, desk: ZendeskDesk, offer: Offer) -> None:
    async with serving(desk.answer) as server:
        client = server.client()
        try:
            await give(database, hook, client, offer)
        finally:
            await client.close()


async def test_a_token_that_works_is_stored_sealed(database: Database) -> None:
    hook = await connected(database, options={"kept": "yes"}, poll_trouble="It is away.")
    await given(database, hook, ZendeskDesk(), Offer(token=TOKEN, options=OPTIONS))
    found = await stored(database)
    assert found.token is not None
    assert TOKEN.encode() not in found.token
    assert BOX.open(found.token).decode() == TOKEN
    assert (found.options, found.poll_trouble) == ({**OPTIONS, "kept": "yes"}, "")
    # The options stay when only the token is replaced, and the token when only an option is.
    await given(database, found, ZendeskDesk(), Offer(token="another", options={}))
    await given(database, await stored(database), ZendeskDesk(), Offer(options=OPTIONS))
    found = await stored(database)
    assert BOX.open(found.token or b"").decode() == "another"


async def test_a_token_that_does_not_work_is_not_stored(database: Database) -> None:
    hook, refusing = await connected(database), ZendeskDesk(status=401)
    with pytest.raises(ApiTrouble, match=r"acme\.zendesk\.com refuses our token"):
        await given(database, hook, refusing, Offer(token=TOKEN, options=OPTIONS))
    with pytest.raises(WrongOption, match="subdomain must be acme of acme"):
        await given(database, hook, refusing, Offer(token=TOKEN, options={}))
    with pytest.raises(NoToken):
        await given(database, hook, refusing, Offer(options=OPTIONS))
    for odd in ("two words", "a\nb", "caf\N{LATIN SMALL LETTER E WITH ACUTE}"):
        with pytest.raises(WrongToken):
            await given(database, hook, refusing, Offer(token=odd, options=OPTIONS))
    assert (await stored(database)).token is None
    with pytest.raises(NoApi):
        tokens.api_of(Hook(workspace_id="T", id="h2", source="mapped", secret=b"", created_at=NOW))


async def test_writing_back_needs_a_token(database: Database) -> None:
    hook = await connected(database)
    with pytest.raises(NoToken):
        await tokens.write_back(database, hook, is_on=True)
    hook.token = b"sealed"
    await tokens.write_back(database, hook, is_on=True)
    assert (await stored(database)).write_back


@asynccontextmanager
async def private(database: Database) -> AsyncIterator[tuple[Hook, Client]]:
    """A Zammad on an address that is not public."""

    async def answer(_asked: Asked) -> web.StreamResponse:
        return web.json_response({"id": 3})

    async with serving(answer) as server:
        client = server.client(may_reach=is_public)
        try:
            yield await connected(database, source="zammad"), client
        finally:
            await client.close()


async def test_a_private_address_is_asked_once_an_operator_allowed_it(database: Database) -> None:
    async with private(database) as (hook, client):
        with pytest.raises(ApiTrouble, match="kompas connect token h1 --allow-private"):
            await give(database, hook, client, Offer(token=TOKEN, options=INSIDE))
        allowed = Offer(token=TOKEN, options=INSIDE, allow_private=True)
        await give(database, hook, client, allowed)
        found = await stored(database)
        assert found.options == {**INSIDE, access.PRIVATE: INSIDE["address"]}
        await give(database, found, client, Offer(token="another", options={}))
        # The permission is for that address: another one, as a form may bring, has none.
        other, kept = {"address": "https://elsewhere.test"}, await stored(database)
        with pytest.raises(ApiTrouble, match=r"elsewhere\.test is not on the public internet"):
            await give(database, kept, client, Offer(token=TOKEN, options=other))
        await tokens.forget(database, await stored(database))
        found = await stored(database)
        assert (found.token, found.options) == (None, INSIDE)


async def test_a_kept_token_is_not_sent_to_another_host(database: Database) -> None:
    async def answer(_asked: Asked) -> web.StreamResponse:
        return web.json_response({"id": 3})

    async with serving(answer) as server:
        client = server.client()
        hook = await connected(database, source="zammad")
        await give(database, hook, client, Offer(token=TOKEN, options=INSIDE))
        elsewhere, asked = {"address": "https://elsewhere.test"}, len(server.asked)
        with pytest.raises(TokenGoesElsewhere):
            await give(database, await stored(database), client, Offer(options=elsewhere))
        assert len(server.asked) == asked
        both = Offer(token="another", options=elsewhere)
        await give(database, await stored(database), client, both)
        assert (await stored(database)).options == elsewhere
        await client.close()


async def test_what_has_no_address_of_its_own_is_never_inside(database: Database) -> None:
    hook = await connected(database)
    offer = Offer(token=TOKEN, options=OPTIONS, allow_private=True)
    with pytest.raises(NotInside):
        await given(database, hook, ZendeskDesk(), offer)


async def mended(desk: Helped) -> None:
    """Give a token that works."""
    desk.desk.status, process = 200, desk.stage.process
    now, client = process.clock.now(), process.tickets
    offer, hook = Offer(token=TOKEN, options={}), await desk.hook()
    await tokens.give(process.database, process.box, hook, client=client, offer=offer, now=now)
    await desk.settle()


async def test_a_mended_token_revives_what_waits_and_what_was_given_up(stage: Stage) -> None:
    async with helped(stage) as desk:
        desk.desk.status = 401
        await desk.solved()
        for _ in range(9):
            await desk.settle()
            desk.stage.process.clock.move(timedelta(hours=3))
        invitation = await stage.invitation()
        assert (invitation.state, invitation.reason) == ("undeliverable", "ticket_http_401")
        await mended(desk)
        invitation = await stage.invitation()
        assert (invitation.state, invitation.team) == ("sent", "Network")
        assert len(stage.posted(CUSTOMER)) == 1
        assert await stage.every(TicketLookup) == []
        await mended(desk)
        assert len(stage.posted(CUSTOMER)) == 1


async def test_a_mended_token_does_not_wait_for_the_next_try(stage: Stage) -> None:
    async with helped(stage) as desk:
        desk.desk.status = 401
        await desk.solved()
        await desk.settle()
        assert (await stage.invitation()).state == "looking_up"
        await mended(desk)
        assert (await stage.invitation()).state == "sent"


async def test_a_reopened_ticket_is_not_revived(stage: Stage) -> None:
    async with helped(stage) as desk:
        desk.desk.status = 404
        await desk.solved()
        await desk.settle()
        body = {
            "type": "zen:event-type:ticket.status_changed",
            "time": (stage.now + timedelta(seconds=1)).isoformat(),
            "detail": {"id": "7"},
            "event": {"previous": "SOLVED", "current": "OPEN"},
        }
        await desk.told(body, key="reopened")
        await desk.settle()
        await mended(desk)
        assert stage.posted(CUSTOMER) == []
        assert (await stage.invitation()).state != "looking_up"
