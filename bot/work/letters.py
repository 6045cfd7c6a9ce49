"""A letter: what to send, the places to try in turn, and who answers for its kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from bot.blocks import Message
from kpi.store.tables import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A place to post to: a channel, perhaps a thread in it, or a person's direct messages."""

    message: Message
    """What to say there: what others can read is worded otherwise."""
    channel_id: str = ""
    thread_ts: str = ""
    user_id: str = ""
    """Set for a direct message, whose channel is opened first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What to send: in Slack, or else by mail."""

    routes: Sequence[Route] = ()
    """Places in Slack, the best first; the next is tried where one is closed to us."""
    mail: EmailMessage | None = None


class Mail(Protocol):
    """One kind of delivery: how it is written, and what its end means."""

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the letter; None when the delivery was ended instead. Posts nothing itself."""

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that it was sent; False when the delivery had ended otherwise."""

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Note that no place took it."""
