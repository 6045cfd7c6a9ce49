"""What an interaction counts for in first response, resolution and first contact, and on which day.

Values in, values out: the state of an interaction and the hours and definitions of the moment.
What it counted for keeps its definition as long as it counts on the same day, so that one chosen
later begins a series of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from kpi import service_definitions
from kpi.errors import NotFound
from kpi.histograms import bucket_of
from kpi.interaction_event import REPLY_UNTOLD, State
from kpi.office_hours import ALWAYS, OfficeHours
from kpi.periods import local_day
from kpi.service_definitions import InForce, ServiceDefinition

SYSTEM = "system"
"""The trigger of what is service: asks by hand and campaigns are not."""
UNANSWERED = -1
"""The bucket of interactions without a reply."""
AT_ONCE, NOT_AT_ONCE = 1, 0
"""The buckets of what was solved at first contact, and what was not."""


class Measure(StrEnum):
    """What is counted of interactions."""

    FRT = "frt"
    ART = "art"
    FCR = "fcr"
    OPENED = "opened"
    REOPENED = "reopened"


class Count(NamedTuple):
    """One thing that an interaction counts for."""

    measure: Measure
    definition: str
    day: date
    bucket: int
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """With what an interaction is reckoned."""

    zone: str
    """IANA name of the time zone in which days are told."""
    schedule: str
    """The name of the hours."""
    hours: OfficeHours
    definitions: InForce

    def clock(self, definition: ServiceDefinition) -> OfficeHours:
        """Give the hours that count under a definition."""
        return ALWAYS if definition.clock == "calendar" else self.hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What one interaction counts for; the fields are columns of the reckoning table."""

    team: str = ""
    agent: str = ""
    channel: str = ""
    account: str = ""
    priority: str = ""
    source: str = ""
    moment: str = ""
    schedule: str = ""
    is_open: bool = False
    opened_at: datetime | None = None
    opened_day: date | None = None
    frt_definition: str = ""
    frt_seconds: int | None = None
    art_day: date | None = None
    art_definition: str = ""
    art_seconds: int | None = None
    fcr_day: date | None = None
    fcr_definition: str = ""
    solved_at_once: bool | None = None
    reopened_day: date | None = None
    said: bool | None = None
    """What its customer said last of it having been solved the first time."""
    said_to: UUID | None = None
    """The survey that had asked."""
    said_anonymously: bool = False

    def counts(self) -> Iterator[Count]:
        """Give everything it counts for."""
        if self.opened_day is not None:
            yield Count(Measure.OPENED, "", self.opened_day, 0)
        if self.opened_day is not None and self.frt_definition:
            yield _length(Measure.FRT, self.frt_definition, self.opened_day, self.frt_seconds)
        if self.art_day is not None:
            yield _length(Measure.ART, self.art_definition, self.art_day, self.art_seconds)
        if self.fcr_day is not None:
            bucket = AT_ONCE if self.solved_at_once else NOT_AT_ONCE
            yield Count(Measure.FCR, self.fcr_definition, self.fcr_day, bucket)
        if self.reopened_day is not None:
            yield Count(Measure.REOPENED, "", self.reopened_day, 0)


FILED = ("team", "agent", "channel", "account", "priority", "source", "moment")
"""What an interaction is filed under; from its resolution on what it was then."""
NOTHING = Reckoned()


def reckon(
    state: State, filed: Mapping[str, str], before: Reckoned | None, terms: Terms
) -> Reckoned:
    """Give what an interaction counts for.

    Args:
        state: what we know of it.
        filed: its team, agent, channel, account, priority, source and moment.
        before: what it counted for until now, None when it counted for nothing yet; a length in it
            stays under the same definition, so those to be measured again are left out.
        terms: the hours that its team or channel has, and the definitions in force.
    """
    before = before or NOTHING
    opened_day = _day(state.opened_at, terms)
    frt_definition, frt_seconds = _frt(state, before, terms)
    art_day, art_definition, art_seconds = _art(state, before, terms)
    fcr_day, fcr_definition, solved_at_once = _fcr(state, before, terms)
    return Reckoned(
        **filed,
        schedule=terms.schedule,
        is_open=_resolved_at(state) is None,
        opened_at=state.opened_at,
        opened_day=opened_day,
        frt_definition=frt_definition,
        frt_seconds=frt_seconds,
        art_day=art_day,
        art_definition=art_definition,
        art_seconds=art_seconds,
        fcr_day=fcr_day,
        fcr_definition=fcr_definition,
        solved_at_once=solved_at_once,
        reopened_day=_day(state.first_reopened_at, terms),
        said=before.said,
        said_to=before.said_to,
        said_anonymously=before.said_anonymously,
    )


