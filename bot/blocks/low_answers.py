"""The latest low answers, each with its words, and its ticket where that may be told."""

from collections.abc import Sequence

from bot.blocks import kit, remarks
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.store.comments import Said

MOST = 5


def blocks(say: Voice, low: Sequence[Said], zone: str) -> list[Block]:
    """Show them, each with its ticket; a line where there are none."""
    title = f"*{say('Latest low answers')}*"
    if not low:
        return [kit.section(f"{title}\n{say('None in these days.')}")]
    return [kit.section(title), *remarks.quotes(say, low[:MOST], zone)]
