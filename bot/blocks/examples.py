"""Examples for `/kpi` in the reader's words: "by team" is "per team" in Dutch."""

import re
from collections.abc import Mapping

from bot.wording import Voice
from bot.wording.marking import sentence

WORDS: Mapping[str, str] = {
    "by": sentence("by"),
    "agent": sentence("agent"),
    "channel": sentence("channel"),
    "account": sentence("account"),
    "priority": sentence("priority"),
    "source": sentence("source"),
    "trigger": sentence("trigger"),
    "way": sentence("way"),
    "comments": sentence("comments"),
    "trend": sentence("trend"),
    "why": sentence("why"),
    "clock": sentence("clock"),
    "silence": sentence("silence"),
    "definition": sentence("definition"),
    "month": sentence("month"),
    "quarter": sentence("quarter"),
    "target": sentence("target"),
    "save": sentence("save"),
    "remove": sentence("remove"),
}
"""Words of `/kpi` that stand in examples, and what they are in other languages there."""

_QUOTED = re.compile(r'("[^"]*"?)')
_WORD = re.compile(rf"(?<![\w:-])({'|'.join(WORDS)})(?![\w-])")


def worded(say: Voice, example: str) -> str:
    """Give an example in the reader's words; names in quotes and behind a colon stay as they are.

    Args:
        say: the reader's voice.
        example: what can be typed after `/kpi`, escaped or not.
    """
    parts = _QUOTED.split(example)
    parts[::2] = [_WORD.sub(lambda found: say(WORDS[found[0]]), part) for part in parts[::2]]
    return "".join(parts)
