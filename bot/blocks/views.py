"""Questions kept under a name: one that was just kept or taken away, and all of them as a list."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.blocks import inert, kit, naming, room
from bot.blocks.message import Block, Message
from bot.blocks.room import Part
from bot.wording import Voice

SHOW, REMOVE = "kpi:view", "kpi:unsave"
_QUESTION = 120


class Kept(NamedTuple):
    """A view to be shown, as people wrote it and not escaped."""

    name: str
    question: str
    example: str
    """The name as it is typed after `/kpi`."""


def listing(say: Voice, kept: Sequence[Kept], *, leads: bool) -> Message:
    """List views with a button to ask each; leads can take them away, too."""
    if not kept:
        text = say(
            "There are no views yet. A lead keeps one:  {example}",
            example=say('`/kpi save "Monday" csat week by team`'),
        )
        return Message(text, [kit.section(text)])
    title = say("Questions kept under a name. Each is asked anew when you use it.")
    rows = room.fitting((_row(say, one, leads=leads) for one in kept), room.MOST - 2 * len(title))
    blocks = [block for row in rows for block in row.blocks]
    left = room.left_out(say, len(kept) - len(rows))
    text = "\n".join([title, *(row.line for row in rows)]).replace("*", "")
    return Message(text, [kit.section(title), *blocks, *left])


def saved(say: Voice, kept: Kept, *, before: str) -> Message:
    """Say that a question is kept, and how to ask it.

    Args:
        say: the reader's voice.
        kept: what is kept now.
        before: the question that had the name until now; empty where there was none.
    """
    lines = [say("*{name}* is kept: {question}", name=_name(kept), question=_question(kept))]
    if before:
        then = inert.escaped(before, _QUESTION)
        lines.append(say("Until now it was: {question}", question=then))
    lines.append(
        say(
            "Whoever may read these numbers can ask it:  /kpi {example}",
            example=inert.escaped(kept.example, naming.LONGEST),
        )
    )
    text = "\n".join(lines)
    return Message(text.replace("*", ""), [kit.section(text), *kit.actions([_show(say, kept)])])


def removed(say: Voice, kept: Kept) -> Message:
    """Say that a view is gone, and how it comes back."""
    example = f"save {kept.example} {kept.question}"
    text = say(
        "*{name}* is removed. It comes back with  /kpi {example}",
        name=_name(kept),
        example=inert.escaped(example, kit.SECTION),
    )
    return Message(text.replace("*", ""), [kit.section(text)])


def _row(say: Voice, kept: Kept, *, leads: bool) -> Part:
    line = f"*{_name(kept)}*  {_question(kept)}"
    if not leads:
        return Part([kit.section(line, accessory=_show(say, kept))], line)
    remove = kit.button(say("Remove"), REMOVE, f"remove {_value(kept)}", about=kept.name)
    return Part([kit.section(line), *kit.actions([_show(say, kept), remove])], line)


def _show(say: Voice, kept: Kept) -> Block:
    return kit.button(say("Show"), SHOW, _value(kept), about=kept.name)


def _value(kept: Kept) -> str:
    return kept.example.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _name(kept: Kept) -> str:
    return inert.escaped(kept.name, naming.LONGEST)


def _question(kept: Kept) -> str:
    return inert.escaped(kept.question, _QUESTION)
