"""Questions kept under a name: one that was just kept or taken away, and all of them as a list."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.blocks import inert, kit, naming
from bot.blocks.message import Block, Message
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
            "There are no views yet. A lead keeps one:  /kpi {example}",
            example='save "Monday" csat week by team',
        )
        return Message(text, [kit.section(text)])
    title = say("Questions kept under a name. Each is asked anew when you use it.")
    lines = [f"*{_name(one)}*  {_question(one)}" for one in kept]
    rows = [_row(say, one, line, leads=leads) for one, line in zip(kept, lines, strict=True)]
    blocks = [kit.section(title), *(block for row in rows for block in row)]
    return Message("\n".join([title, *lines]).replace("*", ""), blocks)


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


def _row(say: Voice, kept: Kept, line: str, *, leads: bool) -> list[Block]:
    if not leads:
        return [kit.section(line, accessory=_show(say, kept))]
    remove = kit.button(say("Remove"), REMOVE, f"remove {_value(kept)}", about=kept.name)
    return [kit.section(line), *kit.actions([_show(say, kept), remove])]


def _show(say: Voice, kept: Kept) -> Block:
    return kit.button(say("Show"), SHOW, _value(kept), about=kept.name)


def _value(kept: Kept) -> str:
    return kept.example.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _name(kept: Kept) -> str:
    return inert.escaped(kept.name, naming.LONGEST)


def _question(kept: Kept) -> str:
    return inert.escaped(kept.question, _QUESTION)
