"""Taps on "Share in channel" that were answered a moment ago: a second one posts nothing.

A replica knows its own taps only, so two taps in the same second that reach two of them post twice.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bot.listeners import latest, payloads

MOMENT = timedelta(minutes=1)
"""Longer than the answer takes to lose its button, pictures and all."""


class Share(NamedTuple):
    """What somebody wants to share, and from which private answer."""

    user_id: str
    channel_id: str
    message_ts: str
    question: str


def tapped(body: Mapping[str, Any], question: str) -> Share:
    """Read a tap; `question` is what the button holds."""
    place = payloads.place(body)
    user_id = payloads.actor(body).user_id
    return Share(user_id, place.channel_id, place.message_ts, question)


class Shares:
    """Remembers the latest."""

    def __init__(self) -> None:
        self._begun: OrderedDict[Share, datetime] = OrderedDict()

    def repeats(self, share: Share, now: datetime) -> bool:
        """Note that something is being shared; true when it was so a moment ago."""
        before = self._begun.get(share)
        if before is not None and now - before < MOMENT:
            return True
        latest.keep(self._begun, share, now)
        return False

    def forget(self, share: Share) -> None:
        """Forget one that was not posted, so that it may be tried again at once."""
        self._begun.pop(share, None)
