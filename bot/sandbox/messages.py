"""The messages that stand in this Slack, with Slack's unique and increasing timestamps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.files import File
from bot.sandbox.identity import Identity
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json, copied


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it stood when looked at; `seen_by` names the only reader of an ephemeral one."""

    ts: str
    channel: str
    text: str
    user: str
    blocks: tuple[Json, ...] = ()
    files: tuple[File, ...] = ()
    """What was uploaded with it."""
    metadata: Json | None = None
    thread_ts: str | None = None
    posted_by: str = "bot"
    seen_by: str | None = None
    edited: bool = False
    deleted: bool = False
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who reacted with which emoji, in the order in which they did."""

    def as_slack(self, identity: Identity) -> Json:
        """Give the message object of Slack's answers and payloads."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.posted_by == "bot":
            shown |= {"bot_id": identity.bot_id, "app_id": identity.app_id}
            shown |= {"team": identity.team_id}
        optional = {"thread_ts": self.thread_ts, "metadata": self.metadata}
        shown |= {name: value for name, value in optional.items() if value is not None}
        if self.blocks:
            shown["blocks"] = copied(list(self.blocks))
        if self.files:
            shown["files"] = [file.as_slack() for file in self.files]
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in self.reactions.items()
            ]
        if self.edited:
            shown["edited"] = {"user": identity.bot_user_id, "ts": self.ts}
        return shown


class Messages:
    """Every message ever posted, in order; deleted ones are kept and marked."""

    def __init__(self, now: Callable[[], datetime], bell: Bell) -> None:
        self._now = now
        self._bell = bell
        self._last = 0
        self._standing: dict[str, dict[str, Message]] = {}

    def timestamp(self) -> str:
        """Give a new `ts`: the given now in microseconds, always later than the one before."""
        self._last = max(self._last + 1, round(self._now().timestamp() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        self._standing.setdefault(message.channel, {})[message.ts] = message
        self._bell.ring()
        return message

    def change(self, message: Message, **changes: Any) -> Message:
        """Replace fields of a message that stands."""
        return self.add(replace(message, **changes))

    def react(self, message: Message, user_id: str, name: str) -> tuple[Message, bool]:
        """Put somebody's emoji under a message, or take it away; True when it is there now."""
        current = self.find(message.channel, message.ts)
        before = current.reactions.get(name, ())
        added = user_id not in before
        after = (*before, user_id) if added else tuple(one for one in before if one != user_id)
        reactions = {**current.reactions, name: after}
        kept = {one: users for one, users in reactions.items() if users}
        return self.change(current, reactions=kept), added

    def find(self, channel_id: str, ts: str) -> Message:
        """Give the message, ephemeral or not, or refuse with `message_not_found`."""
        message = self._standing.get(channel_id, {}).get(ts)
        if message is None or message.deleted:
            raise Refusal("message_not_found")
        return message

    def in_channel(self, channel_id: str) -> list[Message]:
        """Give what everybody in the channel can read, oldest first."""
        messages = self._standing.get(channel_id, {}).values()
        return [one for one in messages if one.seen_by is None and not one.deleted]

    def only_for(self, user_id: str) -> list[Message]:
        """Give the ephemeral messages that stand for this person, oldest first."""
        everywhere = (one for channel in self._standing.values() for one in channel.values())
        found = [one for one in everywhere if one.seen_by == user_id and not one.deleted]
        return sorted(found, key=lambda message: message.ts)
