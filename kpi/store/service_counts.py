"""Counts of interactions and of how long they took, for many questions at once.

They come from the tallies where there are any for what is asked; two filters at once or a priority
are counted from the reckonings. Whatever is asked together is one statement for each of the two.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.histograms import Bucket, Histogram, merged, summed
from kpi.reckoning import SYSTEM
from kpi.service_definitions import CONFIRMED
from kpi.store import reckoned_rows, said_at_once, service_sums
from kpi.store.reckoned_rows import WEEK, Asked
from kpi.store.tables import TALLIED

Counts: TypeAlias = Mapping[Any, Histogram]
"""By day or by value of a segment, as was asked; without either all is under ""."""

_Grouping: TypeAlias = Callable[[str, Asked, int], Select[Any]]
"""Of a workspace: rows of the place, a day, a value, a number, how many and their seconds."""


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
    told = [one for one in apart if _is_said(one) and said_at_once.is_tallied(one)]
    said = [one for one in apart if _is_said(one) and one not in told]
    tallied = [one for one in apart if _is_tallied(one)]
    others = [one for one in apart if not (_is_tallied(one) or _is_said(one))]
    found = {
        **await service_sums.from_tallies(connection, workspace_id, tallied),
        **await _from_rows(connection, workspace_id, others, reckoned_rows.grouped),
        **await said_at_once.counts(connection, workspace_id, told),
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
    if _is_said(asked) and not said_at_once.is_tallied(asked):
        return counts
    if asked.by == "trigger":
        return {SYSTEM: whole(counts)}
    if asked.by in TALLIED and not asked.filters:
        return _with_rest(counts)
    return counts


def _with_rest(counts: dict[Any, Histogram]) -> Counts:
    named = {value: one for value, one in counts.items() if value}
    nowhere = _without(counts.get("", Histogram()), whole(named))
    return named | ({"": nowhere} if nowhere.numbers else {})


def _without(all_of_it: Histogram, named: Histogram) -> Histogram:
    """Return what is left of a histogram when the named ones are taken out."""
    none = Bucket(0, 0)
    left = (
        (number, n - taken.n, seconds - taken.seconds)
        for number, (n, seconds) in all_of_it.buckets.items()
        for taken in (named.buckets.get(number, none),)
    )
    return summed(one for one in left if one[1])
