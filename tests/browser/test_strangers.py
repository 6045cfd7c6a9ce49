"""Other sites' pages, open in the same browser, cannot act in this Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Browser

from bot.sandbox import cast
from tests.journeys.desk import Desk

SAID = '{"channel": "C0WEEKLY01", "text": "I was never here"}'
FORGERIES = {
    "a plain post": "fetch(address, {method: 'POST', mode: 'no-cors', body: said})",
    "with the header": "fetch(address, {method: 'POST', headers: {'X-Desk': '1'}, body: said})",
    "reading": "fetch(address.replace('say', 'screen'))",
}
ATTEMPT = """async ([address, said]) => {{
    try {{ return (await (await {}).text()) || "nothing"; }} catch {{ return "refused"; }}
}}"""


@asynccontextmanager
async def other_site() -> AsyncIterator[str]:
    """Serve an empty page at another origin of this machine; give its address."""
    app = web.Application()
    app.router.add_get("/", _empty)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def _empty(_request: web.Request) -> web.Response:
    return web.Response(text="<title>Elsewhere</title>", content_type="text/html")


async def test_another_sites_page_changes_and_reads_nothing(desk: Desk, browser: Browser) -> None:
    address = f"{desk.slack.world.origin}/desk/{cast.LEAD}/say"
    async with other_site() as elsewhere, await browser.new_context() as context:
        page = await context.new_page()
        await page.goto(elsewhere)
        seen = {
            name: await page.evaluate(ATTEMPT.format(forgery), [address, SAID])
            for name, forgery in FORGERIES.items()
        }

    assert seen == {"a plain post": "nothing", "with the header": "refused", "reading": "refused"}
    assert desk.slack.messages(cast.WEEKLY) == []


@pytest.mark.parametrize(
    "headers", [{}, {"X-Desk": "1", "Host": "kompas.example"}], ids=["unproven", "rebound"]
)
async def test_a_forged_post_is_forbidden(desk: Desk, headers: dict[str, str]) -> None:
    address = f"{desk.slack.world.origin}/desk/{cast.LEAD}/say"
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=SAID, headers=headers) as answer,
    ):
        assert answer.status == 403
    assert desk.slack.messages(cast.WEEKLY) == []
