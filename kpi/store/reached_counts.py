"""What became of asking everybody who was helped in a period, by one segment and another.

It comes from the tallies. With a filter, and of a workspace of which not all invitations are in the
tallies yet, it is counted from the invitations.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.answerers import Reached
from kpi.periods import Period, local_day, midnight
from kpi.query import Query
from kpi.store import asked_arrears
from kpi.store.rows import table
from kpi.store.tables import AskedTally, Invitation, Response, Survey
from kpi.store.tallies import BY_HAND

Found: TypeAlias = dict[str, dict[str, Reached]]
"""What it is split by -> the name of a part -> its numbers; "" is not known."""

_invitation = table(Invitation).c
_response = table(Response).c
_survey = table(Survey).c
_tally = table(AskedTally).c
_A_DAY = timedelta(days=1)
_MANY = "account"
"""What has so many names that it is not counted together with anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to count: everybody helped, and whom of them one survey asked and heard."""

    survey: Survey
    query: Query
    """Its period and its filters, as they are filed; asks by hand count only with a trigger."""
    names: Sequence[str]
    """By what to split, each by itself: of `PLACES`."""
    now: datetime
    """Whoever may answer later is not silent."""

    @property
    def period(self) -> Period:
        return self.query.period

    @property
    def workspace_id(self) -> str:
        return self.survey.workspace_id

    @property
    def mine(self) -> ColumnElement[bool]:
        """Tell whether the survey asked."""
        return and_(_invitation.survey_id == self.survey.id, _invitation.sent_at.is_not(None))

    @property
    def is_resolved_in_it(self) -> ColumnElement[bool]:
        """Tell whether the help was in the period."""
        resolved = _invitation.resolved_at
        return and_(resolved >= self.period.start, resolved < self.period.end)

    @property
    def narrowed(self) -> Iterator[ColumnElement[bool]]:
        """Tell who is meant, as far as the moments do not matter."""
        yield _invitation.workspace_id == self.workspace_id
        for name, value in self.query.filters.items():
            yield _invitation[name] == value
        if "trigger" not in self.query.filters:
            yield _invitation.trigger != BY_HAND


async def of_period(connection: AsyncConnection, wanted: Wanted) -> Found:
    """Count what is asked for; only parts where somebody was helped are told of."""
    if not wanted.query.filters and await asked_arrears.are_counted(
        connection, wanted.workspace_id
    ):
        return await from_tallies(connection, wanted)
    return await from_invitations(connection, wanted)


async def from_tallies(connection: AsyncConnection, wanted: Wanted) -> Found:
    """Count days; only what ends today is looked at one by one: is it still open?"""
    today = local_day(wanted.now, wanted.period.zone)
    found: Found = {name: {} for name in ("", *wanted.names)}
    for survey_id, segment, value, listed in await connection.execute(_tallied(wanted, today)):
        counted = Reached(*map(int, listed.split(",")[:-1])) if listed else Reached()
        is_ours = survey_id == wanted.survey.id
        _add(found, {segment: value}, counted if is_ours else Reached(helped=counted.helped))
    for *values, open_ in await connection.execute(_ending(wanted, today)):
        more = Reached(open=int(open_))
        _add(found, {"": "", **dict(zip(wanted.names, values, strict=True))}, more)
    whole = found[""].get("", Reached())
    return {name: _with_rest(whole, found[name]) for name in wanted.names}


async def from_invitations(connection: AsyncConnection, wanted: Wanted) -> Found:
    """Count one by one."""
    found: Found = {name: {} for name in wanted.names}
    few = [name for name in wanted.names if name != _MANY]
    for names in (few, [_MANY]):
        for *values, helped, asked, answered, open_ in await connection.execute(
            _everybody(wanted, names)
        ):
            counted = Reached(int(helped), int(asked), int(answered), int(open_))
            _add(found, dict(zip(names, values, strict=True)), counted)
    return found


def _add(parts: Found, named: Mapping[str, str], more: Reached) -> None:
    for segment, name in named.items():
        before = parts[segment].get(name, Reached())
        parts[segment][name] = _sum((before, more))


def _sum(counts: Iterable[Reached]) -> Reached:
    return Reached(*(sum(numbers) for numbers in zip(Reached(), *counts, strict=True)))


def _with_rest(whole: Reached, found: Mapping[str, Reached]) -> dict[str, Reached]:
    """Give parts their names: beside them is all there is, which leaves what has none."""
    named = {name: one for name, one in found.items() if name}
    taken = _sum(named.values())
    rest = Reached(*(all_ - some for all_, some in zip(whole, taken, strict=True)))
    return {name: one for name, one in {**named, "": rest}.items() if one.helped}


def _tallied(wanted: Wanted, today: date) -> Select[Any]:
    """Select a survey, a segment, a value and, in text, helped, asked, heard and open after today.

    Each is summed by itself in the order of its key; a GROUP BY would sort all rows first.
    """
    parts = _parts(wanted)
    unanswered = _tally.asked - _tally.heard
    open_ = case((_tally.until > today, unanswered), else_=0)
    counts = (_tally.helped + _tally.turns, _tally.asked, _tally.heard, open_)
    text: ColumnElement[str] = literal("")
    for count in counts:
        text = text + cast(func.sum(count), String) + ","
    listed = select(text).where(
        _tally.workspace_id == wanted.workspace_id,
        *(_tally[column.name] == column for column in parts.c),
        _tally.day >= wanted.period.first,
        _tally.day < wanted.period.until,
    )
    return select(*parts.c, listed.scalar_subquery()).where(parts.c.value.is_not(None))


def _parts(wanted: Wanted) -> FromClause:
    """Select each survey with each segment and value that is counted; the last value is NULL.

    Each value is found from the one before it, a step in the key whatever was counted under it.
    """
    each = [select(literal(name).label("segment")) for name in ("", *wanted.names)]
    segments = union_all(*each).subquery()
    first = select(_survey.id.label("survey_id"), segments.c.segment, literal("").label("value"))
    of_all = first.select_from(table(Survey).join(segments, true()))
    parts = of_all.where(_survey.workspace_id == wanted.workspace_id).cte(recursive=True)
    here = and_(_tally.workspace_id == wanted.workspace_id, _tally.survey_id == parts.c.survey_id)
    later = and_(_tally.segment == parts.c.segment, _tally.value > parts.c.value)
    following = select(func.min(_tally.value)).where(here, later).scalar_subquery()
    return parts.union_all(
        select(parts.c.survey_id, parts.c.segment, following).where(parts.c.value.is_not(None))
    )


def _ending(wanted: Wanted, today: date) -> Select[Any]:
    """Select how many that end later today nobody answered."""
    tomorrow = midnight(today + _A_DAY, wanted.period.zone)
    columns = [_invitation[name] for name in wanted.names]
    # The period is no condition, since SQLite would look for its days rather than for today's end.
    in_it = func.sum(case((wanted.is_resolved_in_it, 1), else_=0))
    return (
        select(*columns, in_it)
        .select_from(_with_answers())
        .where(
            *wanted.narrowed,
            wanted.mine,
            _invitation.expires_at > wanted.now,
            _invitation.expires_at < tomorrow,
            _response.score.is_(None),
        )
        .group_by(*columns)
    )


def _everybody(wanted: Wanted, names: Sequence[str]) -> Select[Any]:
    """Select who was resolved, asked by this survey, answered, and may still answer."""
    columns = [_invitation[name] for name in names]
    answered = and_(wanted.mine, _response.score.is_not(None))
    unanswered = and_(wanted.mine, _response.score.is_(None))
    may_still = and_(unanswered, _invitation.expires_at > wanted.now)
    sums = [func.sum(case((one, 1), else_=0)) for one in (wanted.mine, answered, may_still)]
    return (
        select(*columns, func.count(), *sums)
        .select_from(_with_answers())
        .where(*wanted.narrowed, wanted.is_resolved_in_it)
        .group_by(*columns)
    )


def _with_answers() -> FromClause:
    answer = and_(
        _response.workspace_id == _invitation.workspace_id,
        _response.invitation_id == _invitation.id,
    )
    return table(Invitation).outerjoin(table(Response), answer)
