"""The scale of a question as buttons, low to high, both ends in words."""

from collections.abc import Iterator

from bot.blocks import kit
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.metrics import Definition


def labels(definition: Definition, language: str) -> dict[int, str]:
    """Give what stands on each button: the score, and at the ends what it means."""
    ends = {
        definition.low: definition.low_label[language],
        definition.high: definition.high_label[language],
    }
    return {score: f"{score} {ends.get(score, '')}".rstrip() for score in definition.scale}


def buttons(definition: Definition, say: Voice, invitation_id: str) -> Iterator[Block]:
    """Give one button a score; the action says which, the value for which invitation."""
    for score, label in labels(definition, say.language).items():
        yield kit.button(label, f"rate:{score}", invitation_id)
