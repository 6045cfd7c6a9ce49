"""Whom and what one person can see by name: people, channels, groups, and what menus offer."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.sandbox.people import User
from bot.sandbox.places import Channel
from bot.sandbox.refusals import Refusal
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something a menu can offer; `kind` is user, im, public or private, as Slack's filters say."""

    id: str
    name: str
    kind: str
    is_bot: bool = False
    is_shared: bool = False


class Names:
    """Names as the person `me` (a user id) reads them; an id nobody knows is shown as it is."""

    def __init__(self, world: World, me: str) -> None:
        self._world = world
        self.me = me

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which `me` reads dates."""
        return ZoneInfo(self._world.people.find(self.me).tz)

    @property
    def language(self) -> str:
        """The language in which `me` reads, such as nl."""
        return self._world.people.find(self.me).locale.partition("-")[0]

    def person(self, user_id: str) -> str | None:
        """Give a user's shown name; None where nobody has this id."""
        try:
            return self._world.people.find(user_id).shown_name
        except Refusal:
            return None

    def channel(self, channel_id: str) -> str | None:
        """Give a channel's name, for a direct message the other's; None where there is none."""
        try:
            return self._name(self._world.places.find(channel_id))
        except Refusal:
            return None

    def usergroup(self, group_id: str) -> str | None:
        """Give a group's handle; None where there is no such group."""
        try:
            return self._world.places.usergroup(group_id).handle
        except Refusal:
            return None

    def people(self) -> list[Named]:
        """Give everybody whom menus of people offer, by name."""
        users = [user for user in self._world.people.everybody() if not user.deleted]
        return _sorted([_of_user(user) for user in users if self._meets(user)])

    def channels(self) -> list[Named]:
        """Give the channels whom menus of channels offer, by name; no direct messages."""
        return [one for one in self.conversations() if one.kind != "im"]

    def conversations(self) -> list[Named]:
        """Give channels and own direct messages, by name."""
        everywhere = self._world.places.everywhere()
        return _sorted([self._of_channel(one) for one in everywhere if self._finds(one)])

    def _is_home(self, user: User) -> bool:
        return user.team == self._world.identity.team_id

    def _meets(self, user: User) -> bool:
        me = self._world.people.find(self.me)
        if self._is_home(me):
            return self._world.sees(user)
        shared = self._world.places.shared_with(self.me)
        return user.id == self.me or any(user.id in channel.members for channel in shared)

    def _finds(self, channel: Channel) -> bool:
        if channel.is_archived:
            return False
        is_open = channel.kind == "channels" and self._is_home(self._world.people.find(self.me))
        return is_open or self.me in channel.members

    def _of_channel(self, channel: Channel) -> Named:
        kinds = {"im": "im", "groups": "private", "channels": "public"}
        return Named(
            id=channel.id,
            name=self._name(channel),
            kind=kinds[channel.kind],
            is_bot=channel.is_im and self._world.identity.bot_user_id in channel.members,
            is_shared=channel.is_ext_shared,
        )

    def _name(self, channel: Channel) -> str:
        if not channel.is_im:
            return channel.name
        other = channel.other_than(self.me)
        return self.person(other) or other


def _of_user(user: User) -> Named:
    return Named(id=user.id, name=user.shown_name, kind="user", is_bot=user.is_bot)


def _sorted(found: list[Named]) -> list[Named]:
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))
