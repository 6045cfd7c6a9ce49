"""Where messages stand: channels, direct messages, and the user groups that are mentioned there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypedDict, Unpack

from bot.sandbox.refusals import Refusal


class Traits(TypedDict, total=False):
    """What may be said of a channel beyond id, name and members."""

    is_private: bool
    is_archived: bool
    is_ext_shared: bool
    is_pending_ext_shared: bool


class Changes(Traits, total=False):
    """What may change about a channel that exists."""

    members: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel, or a direct message when `is_im`; then `name` is empty."""

    id: str
    name: str
    members: frozenset[str]
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    """Outsiders are invited, and have not accepted yet."""
    is_im: bool = False

    @property
    def kind(self) -> str:
        """Slack's word for the kind, as scopes are named: channels, groups or im."""
        if self.is_im:
            return "im"
        return "groups" if self.is_private else "channels"

    def other_than(self, user_id: str) -> str:
        """Give the other party of a direct message."""
        return next(iter(self.members - {user_id}))


@dataclass(frozen=True, slots=True)
class Usergroup:
    """A handle that stands for several people."""

    id: str
    handle: str
    users: tuple[str, ...]


class Places:
    """Channels, direct messages and user groups by id."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}
        self._direct: dict[frozenset[str], str] = {}
        self._usergroups: dict[str, Usergroup] = {}

    def put(self, channel: Channel) -> Channel:
        """Add a channel, or replace what is known of it."""
        self._channels[channel.id] = channel
        return channel

    def change(self, channel_id: str, **changes: Unpack[Changes]) -> Channel:
        """Archive, share, hide or fill a channel that exists."""
        return self.put(replace(self._channels[channel_id], **changes))

    def find(self, channel_id: str) -> Channel:
        """Give the channel, or refuse with `channel_not_found`."""
        if channel_id not in self._channels:
            raise Refusal("channel_not_found")
        return self._channels[channel_id]

    def everywhere(self) -> list[Channel]:
        """Give all channels and direct messages, in the order in which they came."""
        return list(self._channels.values())

    def direct(self, one: str, other: str) -> Channel:
        """Give the direct message of two people; it is made when they have none."""
        members = frozenset({one, other})
        if members not in self._direct:
            self._direct[members] = f"D0{len(self._direct) + 1:08d}"
            fresh = Channel(id=self._direct[members], name="", members=members, is_im=True)
            self.put(fresh)
        return self._channels[self._direct[members]]

    def shared_with(self, user_id: str) -> Iterable[Channel]:
        """Give the channels in which this person of another workspace can be met."""
        return (
            channel
            for channel in self._channels.values()
            if channel.is_ext_shared and user_id in channel.members
        )

    def put_usergroup(self, group_id: str, handle: str, users: Collection[str]) -> Usergroup:
        group = Usergroup(group_id, handle, tuple(users))
        self._usergroups[group_id] = group
        return group

    def usergroup(self, group_id: str) -> Usergroup:
        """Give the group, or refuse with `no_such_subteam`."""
        if group_id not in self._usergroups:
            raise Refusal("no_such_subteam")
        return self._usergroups[group_id]

    def usergroup_named(self, handle: str) -> Usergroup | None:
        """Give the group that `@handle` mentions."""
        return next((one for one in self._usergroups.values() if one.handle == handle), None)
