"""Names as people write them and as things are filed: capitals aside, and what a slip meant."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import agent_names
from kpi.query import NotUnderstood, Query, View
from kpi.store import filed_names, reckoned_rows, score_counts
from kpi.store.tables import TALLIED, Workspace

_NAMED = 5
"""Of the names there are, when one is asked for that comes near none."""


async def filed_as(
    connection: AsyncConnection, workspace: Workspace, filters: Mapping[str, str]
) -> dict[str, str]:
    """Give filters the spelling under which answers are filed; unknown values stay as they are."""
    filed = dict(filters)
    for segment, wanted in filters.items():
        found = await first_filed(connection, workspace, segment, [wanted])
        filed[segment] = found or wanted
    return filed


async def first_filed(
    connection: AsyncConnection, workspace: Workspace, segment: str, names: Sequence[str]
) -> str | None:
    """Give the first of several names of the same thing that answers are filed under, as filed.

    An agent who is filed under an address goes by the name that is made of it, too.
    """
    known = await _known(connection, workspace, segment, *names)
    return next((known[name.casefold()] for name in names if name.casefold() in known), None)


async def require_known(connection: AsyncConnection, workspace: Workspace, query: Query) -> None:
    """Let a question pass unless nothing was ever filed under a name in it.

    Raises:
        NotUnderstood: something is filed under other names; with the nearest, or some of them.
    """
    await require_no_slip(connection, workspace, query)
    for segment, wanted in query.filters.items():
        known = await _known(connection, workspace, segment, wanted)
        if known and wanted.casefold() not in known:
            raise _unknown(query, segment, known)


async def require_no_slip(connection: AsyncConnection, workspace: Workspace, query: Query) -> None:
    """Let a question pass unless a name in it looks like a slip of the pen; new names may be.

    Raises:
        NotUnderstood: nothing is filed under a name, but something is under one like it.
    """
    for segment, wanted in query.filters.items():
        known = await _known(connection, workspace, segment, wanted)
        plain = wanted.casefold()
        if plain not in known and (nearest := _nearest(plain, list(known))):
            raise _slip(query, segment, _called(segment, known, known[nearest]))


async def names(connection: AsyncConnection, workspace: Workspace, segment: str) -> list[str]:
    """Give the names in use, as they are filed."""
    return [*dict.fromkeys((await _known(connection, workspace, segment)).values())]


async def _known(
    connection: AsyncConnection, workspace: Workspace, segment: str, *wanted: str
) -> Mapping[str, str]:
    """Give the names in use, each under its small letters.

    All answers and tickets are looked through only where none of those wanted was ever counted.
    """
    if segment in TALLIED and wanted:
        values = await filed_names.counted(connection, workspace.id, segment)
        counted = _by_small_letters(segment, values)
        if any(name.casefold() in counted for name in wanted):
            return counted
    return _by_small_letters(
        segment,
        [
            *await score_counts.values(connection, workspace.id, segment),
            *await reckoned_rows.values(connection, workspace.id, segment),
        ],
    )


def _by_small_letters(segment: str, values: Sequence[str]) -> dict[str, str]:
    called = _by_name(values) if segment == "agent" else {}
    return {**called, **{value.casefold(): value for value in reversed(values)}}


def _by_name(agents: Iterable[str]) -> dict[str, str]:
    """Give agents under the names they are called by, where only one of them is called so."""
    found = [(agent_names.called(agent).casefold(), agent) for agent in {*agents}]
    times = Counter(name for name, _ in found)
    return {name: agent for name, agent in found if times[name] == 1}


def _called(segment: str, known: Mapping[str, str], filed: str) -> str:
    """Give the name under which somebody reads and may ask for what is filed so."""
    name = agent_names.called(filed) if segment == "agent" else filed
    return name if known.get(name.casefold()) == filed else filed


def _nearest(wanted: str, known: Sequence[str]) -> str:
    holding = [name for name in known if _letters(wanted) in _letters(name)]
    if len(holding) == 1:
        return holding[0]
    return "".join(get_close_matches(wanted, known, n=1, cutoff=0.6))


def _letters(name: str) -> str:
    """Leave out what people leave out: @adevries for a.devries@example.com."""
    return "".join(one for one in name if one.isalnum())


def _unknown(query: Query, segment: str, known: Mapping[str, str]) -> NotUnderstood:
    """Refuse a name that comes near nothing, and lead to those that there are."""
    others = {name: value for name, value in query.filters.items() if name != segment}
    filed = filter(None, set(known.values()))
    some = sorted((_called(segment, known, one) for one in filed), key=str.casefold)
    told = {
        "segment": segment,
        "word": query.filters[segment],
        "names": ", ".join(some[:_NAMED]),
        "example": replace(query, filters=others, by=segment, view=View.SUMMARY).text,
    }
    if len(some) <= _NAMED:
        return NotUnderstood(
            'There is no {segment} "{word}". I know {names}.  Try  /kpi {example}', **told
        )
    return NotUnderstood(
        'There is no {segment} "{word}". I know {names} and {more} more.  Try  /kpi {example}',
        **told,
        more=len(some) - _NAMED,
    )


def _slip(query: Query, segment: str, nearest: str) -> NotUnderstood:
    meant = replace(query, filters={**query.filters, segment: nearest})
    return NotUnderstood(
        'There is no {segment} "{word}". Did you mean {nearest}?  Try  /kpi {example}',
        segment=segment,
        word=query.filters[segment],
        nearest=nearest,
        example=meant.text.replace("&amp;", "&"),
    )
