"""What splits an answer: for leads a menu of segments, for others, who see teams only, a button."""

from collections.abc import Iterator
from dataclasses import replace

from bot.blocks import inert, kit, naming
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.query import Query, View

ACTION = "kpi:split"

_SEGMENTS = ("team", "channel", "account", "priority")


def offered(say: Voice, query: Query, *, leads: bool, agents: bool) -> Iterator[Block]:
    """Give the menu, or the button where there is one thing to choose or no room for a menu.

    Args:
        say: the reader's voice.
        query: what was asked, and how it is split now.
        leads: whether the reader sees more than teams.
        agents: whether numbers by agent are on.
    """
    options = [*_options(say, query, agents=agents)] if leads else []
    if options and all(len(one["value"]) <= kit.OPTION_VALUE for one in options):
        now = _asked(query, query.by).text if query.by else ""
        yield kit.menu(ACTION, options, chosen=now, placeholder=say("Split by…"))
    elif query.by != "team":
        yield kit.button(say("Teams"), "kpi:teams", _asked(query, "team").text)


def not_done(say: Voice, query: Query) -> Iterator[str]:
    """Say where the parts are, in an answer that tells of all together though parts were asked."""
    if query.by:
        example = inert.escaped(replace(query, view=View.SUMMARY).text, kit.SECTION)
        yield say("This tells of all together. The parts: `/kpi {example}`", example=example)


def _options(say: Voice, query: Query, *, agents: bool) -> Iterator[Block]:
    if query.by:
        yield kit.option(say("Not split"), _asked(query, None).text)
    for segment in (*_SEGMENTS, *(("agent",) if agents else ())):
        if segment not in query.filters:
            text = say("By {segment}", segment=naming.segment(say, segment))
            yield kit.option(text, _asked(query, segment).text)


def _asked(query: Query, by: str | None) -> Query:
    """Ask the same, split so; why something moved can be split too."""
    view = View.WHY if query.view is View.WHY else View.SUMMARY
    return replace(query, by=by, view=view)
