"""Looking takes nobody off a digest; a form does, and its owner is told once."""

from collections.abc import AsyncIterator
from uuid import uuid4

import aiohttp
import pytest
from aiohttp import web

from bot.mail import digest_links
from bot.mail.digest_links import DigestLink
from bot.secrets import SecretBox
from bot.web import failures
from bot.web.page.digest_door import DigestPage
from kpi.store import schedules
from kpi.store.database import Database
from kpi.store.schedules import Order
from kpi.store.tables import Delivery, Schedule, Workspace
from tests.bot.stage import clock_at
from tests.kpi.store.tickets import HOME, everything, read, write
from tests.moments import NOW

BOX = SecretBox([bytes(32)])
ORDER = Order(
    owner_id="U1", title="<Billing>", metrics=["csat"], addresses=["a@x.example", "b@x.example"]
)


@pytest.fixture
async def schedule(database: Database, workspace: Workspace) -> Schedule:
    return await write(database, schedules.create, workspace.id, ORDER, NOW)


@pytest.fixture
async def browser(database: Database) -> AsyncIterator[aiohttp.ClientSession]:
    page = DigestPage(database, BOX, clock=clock_at(NOW))
    app = web.Application(middlewares=[failures.middleware])
    app.add_routes(page.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session
    await runner.cleanup()


def path(schedule: Schedule, address: str) -> str:
    link = DigestLink(workspace_id=HOME, schedule_id=schedule.id, address=address)
    return f"/d/{digest_links.sealed(BOX, link)}"


async def addresses(database: Database, schedule: Schedule) -> list[str]:
    return (await read(database, schedules.find, HOME, schedule.id)).addresses


async def test_looking_changes_nothing_and_a_form_counts_once(
    browser: aiohttp.ClientSession, database: Database, schedule: Schedule
) -> None:
    where = path(schedule, "a@x.example")
    text = ""
    for query in ("", "?lang=nl"):
        shown = await browser.get(f"{where}{query}")
        text = await shown.text()
        assert shown.status == 200
        assert "&lt;Billing&gt;" in text
    assert "Wil je dat deze cijfers niet meer naar a@x.example komen?" in text
    assert await addresses(database, schedule) == ["a@x.example", "b@x.example"]
    for _ in range(2):
        done = await browser.post(where, data={"List-Unsubscribe": "One-Click"})
        assert "no longer come to a@x.example" in await done.text()
    assert await addresses(database, schedule) == ["b@x.example"]
    (told,) = await everything(database, Delivery)
    assert (told.user_id, told.body["because"]) == ("U1", "unsubscribed")


async def test_the_last_reader_stops_the_digest(
    browser: aiohttp.ClientSession, database: Database, schedule: Schedule
) -> None:
    for address in ORDER.addresses:
        await browser.post(path(schedule, address), data={"do": "stop"})
    kept = await read(database, schedules.find, HOME, schedule.id)
    assert (kept.addresses, kept.paused_because) == ([], schedules.NOBODY_LEFT)
    told = sorted(one.body["because"] for one in await everything(database, Delivery))
    assert told == sorted(["unsubscribed", schedules.NOBODY_LEFT])


async def test_a_link_that_is_none_says_so(
    browser: aiohttp.ClientSession, schedule: Schedule
) -> None:
    assert (await browser.get("/d/nothing")).status == 404
    schedule.id = uuid4()
    gone = await browser.post(path(schedule, "a@x.example"), data={"do": "stop"})
    assert (gone.status, "nobody any more" in await gone.text()) == (200, True)
