"""A form that only tells: what became of what was sent."""

from bot.blocks import kit
from bot.blocks.message import Message, View
from bot.wording import Voice

_IN_FORMS = frozenset({"actions", "context", "divider", "header", "image", "rich_text", "section"})
"""Blocks of messages that a form may hold too."""


def form(say: Voice, title: str, text: str) -> View:
    """Show a sentence where a form stood.

    Args:
        say: the voice for the button that closes it.
        title: a few words.
        text: the sentence, with markup; whatever comes from people in it is escaped already.
    """
    return {
        "type": "modal",
        "callback_id": "told",
        "title": kit.plain(title, kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": [kit.section(text)],
    }


def page(say: Voice, title: str, message: Message) -> View:
    """Show a message as a form; its text alone, where a form cannot hold all of its blocks."""
    shown = form(say, title, message.text)
    if message.blocks and {block["type"] for block in message.blocks} <= _IN_FORMS:
        shown["blocks"] = message.blocks
    return shown
