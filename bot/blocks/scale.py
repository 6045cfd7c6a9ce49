"""The scale of a question as buttons, low to high, both ends in words."""

from collections.abc import Iterator

from bot.blocks import kit
from bot.blocks.message import Block
from kpi.metrics import Definition
from kpi.wording import Words


def labels(definition: Definition, words: Words) -> dict[int, str]:
    """Give what stands on each button: the score, and at the ends what it means."""
    ends = {
        definition.low: words.low_label,
        definition.high: words.high_label,
    }
    return {score: f"{score} {ends.get(score, '')}".rstrip() for score in definition.scale}


def buttons(definition: Definition, words: Words, invitation_id: str) -> Iterator[Block]:
    """Give one button a score; the action says which, the value for which invitation."""
    for score, label in labels(definition, words).items():
        yield kit.button(label, f"rate:{score}", invitation_id)
