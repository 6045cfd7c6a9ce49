"""Forms that are open in Slack and show how something stands, drawn anew when that changes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.blocks import View

OPEN_FOR = timedelta(minutes=15)
"""How long somebody is taken to look at a form; Slack does not tell when it is closed."""
MOST = 50
"""Beyond these the oldest is no longer drawn anew."""

Draw: TypeAlias = Callable[[], Awaitable[View]]


@dataclass(slots=True, eq=False)
class Lit:
    """A form as it was drawn last, and how to draw it."""

    view_id: str
    draw: Draw
    shown: View
    until: datetime
    """Real time."""


class Lights:
    """Remembers the open forms of one process; each replica redraws what it opened."""

    def __init__(self) -> None:
        self._lit: dict[str, Lit] = {}

    def watch(self, view_id: str, draw: Draw, *, shown: View, now: datetime) -> None:
        """Have a form drawn anew from now on, in the place of what it showed before."""
        self._lit.pop(view_id, None)
        if len(self._lit) >= MOST:
            del self._lit[next(iter(self._lit))]
        self._lit[view_id] = Lit(view_id, draw, shown, now + OPEN_FOR)

    def burning(self, now: datetime) -> list[Lit]:
        """Give the forms that somebody may look at, and forget the others."""
        self._lit = {key: lit for key, lit in self._lit.items() if now < lit.until}
        return list(self._lit.values())

    def holds(self, lit: Lit) -> bool:
        """Tell whether a form still shows this, and nothing that was put there meanwhile."""
        return self._lit.get(lit.view_id) is lit

    def close(self, view_id: str) -> None:
        """Draw a form no more of which Slack told that it was closed."""
        self._lit.pop(view_id, None)

    def forget(self, lit: Lit) -> None:
        """Draw a form no more."""
        if self.holds(lit):
            del self._lit[lit.view_id]