def _frt(state: State, before: Reckoned, terms: Terms) -> tuple[str, int | None]:
    opened_day = _day(state.opened_at, terms)
    if state.opened_at is None or opened_day is None:
        return "", None
    definition = _definition(
        before.frt_definition,
        terms.definitions.frt,
        is_same=lambda _: opened_day == before.opened_day,
    )
    replied_at = state.first_replied_at
    if replied_at is None:
        return "" if state.extra.get(REPLY_UNTOLD) is True else definition.key, None
    if before.frt_seconds is not None and before.frt_definition == definition.key:
        return definition.key, before.frt_seconds
    return definition.key, terms.clock(definition).seconds(state.opened_at, replied_at)


def _art(state: State, before: Reckoned, terms: Terms) -> tuple[date | None, str, int | None]:
    definition = _definition(
        before.art_definition,
        terms.definitions.art,
        is_same=lambda one: _day(_end(state, one), terms) == before.art_day,
    )
    end = _end(state, definition)
    if state.opened_at is None or end is None:
        return None, "", None
    if before.art_seconds is not None and before.art_definition == definition.key:
        return _day(end, terms), definition.key, before.art_seconds
    seconds = terms.clock(definition).seconds(state.opened_at, end)
    waited = state.waited_seconds if definition.minus_waiting else 0
    return _day(end, terms), definition.key, max(0, seconds - waited)


def _fcr(state: State, before: Reckoned, terms: Terms) -> tuple[date | None, str, bool | None]:
    definition = _definition(
        before.fcr_definition,
        terms.definitions.fcr,
        is_same=lambda one: _day(_counted_at(state, one), terms) == before.fcr_day,
    )
    day = _day(_counted_at(state, definition), terms)
    second_line = terms.definitions.second_line
    left_out = definition.net and any(tag.casefold() in second_line for tag in state.tags)
    if day is None or left_out:
        return None, "", None
    return day, definition.key, _is_solved_at_once(state, timedelta(days=definition.window_days))


def _definition(
    before: str, in_force: ServiceDefinition, *, is_same: Callable[[ServiceDefinition], bool]
) -> ServiceDefinition:
    """Return the definition it counted under while it counts on the same day; else the new one."""
    if before in {"", in_force.key}:
        return in_force
    try:
        kept = service_definitions.definition(before)
    except NotFound:
        return in_force
    return kept if is_same(kept) else in_force


def _is_solved_at_once(state: State, window: timedelta) -> bool:
    """Whether the customer neither wrote after the first answer nor had it reopened in time."""
    solved_at = state.first_resolved_at
    if solved_at is None:
        return False
    answered_at = min(solved_at, state.first_replied_at or solved_at)
    wrote_at, reopened_at = state.customer_wrote_at, state.first_reopened_at
    wrote_again = wrote_at is not None and answered_at < wrote_at <= solved_at + window
    return not wrote_again and not (reopened_at is not None and reopened_at <= solved_at + window)


def _resolved_at(state: State) -> datetime | None:
    return None if state.is_reopened else state.resolved_at


def _end(state: State, definition: ServiceDefinition) -> datetime | None:
    return state.first_resolved_at if definition.first_resolution else _resolved_at(state)


def _counted_at(state: State, definition: ServiceDefinition) -> datetime | None:
    return state.opened_at if definition.of_received else state.first_resolved_at


def _length(measure: Measure, definition: str, day: date, seconds: int | None) -> Count:
    if seconds is None:
        return Count(measure, definition, day, UNANSWERED)
    return Count(measure, definition, day, bucket_of(seconds), seconds)


def _day(moment: datetime | None, terms: Terms) -> date | None:
    return None if moment is None else local_day(moment, terms.zone)
