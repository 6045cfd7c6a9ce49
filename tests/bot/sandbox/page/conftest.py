"""A desk at the Slack of the other tests, and somebody's browser at its page."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import ClientResponse, ClientSession

from bot.sandbox.page.desk import Desk
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Json


@dataclass(frozen=True, slots=True)
class Window:
    """A browser's side of the page."""

    session: ClientSession
    origin: str

    async def sees(self, user_id: str, place: str = "", thread: str = "") -> Json:
        params = {"place": place, "thread": thread}
        async with self.session.get(f"{self.origin}/desk/{user_id}/screen", params=params) as got:
            return dict(await got.json())

    async def does(self, user_id: str, deed: str, **said: object) -> Json:
        address = f"{self.origin}/desk/{user_id}/{deed}"
        async with self.session.post(address, json=said, headers={"X-Desk": "1"}) as answered:
            assert answered.status == 200
            return dict(await answered.json())

    async def get(self, path: str, **headers: str) -> ClientResponse:
        async with self.session.get(f"{self.origin}{path}", headers=headers) as response:
            await response.read()
            return response


@pytest.fixture
async def desk(slack: Sandbox) -> AsyncIterator[Desk]:
    desk = Desk(world=slack.world, person=slack.person)
    yield desk
    await desk.close()


@pytest.fixture
async def window(slack: Sandbox) -> AsyncIterator[Window]:
    async with ClientSession() as session:
        yield Window(session, slack.world.origin)
