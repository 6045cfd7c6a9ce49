"""How much a message holds: Slack refuses one that is too long, and does not publish its count.

Above some 13,200 characters over all blocks it says `msg_blocks_too_long`; whether names of fields
and marks count, people found different answers to. So everything is counted here, the blocks as
they travel and the text beside them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from bot.blocks import kit
from bot.blocks.message import Block
from bot.wording import Voice

MOST = 12_800
"""Characters of a message."""
IN_VIEW = 200_000
"""Characters of a form or a Home tab."""
_BETWEEN = 2
"""Characters that stand between two parts, in the blocks and in the text."""


class Part(NamedTuple):
    """What is shown whole or not at all."""

    blocks: Sequence[Block]
    line: str = ""
    """The same in the message's text."""


def taken(blocks: Sequence[Block], text: str = "") -> int:
    """Count the characters of blocks and text."""
    return len(json.dumps(blocks, ensure_ascii=False)) + len(text)


def fitting(parts: Iterable[Part], letters: int) -> list[Part]:
    """Give the first parts, as many as fit into so many characters together."""
    parts = list(parts)
    ends = accumulate(taken(one.blocks, one.line) + _BETWEEN for one in parts)
    return [one for one, end in zip(parts, ends, strict=True) if end <= letters]


def fitting_lines(lines: Iterable[str], letters: int) -> list[str]:
    """Give the first lines of a text, as many as fit into so many characters together."""
    return [one.line for one in fitting((Part((), line) for line in lines), letters)]


def left_out(say: Voice, parts: int) -> Iterator[Block]:
    """Say that so many parts are not shown, if there are any."""
    if parts > 0:
        text = say.plural("{n} more is not shown.", "{n} more are not shown.", parts)
        yield kit.context(text)
