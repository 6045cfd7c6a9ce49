"""What the page itself remembers: who read what, who put what away, and errors under inputs."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.messages import Message
from bot.sandbox.page.unread import Reading
from bot.sandbox.person import Person
from bot.sandbox.places import Channel
from bot.sandbox.refusals import Refusal
from bot.sandbox.world import World

HOME = "home:app"
SLACKBOT = "USLACKBOT"


@dataclass(slots=True, kw_only=True)
class Desk:
    """One Slack as a browser shows it; `beside` is the path of what stands at the right."""

    world: World
    person: Callable[[str], Person]
    beside: str = ""
    reading: Reading = field(default_factory=Reading)
    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    _dismissed: set[tuple[str, str]] = field(default_factory=set)
    _errands: set[asyncio.Task[Any]] = field(default_factory=set)

    def channel(self, user_id: str, place: str) -> Channel:
        """Give a place the person is in, or refuse with `channel_not_found`."""
        channel = self.world.places.find(place)
        if user_id not in channel.members:
            raise Refusal("channel_not_found")
        return channel

    def direct(self, user_id: str) -> Channel:
        """Give the person's direct message with the app."""
        return self.world.places.direct(self.world.identity.bot_user_id, user_id)

    def messages(self, user_id: str, place: str) -> list[Message]:
        """Give what this person sees in a place, threads included, oldest first."""
        private = [one for one in self.world.messages.only_for(user_id) if one.channel == place]
        shown = [one for one in private if (place, one.ts) not in self._dismissed]
        both = [*self.world.messages.in_channel(place), *shown]
        return sorted(both, key=lambda message: message.ts)

    def dismiss(self, message: Message) -> None:
        """Put away an ephemeral message; it stands for nobody else."""
        self._dismissed.add((message.channel, message.ts))
        self.world.bell.ring()

    def note(self, user_id: str, place: str, words: str, *, thread_ts: str | None = None) -> None:
        """Let Slackbot tell the person something that nobody else sees."""
        self.world.messages.add(
            Message(
                ts=self.world.messages.timestamp(),
                channel=place,
                text=words,
                user=SLACKBOT,
                thread_ts=thread_ts,
                posted_by="slackbot",
                seen_by=user_id,
            )
        )

    def soon(self, errand: Coroutine[Any, Any, Any]) -> None:
        """Do something that nobody at the page waits for."""
        task = asyncio.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def close(self) -> None:
        """Leave off what is still being done."""
        for task in self._errands:
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
