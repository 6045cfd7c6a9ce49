"""Rests: ticket systems that have enough, or do not answer, are left alone for a while.

Each by itself: what is owed to the others goes on.
"""

from datetime import datetime, timedelta

from bot.ticket_apis.trouble import ApiTrouble
from bot.work import ticket_access
from kpi.errors import KpiError

BUSY = frozenset({"http_429", "http_503", "timeout", "unreachable", "disconnected"})
"""Troubles of a whole system, after which whatever comes next would only wait for it too."""
PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=10)
"""How long a system is left alone: unless it says so itself, and at most."""


class Rests:
    """Remembers which hooks' systems are left alone, and until when."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def now(self, now: datetime) -> frozenset[str]:
        """Return the hooks whose systems are left alone at this moment."""
        self._until = {hook_id: until for hook_id, until in self._until.items() if now < until}
        return frozenset(self._until)

    def after(self, hook_id: str, error: KpiError, now: datetime) -> None:
        """Leave a hook's system alone where a trouble with it says so."""
        if ticket_access.reason_of(error) in BUSY:
            wait = error.wait if isinstance(error, ApiTrouble) else None
            self._until[hook_id] = now + min(wait or PAUSE, LONGEST_PAUSE)
