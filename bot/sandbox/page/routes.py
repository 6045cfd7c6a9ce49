"""The page's addresses: the page itself, its files, what a person sees, and what they do."""

import json
from dataclasses import asdict
from pathlib import Path

from aiohttp import web

from bot.sandbox.page import deeds, live, reacting, screen, sidebar
from bot.sandbox.page.desk import Desk
from bot.sandbox.page.paper import drawn
from bot.sandbox.page.sight import Sight
from bot.sandbox.people import User
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json

STATIC = Path(__file__).parent / "static"
FRESH = {"Cache-Control": "no-cache"}


def routes(desk: Desk) -> list[web.RouteDef]:
    """Give the addresses of this desk's page."""
    page = _Page(desk)
    return [
        web.get("/", page.shell),
        web.get("/static/{name}", page.static),
        web.get("/desk/{user}/screen", page.screen),
        web.get("/desk/{user}/live", page.live),
        web.post("/desk/{user}/{deed}", page.deed),
    ]


class _Page:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def shell(self, _request: web.Request) -> web.Response:
        """Give the empty page, which fills itself for the first of the people."""
        people = (one for one in self._desk.world.people.everybody() if not one.is_bot)
        first = next((one.id for one in people), "")
        text = drawn("desk.html", beside=self._desk.beside, first=first, offered=reacting.offered())
        return web.Response(text=text, content_type="text/html", headers=FRESH)

    async def static(self, request: web.Request) -> web.FileResponse:
        path = STATIC / request.match_info["name"]
        if path.parent != STATIC or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=FRESH)

    async def screen(self, request: web.Request) -> web.Response:
        """Give what a person sees; where they cannot be, what they see where they begin."""
        user = self._user(request)
        place = request.query.get("place", "") or sidebar.starting_place(self._desk, user.id)
        thread = request.query.get("thread", "")
        try:
            shown = self._seen(user, place, thread)
        except Refusal:
            shown = self._seen(user, sidebar.starting_place(self._desk, user.id), "")
        return web.json_response(shown, headers={"Cache-Control": "no-store"})

    async def live(self, request: web.Request) -> web.StreamResponse:
        self._user(request)
        return await live.stream(request, self._desk.world.bell)

    async def deed(self, request: web.Request) -> web.Response:
        name, user = request.match_info["deed"], self._user(request)
        if name not in deeds.DEEDS:
            raise web.HTTPNotFound
        person = self._desk.person(user.id)
        answer = await deeds.do(self._desk, person, name, await _said(request))
        return web.json_response(asdict(answer))

    def _seen(self, user: User, place: str, thread: str) -> Json:
        return screen.seen(Sight(desk=self._desk, user_id=user.id, place=place, thread=thread))

    def _user(self, request: web.Request) -> User:
        try:
            return self._desk.world.people.find(request.match_info["user"])
        except Refusal:
            raise web.HTTPNotFound from None


async def _said(request: web.Request) -> Json:
    try:
        said = json.loads(await request.text())
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(said, dict):
        raise web.HTTPBadRequest
    return said
