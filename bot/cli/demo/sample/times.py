"""When invented tickets were opened, first replied to, and heard of again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.cli.demo.sample.answers import THE_DROP
from bot.cli.demo.sample.decks import Deck
from kpi.asking_hours import Hours

OPENS, CLOSES = time(8, 30), time(17)
WEEK: Mapping[int, tuple[Hours, ...]] = dict.fromkeys(range(5), (Hours(OPENS, CLOSES),))

_REPLIES: Mapping[str, Sequence[int]] = {
    "chat": (1, 1, 2, 2, 3, 4, 6, 11),
    "phone": (0, 0, 1, 1, 2, 3),
    "email": (9, 18, 26, 35, 48, 65, 90, 140, 230),
}
"""Minutes of the office from opening to the first reply, by channel."""
_WORK: Mapping[str, Sequence[int]] = {
    "chat": (8, 12, 18, 25, 40, 75, 160),
    "phone": (6, 10, 15, 22, 45, 120),
    "email": (30, 75, 140, 260, 420, 700, 1300),
}
"""Minutes of the office from the first reply to the solution."""
_SLOWER = 6
"""How many times as long a reply takes at the team that went down."""
_WRITES_AGAIN = (True,) * 5 + (False,) * 17
_COMES_BACK = (True,) + (False,) * 79
_IN_THE_EVENING = (True,) + (False,) * 6
_EVENING = timedelta(hours=11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The moments of one ticket before and after its solution, in UTC."""

    opened_at: datetime
    replied_at: datetime
    wrote_at: datetime | None
    """When the customer wrote again after the reply; None when they did not need to."""
    reopened_at: datetime | None


class Times:
    """Draws the course of each ticket."""

    def __init__(self, chance: Random, *, zone: str, drop_from: date) -> None:
        """Prepare the decks; replies of Billing take longer from the day `drop_from` on."""
        self._zone, self._first = ZoneInfo(zone), date.max
        self._drop_from = drop_from
        self._replies = {name: Deck(cards, chance) for name, cards in _REPLIES.items()}
        self._work = {name: Deck(cards, chance) for name, cards in _WORK.items()}
        self._writes = Deck(_WRITES_AGAIN, chance)
        self._comes_back = Deck(_COMES_BACK, chance)
        self._in_the_evening = Deck(_IN_THE_EVENING, chance)

    def draw(self, team: str, channel: str, resolved_at: datetime) -> Course:
        """Give the course of a ticket that was solved at an aware moment."""
        dropped = team == THE_DROP and resolved_at.date() >= self._drop_from
        replied_at = self._earlier(resolved_at, self._work[channel].draw())
        waited = self._replies[channel].draw() * (_SLOWER if dropped else 1)
        opened_at = self._earlier(replied_at, waited)
        if channel == "email" and self._in_the_evening.draw():
            opened_at = self._opening(opened_at) - _EVENING
        writes, comes_back = self._writes.draw(), self._comes_back.draw()
        return Course(
            opened_at=opened_at,
            replied_at=replied_at,
            wrote_at=replied_at + (resolved_at - replied_at) / 2 if writes else None,
            reopened_at=resolved_at + timedelta(days=2) if comes_back else None,
        )

    def _earlier(self, moment: datetime, minutes: int) -> datetime:
        """Go back so many minutes of the office, not beyond the first day that was drawn."""
        left, at = timedelta(minutes=minutes), moment
        self._first = min(self._first, moment.date())
        while left > at - (opening := self._opening(at)):
            left -= at - opening
            if opening.date() <= self._first:
                return opening
            at = self._closing_before(opening)
        return at - left

    def _opening(self, moment: datetime) -> datetime:
        """Give the moment at which the office opened on a day."""
        return datetime.combine(moment.astimezone(self._zone), OPENS, self._zone).astimezone(UTC)

    def _closing_before(self, moment: datetime) -> datetime:
        day = moment.astimezone(self._zone).date() - timedelta(days=1)
        while day.weekday() not in WEEK:
            day -= timedelta(days=1)
        return datetime.combine(day, CLOSES, self._zone).astimezone(UTC)
