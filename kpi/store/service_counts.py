"""Counts of interactions and of how long they took, for many questions at once.

They come from the tallies where there are any for what is asked; two filters at once or a priority
are counted from the reckonings. Whatever is asked together is one statement for each of the two.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.histograms import Bucket, Histogram, merged
from kpi.reckoning import SYSTEM
from kpi.service_definitions import CONFIRMED
from kpi.store import reckoned_rows, said_at_once
from kpi.store.reckoned_rows import DAY, NO_DAY, Asked
from kpi.store.rows import table
from kpi.store.tables import TALLIED, ServiceTally

Counts: TypeAlias = Mapping[Any, Histogram]
"""By local day or by value of a segment, as was asked; without either all is under ""."""

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
    from_tallies = [_tallied(workspace_id, *one) for one in _placed(tallied)]
    from_rows = [reckoned_rows.grouped(workspace_id, *one) for one in _placed(others)]
    from_answers = [said_at_once.grouped(workspace_id, *one) for one in _placed(said)]
    found = {
        **await _found(connection, tallied, from_tallies),
        **await _found(connection, others, from_rows),
        **await _found(connection, said, from_answers),
    }
    return {one: _named(one, counts) for one, counts in found.items()}


def whole(counts: Counts) -> Histogram:
    """Add up all that was counted."""
    return merged(counts.values())


def _placed(asked: Sequence[Asked]) -> Iterable[tuple[Asked, int]]:
    return ((one, place) for place, one in enumerate(asked))


def _is_said(asked: Asked) -> bool:
    """Whether what customers said themselves is asked for."""
    return asked.definition == CONFIRMED.key


def _is_tallied(asked: Asked) -> bool:
    if _is_said(asked):
        return False
    if asked.by in {None, DAY, "trigger"}:
        return len(asked.filters) == 0 or (
            len(asked.filters) == 1 and next(iter(asked.filters)) in TALLIED
        )
    return asked.by in TALLIED and not asked.filters


def _tallied(workspace_id: str, asked: Asked, place: int) -> Select[Any]:
    """Return a statement of the same rows as `reckoned_rows.grouped`, with buckets for numbers."""
    day = _tally.day if asked.by == DAY else NO_DAY
    by_value = asked.by in TALLIED
    split = _tally.value if by_value else literal("")
    statement = select(
        literal(place), day, split, _tally.bucket, func.sum(_tally.n), func.sum(_tally.seconds)
    ).where(
        _tally.workspace_id == workspace_id,
        _tally.measure == asked.measure.value,
        _tally.definition == asked.definition,
        _tally.day >= asked.first,
        _tally.day < asked.until,
        *_chosen(asked),
    )
    columns = ((_tally.day, asked.by == DAY), (_tally.value, by_value))
    return statement.group_by(*(one for one, is_split in columns if is_split), _tally.bucket)


def _chosen(asked: Asked) -> Sequence[ColumnElement[bool]]:
    """Return the tallies to look at; beside those of a segment that of everything."""
    if asked.by in TALLIED:
        return (_tally.segment.in_(("", asked.by)),)
    segment, value = next(iter(asked.filters.items()), ("", ""))
    return _tally.segment == segment, _tally.value == value


async def _found(
    connection: AsyncConnection, asked: Sequence[Asked], statements: Sequence[Select[Any]]
) -> dict[Asked, dict[Any, Histogram]]:
    if not asked:
        return {}
    buckets: list[dict[Any, dict[int, Bucket]]] = [{} for _ in asked]
    for place, day, value, number, n, seconds in await connection.execute(union_all(*statements)):
        if n:
            key = value if day is None else day
            _add(buckets[place].setdefault(key, {}), _bucket(asked[place], number), n, seconds)
    return {
        one: {key: Histogram(found) for key, found in by_key.items()}
        for one, by_key in zip(asked, buckets, strict=True)
    }


def _bucket(asked: Asked, number: int | None) -> int:
    if number is not None and _is_tallied(asked):
        return number
    return reckoned_rows.bucket(asked.measure, number)


def _add(buckets: dict[int, Bucket], number: int, n: int, seconds: int | None) -> None:
    before = buckets.get(number, Bucket(0, 0))
    buckets[number] = Bucket(before.n + int(n), before.seconds + int(seconds or 0))


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
