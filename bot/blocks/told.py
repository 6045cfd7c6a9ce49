"""A form that only tells: what became of what was sent."""

from bot.blocks import kit
from bot.blocks.message import View


def form(title: str, text: str) -> View:
    """Show a sentence where a form stood.

    Args:
        title: a few words.
        text: the sentence, with markup; whatever comes from people in it is escaped already.
    """
    return {
        "type": "modal",
        "callback_id": "told",
        "title": kit.plain(title, kit.TITLE),
        "blocks": [kit.section(text)],
    }
