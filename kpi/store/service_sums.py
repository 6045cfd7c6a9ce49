"""What the service tallies add up to: by week, by value of a segment, or all of it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Select,
    and_,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from kpi.histograms import Histogram, merged, of_columns
from kpi.store import service_tallies
from kpi.store.reckoned_rows import NO_DAY, WEEK, Asked
from kpi.store.rows import table
from kpi.store.service_tallies import Stretch
from kpi.store.tables import TALLIED, ServiceTally

_tally = table(ServiceTally).c
_NOTHING = [None]
"""What a list holds where an outer join found nothing."""


async def from_tallies(
    connection: AsyncConnection, workspace_id: str, asked: Sequence[Asked]
) -> dict[Asked, dict[Any, Histogram]]:
    """Add up all that is asked for, in one statement.

    Returns:
        For each question lengths by day (where it is by week), or by value; under "" all there is.
    """
    wholes = {one: replace(one, by=None) for one in asked if one.by in TALLIED}
    each = [*dict.fromkeys((*asked, *wholes.values()))]
    found: list[dict[Any, list[Histogram]]] = [defaultdict(list) for _ in each]
    for place, day, value, *lists in await _rows(connection, workspace_id, each):
        numbers, ns, seconds = map(_of_list, lists)
        if numbers != _NOTHING:
            found[place][value if day is None else day].append(of_columns(numbers, ns, seconds))
    added = {
        one: {key: merged(parts) for key, parts in by_key.items()}
        for one, by_key in zip(each, found, strict=True)
    }
    return {one: {**added[one], **(added[wholes[one]] if one in wholes else {})} for one in asked}


async def _rows(
    connection: AsyncConnection, workspace_id: str, asked: Sequence[Asked]
) -> Sequence[Any]:
    statements = [
        statement
        for place, one in enumerate(asked)
        for statement in _tallied(workspace_id, one, place)
    ]
    return (await connection.execute(union_all(*statements))).all() if statements else ()


def _tallied(workspace_id: str, asked: Asked, place: int) -> Iterator[Select[Any]]:
    """Give statements whose rows are the place, a day, a value, and three lists.

    They are the numbers of buckets, how many and their seconds: hundreds of rows for each day or
    value cost more than whatever is done with them.
    """
    names = _names(workspace_id, asked) if asked.by in TALLIED else None
    for stretch in service_tallies.stretches(
        asked.measure, asked.first, asked.until, by_week=asked.by == WEEK
    ):
        meant = _within(workspace_id, asked, stretch)
        if names is not None:
            part = and_(*meant, _tally.segment == asked.by, _tally.value == names.c.value)
            # An outer join, since SQLite would begin with all days where it may choose.
            parts = select(names.c.value).select_from(names.outerjoin(table(ServiceTally), part))
            yield _by_bucket(place, parts.where(names.c.value.is_not(None)))
            continue
        meant = (*meant, *_chosen(asked))
        if asked.by == WEEK:
            lists = map(_Listed, (_tally.bucket, _tally.n, _tally.seconds))
            by_day = select(literal(place), _tally.day, literal(""), *lists)
            yield by_day.where(*meant).group_by(_tally.day)
        else:
            yield _by_bucket(place, select(literal("").label("value")).where(*meant))


def _within(workspace_id: str, asked: Asked, stretch: Stretch) -> tuple[ColumnElement[bool], ...]:
    return (
        _tally.workspace_id == workspace_id,
        _tally.measure == stretch.measure,
        _tally.definition == asked.definition,
        _tally.day >= stretch.first,
        _tally.day < stretch.until,
        _tally.n > 0,
    )


def _names(workspace_id: str, asked: Asked) -> CTE:
    """Select the values of a segment, each found from the one before it; the last is NULL."""
    spans = service_tallies.SPANS.get(asked.measure, ())
    here = and_(
        _tally.workspace_id == workspace_id,
        _tally.measure == (spans[0].stored if spans else asked.measure.value),
        _tally.definition == asked.definition,
        _tally.segment == asked.by,
    )
    names = select(func.min(_tally.value).label("value")).where(here).cte(recursive=True)
    later = select(func.min(_tally.value)).where(here, _tally.value > names.c.value)
    following = select(later.scalar_subquery()).where(names.c.value.is_not(None))
    return names.union_all(following)


def _by_bucket(place: int, values: Select[Any]) -> Select[Any]:
    # Postgres adds up whole numbers to decimal ones.
    sums = (cast(func.sum(_tally[name]), BigInteger).label(name) for name in ("n", "seconds"))
    value = values.selected_columns.value
    by_bucket = values.add_columns(_tally.bucket, *sums).group_by(value, _tally.bucket)
    each = by_bucket.subquery().c
    lists = map(_Listed, (each.bucket, each.n, each.seconds))
    return select(literal(place), NO_DAY, each.value, *lists).group_by(each.value)


def _of_list(listed: str | Sequence[Any]) -> Sequence[Any]:
    """Read what `_Listed` gives: Postgres has lists, SQLite has text of them."""
    return json.loads(listed) if isinstance(listed, str) else listed


class _Listed(FunctionElement[Any]):
    """The values of a group in a list, the cheapest way to have tens of thousands of them."""

    inherit_cache = True


@compiles(_Listed, "sqlite")
def _in_sqlite(element: _Listed, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_group_array{compiler.process(element.clause_expr, **how)}"


@compiles(_Listed, "postgresql")
def _in_postgres(element: _Listed, compiler: SQLCompiler, **how: Any) -> str:
    return f"array_agg{compiler.process(element.clause_expr, **how)}"


def _chosen(asked: Asked) -> Sequence[ColumnElement[bool]]:
    """Return the tallies of everything, or of the one value that is asked for."""
    segment, value = next(iter(asked.filters.items()), ("", ""))
    return _tally.segment == segment, _tally.value == value
