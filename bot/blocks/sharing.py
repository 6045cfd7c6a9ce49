"""A private answer that was shared: it says so, and cannot be shared once more."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import kit
from bot.blocks.message import Block, Message

ACTION = "share"


def told(answer: Message, said: str) -> Message:
    """Give an answer without its button to share it, and a sentence below it."""
    blocks = [*_without_button(answer.blocks), kit.context(said)]
    return replace(answer, text=f"{answer.text}\n{said}", blocks=blocks)


def _without_button(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block["type"] != "actions":
            yield block
        elif left := [one for one in block["elements"] if one["action_id"] != ACTION]:
            yield block | {"elements": left}
