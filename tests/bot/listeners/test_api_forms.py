"""The form of an API, against ticket systems on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import cast, plain
from bot.sandbox.modals import Modal
from bot.secrets import SecretBox
from bot.ticket_apis.addresses import is_public
from kpi.store import workspaces
from kpi.store.tables import Hook
from tests import databases
from tests.bot.listeners.conftest import Desk, speaks
from tests.bot.listeners.test_connections import connected, found, listed, tapped
from tests.bot.running import running, sandbox_of, settings_for
from tests.bot.stage import clock_at
from tests.bot.ticket_apis.servers import Answering, Asked, serving
from tests.bot.ticket_apis.zendesk_desk import OPTIONS, TOKEN, ZendeskDesk
from tests.moments import NOW

FILLED: dict[str, dict[str, Any]] = {
    "token": {"token": TOKEN},
    "option_subdomain": {"option_subdomain": OPTIONS["subdomain"]},
    "option_email": {"option_email": OPTIONS["email"]},
}
NOTES: dict[str, dict[str, Any]] = {"write_back": {"write_back": ["write_back"]}}


@asynccontextmanager
async def beside(answer: Answering, database_url: str, **client: Any) -> AsyncIterator[Desk]:
    """Run Kompas beside a ticket system that answers this."""
    clock = clock_at(NOW)
    sandbox = sandbox_of(clock)
    database = databases.opened(database_url)
    async with (
        sandbox.serving(),
        serving(answer) as server,
        running(
            settings_for(sandbox, database_url), clock, database, tickets=server.client(**client)
        ) as kompas,
    ):
        sandbox.connect_http(f"{kompas.url}/slack/events")
        yield Desk(sandbox=sandbox, kompas=kompas, clock=clock)


async def form_of(desk: Desk, name: str) -> tuple[Hook, Modal]:
    hook = await connected(desk, name)
    return hook, await tapped(desk, await listed(desk), "hook:api")


def shown(desk: Desk) -> str:
    seen = desk.sandbox.view_of(cast.ADMIN)
    assert seen is not None
    return plain.read(seen)


async def test_a_token_is_tried_kept_and_never_shown(database_url: str) -> None:
    async with beside(ZendeskDesk().answer, database_url) as desk:
        hook, form = await form_of(desk, "zendesk")
        assert "only colleagues read" in plain.read(form)
        await desk.admin.submit(form, FILLED | NOTES)
        kept = await found(desk, hook)
        assert kept is not None
        assert SecretBox.of(desk.kompas.pieces.settings).open(kept.token or b"").decode() == TOKEN
        assert (kept.options, kept.write_back) == (OPTIONS, True)
        assert "The token works" in shown(desk)
        again = desk.sandbox.view_of(cast.ADMIN)
        assert again is not None
        assert TOKEN not in str(again.content)
        assert OPTIONS["subdomain"] in str(again.content)
        # Left empty the token stays, and what is not ticked is turned off.
        await desk.admin.submit(again, {**FILLED, "token": {}, "write_back": {"write_back": []}})
        after = await found(desk, hook)
        assert after is not None
        assert (after.token is not None, after.write_back) == (True, False)


async def test_what_is_wrong_is_said_at_its_field(database_url: str) -> None:
    zendesk = ZendeskDesk(status=401)
    async with beside(zendesk.answer, database_url) as desk:
        speaks(desk.sandbox, cast.ADMIN, "nl-NL")
        hook = await connected(desk, "zendesk")
        await desk.admin.command("/survey", "koppelingen")
        form = await tapped(desk, await desk.sandbox.wait_for_view(cast.ADMIN), "hook:api")
        refused = await desk.admin.submit(form, FILLED)
        told = "acme.zendesk.com weigert ons token, of het mag dit niet."
        assert refused.answer["errors"] == {"token": told}
        wrong = {**FILLED, "option_subdomain": {"option_subdomain": "https://acme"}}
        refused = await desk.admin.submit(form, wrong)
        told = "Hier hoort: acme van acme.zendesk.com."
        assert refused.answer["errors"] == {"option_subdomain": told}
        zendesk.status = 404
        refused = await desk.admin.submit(form, FILLED)
        assert list(refused.answer["errors"]) == ["option_subdomain"]
        kept = await found(desk, hook)
        assert kept is not None
        assert (kept.token, kept.options) == (None, {})


async def test_a_private_address_is_not_allowed_from_slack(database_url: str) -> None:
    async def answer(_asked: Asked) -> web.StreamResponse:
        return web.json_response({})

    async with beside(answer, database_url, may_reach=is_public) as desk:
        hook, form = await form_of(desk, "zammad")
        refused = await desk.admin.submit(
            form,
            {"token": FILLED["token"], "option_address": {"option_address": "https://desk.test"}},
        )
        said = refused.answer["errors"]["option_address"]
        assert f"kompas connect token {hook.id} --allow-private" in said


async def test_notes_that_customers_read_are_called_public(database_url: str) -> None:
    async with beside(ZendeskDesk().answer, database_url) as desk:
        _, form = await form_of(desk, "github")
        assert "this is public" in plain.read(form)


@pytest.mark.parametrize("status", [200, 401])
async def test_a_slow_system_is_told_of_afterwards(database_url: str, status: int) -> None:
    answered, zendesk = asyncio.Event(), ZendeskDesk(status=status)

    async def slow(asked: Asked) -> web.StreamResponse:
        await answered.wait()
        return await zendesk.answer(asked)

    async with beside(slow, database_url) as desk:
        hook, form = await form_of(desk, "zendesk")
        exchange = await desk.admin.submit(form, FILLED)
        assert exchange.answer["response_action"] == "update"
        assert "takes its time" in shown(desk)
        answered.set()
        assert await desk.kompas.pieces.background.drain(5) == 0
        kept = await found(desk, hook)
        assert kept is not None
        assert (kept.token is not None) == (status == 200)
        assert ("The token works" if status == 200 else "refuses our token") in shown(desk)


async def appoint(desk: Desk, *admin_ids: str) -> None:
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, admin_ids=list(admin_ids))
    )


async def test_only_admins_give_tokens(database_url: str) -> None:
    async with beside(ZendeskDesk().answer, database_url) as desk:
        hook, lead = await connected(desk, "zendesk"), desk.sandbox.person(cast.LEAD)
        await appoint(desk, cast.LEAD)
        await lead.command("/survey", "connections")
        await lead.tap(await desk.sandbox.wait_for_view(cast.LEAD), "hook:api")
        assert await desk.kompas.pieces.background.drain(5) == 0
        form = desk.sandbox.view_of(cast.LEAD)
        assert form is not None
        await appoint(desk)
        refused = await lead.submit(form, FILLED)
        assert list(refused.answer["errors"]) == ["token"]
        kept = await found(desk, hook)
        assert kept is not None
        assert kept.token is None
