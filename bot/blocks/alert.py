"""An alert: an answer that needs somebody, with its words and what can be done; many are a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import case_parts, inert, kit, room
from bot.blocks.message import Block, Message
from bot.blocks.room import Part
from bot.wording import Voice
from kpi.cases import State
from kpi.store.case_facts import Told

MOST = 20
"""Answers of a list that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When and where it is read."""

    now: datetime
    zone: str
    """Of the workspace."""


def message(say: Voice, cases: Sequence[Told], at: Moment) -> Message:
    """Tell of one answer with all there is to it, or of many in a list; at least one."""
    return _alone(say, cases[0], at) if len(cases) == 1 else _many(say, cases, at)


def whole(say: Voice, told: Told, at: Moment) -> Part:
    """Draw a case with all there is to it."""
    about = list(case_parts.about(say, told))
    stands = list(case_parts.standing(say, told, at.now, at.zone))
    quotes = case_parts.said(say, told, case_parts.LONGEST)
    blocks = [
        kit.rich_text(case_parts.headline(say, told), *quotes),
        *([kit.context(" ".join(about))] if about else []),
        *_stands(stands, told),
        *case_parts.buttons(say, told),
    ]
    lines = [case_parts.line(say, told), *case_parts.said_in_text(say, told)]
    return Part(blocks, "\n".join([*lines, *([" ".join(about)] if about else []), *stands]))


def row(say: Voice, told: Told, at: Moment) -> Part:
    """Draw a case as one of several."""
    stands = " ".join(case_parts.standing(say, told, at.now, at.zone))
    quotes = case_parts.said(say, told, case_parts.SHORTEST)
    blocks = [
        kit.rich_text(case_parts.headline(say, told), *quotes),
        *([kit.context(stands)] if stands else []),
        *case_parts.buttons(say, told),
    ]
    return Part(blocks, " ".join(filter(None, [case_parts.line(say, told), stands])))


def hidden(say: Voice) -> Message:
    """Stand where alerts stood, in a channel that outsiders read by now."""
    text = say(
        "People from outside can read this channel now, so this alert is shown here no more."
        " Leads find it with  /kpi cases"
    )
    return Message(text, [kit.section(text)])


def _alone(say: Voice, told: Told, at: Moment) -> Message:
    drawn = whole(say, told, at)
    return Message(drawn.line, list(drawn.blocks))


def _many(say: Voice, cases: Sequence[Told], at: Moment) -> Message:
    """List them: what is done makes room for what came after it and still needs somebody."""
    going = [one for one in cases if one.case.state != State.DONE]
    ordered = [*going, *(one for one in cases if one.case.state == State.DONE)]
    title = say.plural("{n} answer needs somebody", "{n} answers need somebody", len(going))
    above = [kit.section(f"*{title}*")]
    left = room.MOST - room.taken([*above, *_more(say, len(cases))], title)
    rows = _within(room.fitting((row(say, one, at) for one in ordered[:MOST]), left))
    blocks = [*above, *(block for one in rows for block in one.blocks)]
    blocks += _more(say, len(cases) - len(rows))
    return Message("\n".join([title, *(one.line for one in rows)]), blocks)


def _within(rows: Sequence[Part]) -> list[Part]:
    """Keep to the fifty blocks of a message, two of which stand around the rows."""
    kept: list[Part] = []
    for one in rows:
        if sum(len(part.blocks) for part in (*kept, one)) > _BLOCKS:
            break
        kept.append(one)
    return kept


def _more(say: Voice, left: int) -> list[Block]:
    if left <= 0:
        return []
    told = say.plural(
        "{n} more. All of them, for leads:  /kpi cases",
        "{n} more. All of them, for leads:  /kpi cases",
        left,
    )
    return [kit.context(told)]


def _stands(stands: Sequence[str], told: Told) -> list[Block]:
    drawn = [kit.context(" ".join(stands))] if stands else []
    if note := inert.verbatim(told.case.note, case_parts.LONGEST):
        drawn.append(kit.rich_text(kit.rich_quote(note)))
    return drawn


_BLOCKS = 48
