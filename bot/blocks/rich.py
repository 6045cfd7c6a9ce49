"""Translated sentences as rich text, in which Slack reads nothing that people wrote as markup."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.message import Block
from bot.wording import Voice


def sentence(say: Voice, template: str, parts: Mapping[str, Block | str]) -> Block:
    """Fill a sentence's fields with elements of rich text, or with words."""
    elements: list[Block] = []
    for piece in say.pieces(template):
        part = parts[piece.field] if piece.field else piece.text
        elements.append(kit.words(part) if isinstance(part, str) else part)
    return kit.rich_line([one for one in elements if one.get("text") or one["type"] != "text"])
