"""Everything one Slack remembers, put together for the parts that act on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.bell import Bell
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.homes import Home
from bot.sandbox.identity import Identity
from bot.sandbox.menus import Command, Shortcut
from bot.sandbox.messages import Messages
from bot.sandbox.modals import Modals
from bot.sandbox.pace import Pace
from bot.sandbox.people import People, User
from bot.sandbox.places import Channel, Places
from bot.sandbox.refusals import Refusal
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.steps import Steps
from bot.sandbox.triggers import Triggers
from bot.sandbox.wire import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCall:
    """A Web API call as it arrived, `at` the sandbox's now; `error` is what it was refused with."""

    method: str
    args: Json
    at: datetime
    error: str | None = None


@dataclass(slots=True, kw_only=True)
class World:
    """One Slack: who is there, what was said, and what may be done about it."""

    identity: Identity
    now: Callable[[], datetime]
    bell: Bell
    people: People
    places: Places
    messages: Messages
    modals: Modals
    triggers: Triggers
    hooks: ResponseUrls
    pace: Pace
    faults: Faults
    files: Files
    draws_charts: bool = True
    """Whether this workspace has charts in messages by now; Slack brings them in phases."""
    calls: list[ApiCall] = field(default_factory=list)
    homes: dict[str, Home] = field(default_factory=dict)
    """The Home tabs that were published, by the user they are for."""
    has_home_tab: bool = True
    """Whether the app's settings have its Home tab on."""
    subscriptions: set[str] = field(default_factory=set)
    commands: list[Command] = field(default_factory=list)
    shortcuts: list[Shortcut] = field(default_factory=list)
    messages_tab_read_only: bool = False
    not_yet: str = ""
    """What people are told at the page who want something of the bot; empty once it is there."""
    should_escape: bool = True
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    tickets: set[str] = field(default_factory=set)
    steps: Steps = field(default_factory=Steps)
    origin: str = ""

    @property
    def api_url(self) -> str:
        return f"{self.origin}/api/"

    def sees(self, user: User) -> bool:
        """Whether the home workspace can meet this person at all."""
        return user.team == self.identity.team_id or any(self.places.shared_with(user.id))

    def visible_user(self, user_id: str) -> User:
        """Give somebody the bot can see, or refuse with `user_not_found`."""
        user = self.people.find(user_id)
        if not self.sees(user):
            raise Refusal("user_not_found")
        return user

    def visible_channel(self, channel_id: str) -> Channel:
        """Give a channel the bot can see; private ones only from inside."""
        channel = self.places.find(channel_id)
        if channel.kind != "channels" and self.identity.bot_user_id not in channel.members:
            raise Refusal("channel_not_found")
        return channel


def new_world(
    identity: Identity,
    *,
    now: Callable[[], datetime],
    seconds: Callable[[], float],
    pace: bool,
) -> World:
    """Make an empty Slack; `seconds` is real time, `now` feeds the message timestamps."""
    bell = Bell()
    return World(
        identity=identity,
        now=now,
        bell=bell,
        people=People(),
        places=Places(),
        messages=Messages(now, bell),
        modals=Modals(bell),
        triggers=Triggers(seconds),
        hooks=ResponseUrls(seconds),
        pace=Pace(seconds, holds=pace),
        faults=Faults(),
        files=Files(seconds),
    )
