import re

import pytest
from aiohttp import ClientSession, web

from bot.sandbox import cast
from bot.sandbox.page.routes import STATIC
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import NOW
from tests.bot.sandbox.page.conftest import Window


async def test_everything_the_page_names_is_served(window: Window) -> None:
    page = await (await window.get("/")).text()
    named = set(re.findall(r'(?:href|src)="(/[^"]+)"', page))
    for script in STATIC.glob("*.js"):
        imports = re.findall(r'from "\./([^"]+)"', script.read_text(encoding="utf-8"))
        named.update(f"/static/{name}" for name in imports)

    statuses = {path: (await window.get(path)).status for path in named}

    assert set(statuses.values()) == {200}
    assert {"/static/desk.css", "/static/desk.js", "/static/wire.js"} <= statuses.keys()


async def test_files_are_fetched_once(window: Window) -> None:
    first = await window.get("/static/desk.js")
    again = await window.get("/static/desk.js", **{"If-None-Match": first.headers["ETag"]})

    assert (first.status, again.status) == (200, 304)
    assert "javascript" in first.headers["Content-Type"]


@pytest.mark.parametrize("path", ["/static/nothing.js", "/static/..%2Froutes.py", "/static/"])
async def test_nothing_else_is_served(window: Window, path: str) -> None:
    assert (await window.get(path)).status == 404


async def test_a_person_sees_and_acts(slack: Sandbox, window: Window) -> None:
    answer = await window.does(cast.LEAD, "say", channel=cast.SUPPORT, text="Hello")
    await slack.wait_for_message(cast.SUPPORT)
    shown = await window.sees(cast.LEAD, cast.SUPPORT)

    assert answer == {"complaint": None, "errors": {}}
    assert "Hello" in shown["conversation"]


async def test_whoever_cannot_be_somewhere_sees_where_they_begin(window: Window) -> None:
    assert (await window.sees(cast.GUEST, cast.WEEKLY))["place"] == cast.SHARED
    assert (await window.sees(cast.LEAD))["place"] == cast.SUPPORT


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/desk/{cast.LEAD}/fly", "{}", 404),
        ("/desk/U0NOBODY01/say", "{}", 404),
        (f"/desk/{cast.LEAD}/say", "not JSON", 400),
        (f"/desk/{cast.LEAD}/say", "[]", 400),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused(
    window: Window, path: str, body: str, status: int
) -> None:
    address, headers = f"{window.origin}{path}", {"X-Desk": "1"}
    async with window.session.post(address, data=body, headers=headers) as response:
        assert response.status == status


async def test_others_can_stand_beside_the_page() -> None:
    async def panel(_request: web.Request) -> web.Response:
        return web.Response(text="<p>Try this</p>")

    sandbox = Sandbox.populated((), lambda: NOW)
    routes = [web.get("/beside", panel)]
    async with (
        sandbox.serving(routes=routes, beside="/beside"),
        ClientSession() as session,
        session.get(f"{sandbox.world.origin}/") as page,
        session.get(f"{sandbox.world.origin}/beside") as beside,
    ):
        assert 'data-source="/beside"' in await page.text()
        assert await beside.text() == "<p>Try this</p>"


async def test_a_page_alone_has_nothing_beside_it(window: Window) -> None:
    assert 'id="beside"' not in await (await window.get("/")).text()
