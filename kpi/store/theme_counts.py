"""Answers per score by what their remark speaks of, for many questions at once.

As `score_counts` does it: from the tallies where there are any, otherwise from the answers. A
remark that speaks of several themes is counted under each.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import score_counts
from kpi.store.rows import table
from kpi.store.score_counts import Counts, Wanted
from kpi.store.tables import Response, ThemeTally
from kpi.store.theme_tallies import ANY

ByTheme: TypeAlias = dict[str, Counts]
"""Theme to answers per score; ANY stands for every remark that was read."""

_tally = table(ThemeTally).c
_response = table(Response).c
_THEMES = cast(_response.themes, String)
"""As text, since Postgres groups by that only."""


async def of_several(
    connection: AsyncConnection, wanted: Sequence[Wanted], themes: Collection[str]
) -> dict[Wanted, dict[str, ByTheme]]:
    """Count the answers whose remark was read.

    Args:
        connection: only reads.
        wanted: what to count; none of them split by day.
        themes: keys of those to look for; ANY is always among what is found.

    Returns:
        For each question the counts by value of the segment that it is split by; answers without
        a value are under "", as is all where it is not split.
    """
    tallied = [one for one in wanted if score_counts.is_tallied(one)]
    others = [one for one in wanted if not score_counts.is_tallied(one)]
    looked_for = frozenset({ANY, *themes})
    return {
        **await _from_tallies(connection, tallied, looked_for),
        **await _from_answers(connection, others, looked_for),
    }


async def _from_tallies(
    connection: AsyncConnection, wanted: Sequence[Wanted], themes: Collection[str]
) -> dict[Wanted, dict[str, ByTheme]]:
    found: list[dict[str, dict[str, Counts]]] = [{} for _ in wanted]
    statements = (_tallied(place, one, themes) for place, one in enumerate(wanted))
    for place, value, theme, *counts in await _rows(connection, statements):
        if given := {score: int(n) for score, n in enumerate(counts) if n}:
            found[place].setdefault(theme, {})[value] = given
    return {
        one: _by_value(by_theme, is_split=one.by is not None)
        for one, by_theme in zip(wanted, found, strict=True)
    }


async def _from_answers(
    connection: AsyncConnection, wanted: Sequence[Wanted], themes: frozenset[str]
) -> dict[Wanted, dict[str, ByTheme]]:
    found: list[dict[str, ByTheme]] = [{} for _ in wanted]
    statements = (_answered(place, one) for place, one in enumerate(wanted))
    for place, value, score, spoken, n in await _rows(connection, statements):
        for theme in themes & {ANY, *json.loads(spoken)}:
            counts = found[place].setdefault(value, {}).setdefault(theme, {})
            counts[score] = counts.get(score, 0) + n
    return dict(zip(wanted, found, strict=True))


async def _rows(connection: AsyncConnection, statements: Iterable[Select[Any]]) -> Iterable[Any]:
    together = list(statements)
    return await connection.execute(union_all(*together)) if together else ()


def _tallied(place: int, wanted: Wanted, themes: Collection[str]) -> Select[Any]:
    segment, value = next(iter(wanted.filters.items()), ("", ""))
    chosen = and_(_tally.segment == segment, _tally.value == value)
    if wanted.by:
        chosen = _tally.segment.in_(("", wanted.by))
    counted = score_counts.window(_tally, wanted), _tally.theme.in_(sorted(themes)), chosen
    part: ColumnElement[Any] = _tally.value if wanted.by else literal("")
    sums = score_counts.summed(_tally, wanted)
    statement = select(literal(place), part, _tally.theme, *sums).where(*counted)
    return statement.group_by(_tally.theme, *((_tally.value,) if wanted.by else ()))


def _answered(place: int, wanted: Wanted) -> Select[Any]:
    part: ColumnElement[Any] = _response[wanted.by] if wanted.by else literal("")
    read = and_(_response.score.is_not(None), _response.read_with != "")
    statement = select(literal(place), part, _response.score, _THEMES, func.count()).where(
        score_counts.window(_response, wanted), read, *score_counts.narrowing(wanted)
    )
    split = (part,) if wanted.by else ()
    return statement.group_by(*split, _response.score, _THEMES)


def _by_value(
    by_theme: Mapping[str, Mapping[str, Counts]], *, is_split: bool
) -> dict[str, ByTheme]:
    """Turn counts by theme into counts by value, with what has none where there are parts."""
    found: dict[str, ByTheme] = {}
    for theme, by_value in by_theme.items():
        named = score_counts.with_rest(by_value) if is_split else by_value
        for value, counts in named.items():
            found.setdefault(value, {})[theme] = counts
    return found
