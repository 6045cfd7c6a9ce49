"""The whole Slack in one object: its people and places, its server, and the way to a bot."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Self, Unpack

import aiohttp
from aiohttp import web

from bot.sandbox import cast, events, people, places, real_time
from bot.sandbox.faults import Faults
from bot.sandbox.homes import Home
from bot.sandbox.http_link import HttpLink
from bot.sandbox.identity import Identity
from bot.sandbox.links import Link
from bot.sandbox.menus import Command, Shortcut
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.page.desk import Desk
from bot.sandbox.page.routes import routes as page_routes
from bot.sandbox.person import Person
from bot.sandbox.server import application
from bot.sandbox.socket_link import SocketLink
from bot.sandbox.steps import Step
from bot.sandbox.wire import Exchange, Json
from bot.sandbox.world import ApiCall, World, new_world

PATIENCE_SECONDS = 3.0
WAIT_SECONDS = 5.0

Matching = Callable[[Message], bool]


def anything(_message: Message) -> bool:
    """Match every message."""
    return True


class Sandbox:
    """A Slack of one's own on loopback."""

    def __init__(
        self,
        scopes: Collection[str],
        now: Callable[[], datetime],
        *,
        pace: bool = True,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        """Begin with an empty workspace whose app has these scopes; `now` stamps the messages."""
        self.identity = Identity(scopes=frozenset(scopes))
        self.world: World = new_world(self.identity, now=now, seconds=real_time.seconds, pace=pace)
        self.socket = SocketLink(self.world, patience=patience)
        self._patience = patience
        self._link: Link = self.socket
        self._session: aiohttp.ClientSession | None = None
        self._people: dict[str, Person] = {}
        identity = self.identity
        self.add_user(identity.bot_user_id, identity.bot_name, "", is_bot=True)

    @classmethod
    def populated(
        cls,
        scopes: Collection[str],
        now: Callable[[], datetime],
        *,
        pace: bool = True,
        patience: float = PATIENCE_SECONDS,
    ) -> Self:
        """Begin with the usual cast: customers, an agent, a lead, an admin, some channels."""
        sandbox = cls(scopes, now, pace=pace, patience=patience)
        cast.enter(sandbox.world)
        return sandbox

    @asynccontextmanager
    async def serving(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        routes: Iterable[web.AbstractRouteDef] = (),
        beside: str = "",
    ) -> AsyncIterator[Self]:
        """Listen until the block ends; port 0 takes any free one, see `api_url`.

        The page of this Slack stands at the same address. `routes` are served beside it, and
        `beside` is the path of one of them: HTML for the page's right-hand panel, whose style
        is at the same path with `.css`.
        """
        app = application(self.world, self.socket.accept)
        desk = Desk(world=self.world, person=self.person, beside=beside)
        app.add_routes([*page_routes(desk), *routes])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        self.world.origin = f"http://{host}:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession() as self._session:
            try:
                yield self
            finally:
                await desk.close()
                await self.socket.disconnect("link_disabled")
                await runner.cleanup()

    @property
    def api_url(self) -> str:
        return self.world.api_url

    @property
    def calls(self) -> list[ApiCall]:
        return self.world.calls

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def commands(self) -> list[Command]:
        """The slash commands that people are offered while they type."""
        return self.world.commands

    @property
    def shortcuts(self) -> list[Shortcut]:
        """The shortcuts in the menu of every message."""
        return self.world.shortcuts

    @property
    def pace_violations(self) -> int:
        return self.world.pace.violations

    def connect_http(self, url: str) -> None:
        """Reach the bot at its request URL from now on; until then, Socket Mode is used."""
        if self._session is None:
            raise RuntimeError("connect a bot while the sandbox is serving")
        self._link = HttpLink(self._session, self.identity, url=url, patience=self._patience)

    def connect_socket(self) -> None:
        """Reach the bot by the websocket it opened, as before `connect_http`."""
        self._link = self.socket

    def add_user(
        self, user_id: str, name: str, email: str, **traits: Unpack[people.Traits]
    ) -> Person:
        """Let somebody exist."""
        user = people.User(id=user_id, name=name, email=email, **traits)
        self.world.people.put(user)
        return self.person(user_id)

    def add_channel(
        self, channel_id: str, name: str, members: Collection[str], **traits: Unpack[places.Traits]
    ) -> places.Channel:
        """Make a channel; the bot is in it only when its user id is among the members."""
        everyone = frozenset(members)
        channel = places.Channel(id=channel_id, name=name, members=everyone, **traits)
        return self.world.places.put(channel)

    def add_usergroup(self, group_id: str, handle: str, users: Collection[str]) -> places.Usergroup:
        return self.world.places.put_usergroup(group_id, handle, users)

    def person(self, user_id: str) -> Person:
        """Give somebody who can act; the same one each time."""
        user = self.world.people.find(user_id)
        known = self._people.get(user_id)
        if known is None:
            known = self._people[user_id] = Person(self.world, user, lambda: self._link)
        known.user = user
        return known

    def messages(self, channel: str) -> list[Message]:
        """Give what everybody in a channel reads; for a person's id, their DM with the bot."""
        return self.world.messages.in_channel(self._channel_id(channel))

    def ephemerals(self, user_id: str) -> list[Message]:
        """Give what only this person sees."""
        return self.world.messages.only_for(user_id)

    def view_of(self, user_id: str) -> Modal | None:
        """Give the form this person has open."""
        return self.world.modals.top(user_id)

    def home_of(self, user_id: str) -> Home | None:
        """Give the app's Home tab as this person sees it."""
        return self.world.homes.get(user_id)

    async def wait_for_message(
        self, channel: str, *, matching: Matching = anything, within: float = WAIT_SECONDS
    ) -> Message:
        """Wait for the newest message that matches; TimeoutError when there is none in time."""
        return await self._newest(lambda: self.messages(channel), matching, within)

    async def wait_for_ephemeral(
        self, user_id: str, *, matching: Matching = anything, within: float = WAIT_SECONDS
    ) -> Message:
        """Wait for the newest message only this person sees that matches."""
        return await self._newest(lambda: self.ephemerals(user_id), matching, within)

    async def wait_for_view(
        self, user_id: str, *, unlike: Modal | None = None, within: float = WAIT_SECONDS
    ) -> Modal:
        """Wait until this person has a form open, another or drawn anew when it was `unlike`."""

        def fresh() -> Modal | None:
            modal = self.view_of(user_id)
            return modal if modal and (unlike is None or modal.hash != unlike.hash) else None

        return await self.world.bell.until(fresh, within=within)

    async def wait_for_home(
        self, user_id: str, *, unlike: Home | None = None, within: float = WAIT_SECONDS
    ) -> Home:
        """Wait until this person's Home tab is published, anew when it was `unlike` this."""

        def fresh() -> Home | None:
            home = self.home_of(user_id)
            return home if home and (unlike is None or home.hash != unlike.hash) else None

        return await self.world.bell.until(fresh, within=within)

    async def replay(self, exchange: Exchange) -> Exchange:
        """Send the very same signed bytes again, as somebody who recorded them could."""
        return await self._link.repeat(exchange.sent)

    async def event(self, event: Json) -> list[Exchange]:
        """Tell the bot of an event, with retries; gives every attempt."""
        return await events.announce(self.world, self._link, event)

    async def runs_step(self, callback_id: str, inputs: Json) -> Step:
        """Let a workflow come to a step of the app's, and wait for its end where it is heard."""
        step = self.world.steps.begin(inputs)
        event = events.of_step(self.world, callback_id, step)
        if event is None:
            return step
        await self.event(event)
        return await self.world.bell.until(
            lambda: self.world.steps.ended(step.id), within=WAIT_SECONDS
        )

    async def _newest(
        self, look: Callable[[], list[Message]], matching: Matching, within: float
    ) -> Message:
        def newest() -> Message | None:
            return next(filter(matching, reversed(look())), None)

        return await self.world.bell.until(newest, within=within)

    def _channel_id(self, channel: str) -> str:
        if not channel.startswith("U"):
            return channel
        return self.world.places.direct(self.identity.bot_user_id, channel).id
