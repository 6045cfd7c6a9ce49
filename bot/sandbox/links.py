"""The two ways in which Slack reaches a bot have one shape: deliver a call, or repeat one."""

from typing import Protocol

from bot.sandbox.wire import Call, Exchange, Sent


class Link(Protocol):
    """A way to the bot."""

    async def deliver(self, call: Call) -> Exchange:
        """Tell the bot, and wait for its answer as long as Slack would."""
        ...

    async def repeat(self, sent: Sent) -> Exchange:
        """Send the very same bytes again."""
        ...
