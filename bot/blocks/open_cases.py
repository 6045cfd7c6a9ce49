"""Customers who wait for somebody, in few words: for a lead's Home tab, and a line of a digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.blocks import case_parts, kit, naming
from bot.blocks.alert import Moment
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.cases import State
from kpi.periods import local_day
from kpi.store.case_facts import Told

OPEN = "home:cases"
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCases:
    """The cases of a workspace."""

    by_state: Mapping[State, int]
    done: int
    """Those done since that day."""
    since: date
    oldest: Sequence[Told]
    """Of those that are not done, the longest open first."""
    at: Moment

    @property
    def are_any(self) -> bool:
        """Whether there ever was a case."""
        return bool(self.by_state)

    @property
    def waiting(self) -> int:
        """Cases that are not done."""
        return sum(count for state, count in self.by_state.items() if state is not State.DONE)


def blocks(say: Voice, shown: OpenCases) -> list[Block]:
    """Show how many wait and which are the oldest; nothing where there never was a case."""
    if not shown.are_any:
        return []
    button = kit.button(say("Open cases"), OPEN)
    if not shown.waiting:
        return [kit.section(f"*{say('Cases')}*\n{say('No case is open.')}", accessory=button)]
    told = [kit.rich_text(_row(say, one, shown.at)) for one in shown.oldest[:MOST]]
    return [kit.section(f"*{say('Cases')}*\n{line(say, shown)}", accessory=button), *told]


def line(say: Voice, shown: OpenCases) -> str:
    """Say how many cases wait and since when, and how many are done."""
    day = say.day(shown.since)
    done = say.plural("{n} done since {day}", "{n} done since {day}", shown.done, day=day)
    if not shown.waiting:
        return f"{say('No case is open.')} {naming.begun(done)}."
    opened = say.plural("{n} case is open", "{n} cases are open", shown.waiting)
    longest = min(shown.oldest, key=lambda one: one.case.opened_at)
    since = _since(say, longest.case.opened_at, shown.at)
    return say("{opened}, the oldest since {day}; {done}.", opened=opened, day=since, done=done)


def _row(say: Voice, told: Told, at: Moment) -> Block:
    headline = case_parts.headline(say, told)
    since = say("since {day}", day=_since(say, told.case.opened_at, at))
    return headline | {"elements": [*headline["elements"], kit.words(f" · {since}")]}


def _since(say: Voice, moment: datetime, at: Moment) -> str:
    return say.day(local_day(moment, at.zone))
