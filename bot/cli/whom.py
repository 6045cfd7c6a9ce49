"""Whose numbers a command prints, for the lines above them."""

import html

from bot import wording
from bot.blocks import naming
from kpi.query import Query


def named(query: Query) -> str:
    """Name what a question is narrowed to: team UK, channel chat; nothing for everybody."""
    say = wording.voice("en")
    return html.unescape(naming.scope(say, query.filters)) if query.filters else ""
