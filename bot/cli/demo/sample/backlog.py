"""Tickets that are still open when the demo begins: some have no reply yet."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from bot.cli.demo.sample.decks import Deck
from bot.cli.demo.sample.rows import SOURCE
from bot.cli.demo.sample.times import WEEK
from bot.cli.demo.sample.visits import AGENTS, TEAMS
from bot.cli.demo.sample.words import SUBJECTS
from kpi.interaction_event import Event, Kind
from kpi.office_hours import OfficeHours

_OPEN_FOR = (12, 25, 40, 55, 70, 95, 130, 180, 260, 350, 480, 700)
"""Minutes of the office since each was opened."""
_UNANSWERED = 4
"""How many of them wait for a first reply."""


def events(chance: Random, now: datetime, zone: str) -> Iterator[Event]:
    """Give what is known of each, up to an aware moment."""
    hours = OfficeHours(WEEK, frozenset(), zone)
    teams = Deck(tuple(TEAMS), chance)
    for number, minutes in enumerate(_OPEN_FOR, start=1):
        team = teams.draw()
        opened_at = hours.before(now, 60 * minutes)
        replied_at = hours.before(now, 60 * minutes * 4 // 5)
        waits = number % (len(_OPEN_FOR) // _UNANSWERED) == 0
        yield Event(
            kind=Kind.OPENED if waits else Kind.REPLIED,
            at=opened_at if waits else replied_at,
            source=SOURCE,
            external_id=f"O-{number:04d}",
            subject=chance.choice(SUBJECTS[team]),
            team=team,
            agent=chance.choice(AGENTS[team]),
            channel="email",
            priority="normal",
            tags=(SOURCE,),
            opened_at=opened_at,
        )
