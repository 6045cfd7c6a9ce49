"""Filters of remarks, as people write them and as answers hold them: a theme, and scores."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import tokens
from kpi.metrics import Definition, definition
from kpi.query import NotUnderstood, Query, View
from kpi.store import dictionaries, summaries
from kpi.store.tables import Workspace
from kpi.themes import OTHER, Dictionary

VIEWS = frozenset({View.COMMENTS, View.EXPORT})
"""What is narrowed so; numbers of some scores would say nothing."""
_NAMED = 5
"""Of the themes there are, when one is asked for that comes near none."""
_OTHER = (OTHER, "else", "something else", "anders", "iets anders", "overig")


async def meant(connection: AsyncConnection, workspace: Workspace, query: Query) -> Query:
    """Give a question with the key of the theme that is meant.

    Args:
        connection: only reads.
        workspace: whose themes and scales.
        query: with a theme by its key, or by its name in any language; capitals do not matter.

    Raises:
        NotUnderstood: there is no such theme, no such score, or it is no question about remarks.
        NotFound: the workspace has no survey of a metric.
    """
    if not query.is_of_some:
        return query
    if query.view not in VIEWS:
        raise NotUnderstood(
            "Themes and scores narrow comments and exports, not numbers.  Try  /kpi {example}",
            nearest="",
            example=replace(query, view=View.COMMENTS, by=None).text,
        )
    if query.theme:
        dictionary = await dictionaries.of_workspace(connection, workspace.id)
        query = replace(query, theme=_key(query, _names(dictionary)))
    if query.scores:
        asked = await summaries.surveys_of(connection, workspace, query)
        _require_on_scale(query, [definition(one.definition) for one in asked])
    return query


def _names(dictionary: Dictionary) -> Mapping[str, str]:
    """Give the key of each name that a theme has."""
    named = {
        tokens.fold(name): theme.key
        for theme in dictionary.themes
        for name in (*theme.names.values(), theme.key)
    }
    return dict.fromkeys(_OTHER, OTHER) | named


def _key(query: Query, names: Mapping[str, str]) -> str:
    wanted = tokens.fold(query.theme)
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, n=1, cutoff=0.6)
    if not near:
        raise _unknown(query, names)
    raise NotUnderstood(
        'There is no theme "{word}". Did you mean {nearest}?  Try  /kpi {example}',
        word=query.theme,
        nearest=near[0],
        example=replace(query, theme=near[0]).text,
    )


def _unknown(query: Query, names: Mapping[str, str]) -> NotUnderstood:
    keys = sorted(set(names.values()) - {OTHER}) or [OTHER]
    told = {
        "word": query.theme,
        "nearest": "",
        "names": ", ".join(keys[:_NAMED]),
        "example": replace(query, theme=keys[0]).text,
    }
    if len(keys) <= _NAMED:
        return NotUnderstood(
            'There is no theme "{word}". I know {names}.  Try  /kpi {example}', **told
        )
    return NotUnderstood(
        'There is no theme "{word}". I know {names} and {more} more.  Try  /kpi {example}',
        **told,
        more=len(keys) - _NAMED,
    )


def _require_on_scale(query: Query, asked: Sequence[Definition]) -> None:
    """Let scores pass that are on the scale of one of the questions."""
    low, high = query.scores or (0, 0)
    if any(low in one.scale and high in one.scale for one in asked):
        return
    first = asked[0]
    some = tuple(first.scale)[:2]
    raise NotUnderstood(
        "{metric} runs from {low} to {high}, so nobody gave it {wrong}.  Try  /kpi {example}",
        metric=first.metric.upper(),
        low=first.low,
        high=first.high,
        wrong=high if low in first.scale else low,
        nearest="",
        example=replace(query, scores=(some[0], some[-1])).text,
    )
