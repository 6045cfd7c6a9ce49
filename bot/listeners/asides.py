"""Private answers that stand in channels: where the last one can still be changed or removed.

Slack tells no way to change one but the address that comes with a tap on it, for half an hour and
five times. So what is not known here, after a restart or in another replica, stays as it stands.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot.blocks import Message
from bot.listeners import latest, payloads

MOMENT = timedelta(seconds=3)
"""For so long an impatient second tap needs no second answer."""
USES = 5
HOLDS = timedelta(minutes=29)
"""A minute less than Slack's half hour: the clocks differ, and a call takes its time."""


@dataclass(slots=True)
class _Aside:
    body: Mapping[str, Any]
    at: datetime
    uses: int = 0


class Asides:
    """Remembers one for each question."""

    def __init__(self) -> None:
        self._known: OrderedDict[UUID, _Aside] = OrderedDict()
        self._told: OrderedDict[UUID, tuple[Message, datetime]] = OrderedDict()

    def repeats(self, invitation_id: UUID, message: Message, now: datetime) -> bool:
        """Note what somebody is told in private; true when they were told the same a moment ago."""
        before = self._told.get(invitation_id)
        if before is not None and before[0] == message and now - before[1] < MOMENT:
            return True
        latest.keep(self._told, invitation_id, (message, now))
        return False

    def tapped(self, invitation_id: UUID, body: Mapping[str, Any], now: datetime) -> None:
        """Remember the private answer on which somebody tapped; other messages are none."""
        if not payloads.place(body).is_ephemeral or "response_url" not in body:
            return
        kept = {name: body[name] for name in ("response_url", "container") if name in body}
        latest.keep(self._known, invitation_id, _Aside(kept, now))

    def used(self, invitation_id: UUID, now: datetime) -> Mapping[str, Any] | None:
        """Give what `Showing` needs to change it once; None where that cannot be done."""
        aside = self._known.get(invitation_id)
        if aside is None:
            return None
        if aside.uses >= USES or now - aside.at > HOLDS:
            del self._known[invitation_id]
            return None
        aside.uses += 1
        return aside.body

    def forget(self, invitation_id: UUID) -> None:
        """Forget one that is gone, or that Slack no longer changes."""
        self._known.pop(invitation_id, None)
