"""Counts of interactions and of how long they took, for many questions at once.

They come from the tallies where there are any for what is asked; two filters at once or a priority
are counted from the reckonings. Whatever is asked together is one statement for each of the two.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.histograms import Bucket, Histogram, merged, of_columns, summed
from kpi.reckoning import SYSTEM
from kpi.service_definitions import CONFIRMED
from kpi.store import reckoned_rows, said_at_once, service_tallies
from kpi.store.reckoned_rows import NO_DAY, WEEK, Asked
from kpi.store.rows import table
from kpi.store.service_tallies import Stretch
from kpi.store.tables import TALLIED, ServiceTally

Counts: TypeAlias = Mapping[Any, Histogram]
"""By day or by value of a segment, as was asked; without either all is under ""."""

_Grouping: TypeAlias = Callable[[str, Asked, int], Select[Any]]
"""Of a workspace: rows of the place, a day, a value, a number, how many and their seconds."""

_tally = table(ServiceTally).c


async def of_one(connection: AsyncConnection, workspace_id: str, asked: Asked) -> Counts:
    """Count as `of_several` does, for one question."""
    return (await of_several(connection, workspace_id, [asked]))[asked]


async def of_several(
    connection: AsyncConnection, workspace_id: str, asked: Collection[Asked]
) -> Mapping[Asked, Counts]:
    """Count all that is asked for, the same only once.

    Returns:
        Lengths by bucket. For FRT what has no reply is in the bucket UNANSWERED; for FCR the
        buckets are AT_ONCE and NOT_AT_ONCE and for opened and reopened 0, all without seconds.
        Of a segment "" is what has none.
    """
    apart = dict.fromkeys(asked)
    said = [one for one in apart if _is_said(one)]
    tallied = [one for one in apart if _is_tallied(one)]
    others = [one for one in apart if not (_is_tallied(one) or _is_said(one))]
    found = {
        **await _from_tallies(connection, workspace_id, tallied),
        **await _from_rows(connection, workspace_id, others, reckoned_rows.grouped),
        **await _from_rows(connection, workspace_id, said, said_at_once.grouped),
    }
    return {one: _named(one, counts) for one, counts in found.items()}


def whole(counts: Counts) -> Histogram:
    """Add up all that was counted."""
    return merged(counts.values())


def _is_said(asked: Asked) -> bool:
    """Whether what customers said themselves is asked for."""
    return asked.definition == CONFIRMED.key


def _is_tallied(asked: Asked) -> bool:
    if _is_said(asked):
        return False
    if asked.by in {None, WEEK, "trigger"}:
        return len(asked.filters) == 0 or (
            len(asked.filters) == 1 and next(iter(asked.filters)) in TALLIED
        )
    return asked.by in TALLIED and not asked.filters


async def _from_tallies(
    connection: AsyncConnection, workspace_id: str, asked: Sequence[Asked]
) -> dict[Asked, dict[Any, Histogram]]:
    statements = [
        _tallied(workspace_id, one, place, stretch)
        for place, one in enumerate(asked)
        for stretch in service_tallies.stretches(one.measure, one.first, one.until)
    ]
    found: list[dict[Any, list[Histogram]]] = [defaultdict(list) for _ in asked]
    for place, day, value, *lists in await _rows(connection, statements):
        columns = (map(int, each.split(",")) for each in lists)
        found[place][value if day is None else day].append(of_columns(*columns))
    return {
        one: {key: merged(parts) for key, parts in by_key.items()}
        for one, by_key in zip(asked, found, strict=True)
    }


def _tallied(workspace_id: str, asked: Asked, place: int, stretch: Stretch) -> Select[Any]:
    """Return a statement whose rows are the place, a day, a value, and three lists in text.

    They are the numbers of buckets, how many and their seconds: hundreds of rows for each day or
    value cost more than whatever is done with them.
    """
    meant = (
        _tally.workspace_id == workspace_id,
        _tally.measure == stretch.measure,
        _tally.definition == asked.definition,
        _tally.day >= stretch.first,
        _tally.day < stretch.until,
        _tally.n > 0,
        *_chosen(asked),
    )
    if asked.by == WEEK:
        lists = _listed(_tally.bucket, _tally.n, _tally.seconds)
        by_day = select(literal(place), _tally.day, literal(""), *lists)
        return by_day.where(*meant).group_by(_tally.day)
    value = _tally.value if asked.by in TALLIED else literal("")
    sums = (func.sum(_tally.n).label("n"), func.sum(_tally.seconds).label("seconds"))
    by_bucket = select(value.label("value"), _tally.bucket, *sums).where(*meant)
    each = by_bucket.group_by(_tally.value, _tally.bucket).subquery().c
    lists = _listed(each.bucket, each.n, each.seconds)
    return select(literal(place), NO_DAY, each.value, *lists).group_by(each.value)


def _listed(*columns: ColumnElement[int]) -> Sequence[ColumnElement[str]]:
    return [func.aggregate_strings(cast(one, String), ",") for one in columns]


def _chosen(asked: Asked) -> Sequence[ColumnElement[bool]]:
    """Return the tallies to look at; beside those of a segment that of everything."""
    if asked.by in TALLIED:
        return (_tally.segment.in_(("", asked.by)),)
    segment, value = next(iter(asked.filters.items()), ("", ""))
    return _tally.segment == segment, _tally.value == value


async def _from_rows(
    connection: AsyncConnection, workspace_id: str, asked: Sequence[Asked], grouped: _Grouping
) -> dict[Asked, dict[Any, Histogram]]:
    statements = [grouped(workspace_id, one, place) for place, one in enumerate(asked)]
    found: list[dict[Any, list[tuple[int, int, int]]]] = [defaultdict(list) for _ in asked]
    for place, day, value, number, n, seconds in await _rows(connection, statements):
        bucket = reckoned_rows.bucket(asked[place].measure, number)
        found[place][value if day is None else day].append((bucket, n, seconds or 0))
    return {
        one: {key: summed(rows) for key, rows in by_key.items()}
        for one, by_key in zip(asked, found, strict=True)
    }


async def _rows(connection: AsyncConnection, statements: Sequence[Select[Any]]) -> Sequence[Any]:
    return (await connection.execute(union_all(*statements))).all() if statements else ()


def _named(asked: Asked, counts: dict[Any, Histogram]) -> Counts:
    """Give parts their names; of tallies all of it is beside them, and leaves what has none."""
    if _is_said(asked):
        return counts
    if asked.by == "trigger":
        return {SYSTEM: whole(counts)}
    if asked.by in TALLIED and not asked.filters:
        return _with_rest(counts)
    return counts


def _with_rest(counts: dict[Any, Histogram]) -> Counts:
    named = {value: one for value, one in counts.items() if value}
    nowhere = _without(counts.get("", Histogram()), whole(named))
    return named | ({"": nowhere} if nowhere.buckets else {})


def _without(all_of_it: Histogram, named: Histogram) -> Histogram:
    """Return what is left of a histogram when the named ones are taken out."""
    none = Bucket(0, 0)
    left = {
        number: Bucket(n - taken.n, seconds - taken.seconds)
        for number, (n, seconds) in all_of_it.buckets.items()
        for taken in (named.buckets.get(number, none),)
    }
    return Histogram({number: one for number, one in left.items() if one.n})
