"""Answers beside how long their tickets took: counted in bands, and the tickets that disagree."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import against_clock
from kpi.against_clock import AgainstClock, Asked, Case, Dial, unhappy
from kpi.histograms import Histogram
from kpi.metrics import ASKED, Definition, Metric, definition
from kpi.query import ASKED_ONLY, CLOCKS, Query, View
from kpi.scores import Counts
from kpi.store import filing, summaries
from kpi.store.rows import table
from kpi.store.tables import Interaction, Invitation, Reckoning, Response, Survey, Workspace
from kpi.store.tallies import BY_HAND, SCORES
from kpi.summary import Summary
from kpi.timings import Timing

_response = table(Response).c
_invitation = table(Invitation).c
_interaction = table(Interaction).c
_reckoning = table(Reckoning).c


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joined:
    """The answers of one survey whose tickets have a length."""

    survey: Survey
    query: Query
    clock: Summary
    dial: Dial

    @property
    def seconds(self) -> ColumnElement[Any]:
        return _reckoning[f"{self.clock.metric}_seconds"]

    @property
    def meant(self) -> ColumnElement[bool]:
        """Tell whether an answer is among them."""
        period = self.query.period
        conditions = [_response[name] == value for name, value in self.query.filters.items()]
        if "trigger" not in self.query.filters:
            conditions.append(_response.trigger != BY_HAND)
        return and_(
            _response.workspace_id == self.survey.workspace_id,
            _response.survey_id == self.survey.id,
            _response.version == self.survey.version,
            _response.day >= period.first,
            _response.day < period.until,
            _response.score.is_not(None),
            _reckoning[f"{self.clock.metric}_definition"] == self.clock.definition.key,
            self.seconds.is_not(None),
            *conditions,
        )


async def of_question(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    now: datetime,
    *,
    most: int = 0,
) -> list[AgainstClock]:
    """Hold the answers of a question's metrics against the first reply, or the clock it names.

    Args:
        connection: only reads.
        workspace: whose answers.
        query: its period, metrics and filters; what to split by does not matter.
        now: as for `summaries.answer`.
        most: how many tickets of either kind are told; of an anonymous survey never any.

    Returns:
        One for each metric that is asked for; none where no target is set and too little is known
        of what is usual.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    found = await _of_question(connection, workspace, query, now, most=most)
    if query.filters and not any(one.n for one in found):
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            query = replace(query, filters=filed)
            return await _of_question(connection, workspace, query, now, most=most)
    return found


async def _of_question(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime, *, most: int
) -> list[AgainstClock]:
    clock = await _clock(connection, workspace, query, now)
    usual = clock.recent.measured if isinstance(clock.recent, Timing) else Histogram()
    dial = against_clock.dial(clock.target, usual)
    if dial is None:
        return []
    asked = replace(query, metrics=tuple(one for one in query.metrics if one in ASKED))
    surveys = await summaries.surveys_of(connection, workspace, asked)
    known = await summaries.asked_in(connection, surveys, query.period, now)
    joined = [_Joined(survey=one.survey, query=query, clock=clock, dial=dial) for one in known]
    return [await _of_survey(connection, one, most) for one in joined]


async def _clock(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> Summary:
    """Ask for the lengths themselves: their definition, their target and what is usual."""
    metric = next((one for one in query.metrics if one in CLOCKS), Metric.FRT)
    filters = {name: one for name, one in query.filters.items() if name not in ASKED_ONLY}
    plain = replace(
        query, metrics=(metric,), filters=filters, by=None, survey="", view=View.SUMMARY
    )
    (found,) = await summaries.answer(connection, workspace, plain, now)
    return found


async def _of_survey(connection: AsyncConnection, joined: _Joined, most: int) -> AgainstClock:
    survey = joined.survey
    asked = Asked(
        definition=definition(survey.definition),
        period=joined.query.period,
        clock=joined.clock.metric,
        private=summaries.is_private(survey, joined.query),
        fewest=summaries.fewest(survey),
    )
    found = against_clock.of(asked, joined.dial, await _counts(connection, joined))
    if not most or found.hidden or summaries.is_anonymous(survey):
        return found
    fast, slow = await _cases(connection, joined, asked.definition, most)
    return replace(found, fast_unhappy=fast, slow_happy=slow)


async def _counts(connection: AsyncConnection, joined: _Joined) -> Mapping[int, Counts]:
    edges = joined.dial.edges
    bands = ((joined.seconds <= edge, at * len(SCORES)) for at, edge in enumerate(edges))
    band = case(*bands, else_=len(edges) * len(SCORES))
    # Both in one number, since SQLite sorts whatever is grouped.
    told = select((band + _response.score).label("both")).select_from(_tables())
    each = told.where(joined.meant).subquery().c.both
    found: dict[int, dict[int, int]] = {}
    for both, n in await connection.execute(select(each, func.count()).group_by(each)):
        at, score = divmod(both, len(SCORES))
        found.setdefault(at, {})[score] = n
    return found


async def _cases(
    connection: AsyncConnection, joined: _Joined, asked: Definition, most: int
) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """Find the newest tickets that were fast but unhappy, and those that were slow but happy."""
    seconds, divide = joined.seconds, joined.dial.divide
    both = (
        _newest(joined, seconds <= divide, unhappy(asked), most),
        _newest(joined, seconds > divide, asked.favourable, most),
    )
    # Each is a table of its own, since SQLite sorts and limits only the whole of such a statement.
    statement = union_all(
        *(select(literal(place), one.subquery()) for place, one in enumerate(both))
    )
    found: tuple[list[Case], list[Case]] = ([], [])
    for place, *told in await connection.execute(statement):
        found[place].append(Case(*told))
    fast, slow = (tuple(sorted(one, key=lambda case: case.at, reverse=True)) for one in found)
    return fast, slow


def _newest(
    joined: _Joined, which: ColumnElement[bool], scores: Collection[int], most: int
) -> Select[Any]:
    """Return the newest tickets, but for those whose customers were promised not to be told of."""
    columns = (_response.score, joined.seconds, _response.team)
    told = (_interaction.subject, _interaction.url, _response.answered_at)
    asked = and_(
        _invitation.workspace_id == _response.workspace_id,
        _invitation.id == _response.invitation_id,
    )
    ticket = and_(
        _interaction.workspace_id == _response.workspace_id,
        _interaction.id == _response.interaction_id,
    )
    # Outer joins, and the days first, so that SQLite walks its index of the answers backwards.
    joined_up = _tables().outerjoin(table(Invitation), asked).outerjoin(table(Interaction), ticket)
    return (
        select(*columns, *told)
        .select_from(joined_up)
        .where(
            joined.meant,
            which,
            _response.score.in_(sorted(scores)),
            _invitation.is_anonymous.is_(False),
        )
        .order_by(_response.day.desc(), _response.answered_at.desc(), _response.id.desc())
        .limit(most)
    )


def _tables() -> FromClause:
    reckoned = and_(
        _reckoning.workspace_id == _response.workspace_id,
        _reckoning.interaction_id == _response.interaction_id,
    )
    return table(Response).join(table(Reckoning), reckoned)
