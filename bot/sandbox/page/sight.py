"""Somebody looking at a place, and what follows from who and where they are."""

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.sandbox.messages import Message
from bot.sandbox.page import faces
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.page.drawing import Drawing
from bot.sandbox.page.faces import Face
from bot.sandbox.page.names import Names
from bot.sandbox.places import Channel


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A person, the place they look at, and the `ts` of the thread beside it, if there is one."""

    desk: Desk
    user_id: str
    place: str
    thread: str = ""

    @cached_property
    def channel(self) -> Channel:
        """The channel; for the app's Home, the direct message it stands beside.

        Raises Refusal where the person cannot be.
        """
        if self.at_home:
            return self.desk.direct(self.user_id)
        return self.desk.channel(self.user_id, self.place)

    @cached_property
    def messages(self) -> list[Message]:
        return self.desk.messages(self.user_id, self.channel.id)

    @cached_property
    def drawing(self) -> Drawing:
        return Drawing(Names(self.desk.world, self.user_id), self.desk.world.now())

    @property
    def at_home(self) -> bool:
        return self.place == HOME

    @property
    def is_app(self) -> bool:
        """Whether this is the conversation with the app."""
        bot = self.desk.world.identity.bot_user_id
        return self.channel.is_im and bot in self.channel.members

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this person reads times."""
        return ZoneInfo(self.desk.world.people.find(self.user_id).tz)

    @property
    def language(self) -> str:
        """The language in which the app speaks to this person, as HTML names it: nl."""
        return self.desk.world.people.find(self.user_id).locale.partition("-")[0]

    @property
    def other(self) -> Face | None:
        """The other party of a direct message."""
        if not self.channel.is_im:
            return None
        return faces.of(self.desk.world, self.channel.other_than(self.user_id))

    @property
    def name(self) -> str:
        return self.other.name if self.other else self.channel.name

    @property
    def signed_name(self) -> str:
        """The name as one mentions it: channels with their sign."""
        return self.name if self.other else f"#{self.name}"

    @property
    def app(self) -> Face:
        return faces.of(self.desk.world, self.desk.world.identity.bot_user_id)
