"""Messages as people see them, checked as Slack would, and words meant to do harm."""

from typing import Any

from bot.blocks import Block, Message, View
from bot.sandbox import plain
from bot.sandbox.block_kit.surfaces import checked_message, checked_view
from bot.sandbox.messages import Message as Posted

HOSTILE = (
    "<!channel> <@U1> <https://evil.example|click> &lt;!here&gt; \u202eevil *bold* `code`\n> quote"
)
LONG = HOSTILE + "x" * 4000


def checked(message: Message) -> Message:
    """Give the message back when Slack would take it."""
    checked_message(message.blocks)
    assert message.text
    assert len(message.text) <= 40_000
    return message


def checked_form(view: View) -> View:
    """Give the form back when Slack would take it."""
    checked_view(view)
    return view


def read(message: Message) -> str:
    """Give a message as a person reads it, when Slack would take it."""
    blocks = checked_message(checked(message).blocks)
    return plain.read(Posted(ts="1.0", channel="C1", user="U0BOT", text="", blocks=blocks))


def assert_inert(message: Message, *, allowed: str = "") -> None:
    """Fail where words of people could do something: mention, link, or turn the direction."""
    shown = [checked(message).text]
    for piece in pieces(message.blocks):
        if piece.get("type") == "mrkdwn":
            shown.append(piece["text"])
        assert not set("\u202e\u2066\x00") & set(str(piece.get("text", "")))
    for text in shown:
        assert "<" not in text.replace(allowed, "")
        assert ">" not in text.replace(allowed, "")


def pieces(node: Any) -> list[Block]:
    """Find every dictionary inside blocks."""
    if isinstance(node, list):
        return [found for one in node for found in pieces(one)]
    if isinstance(node, dict):
        return [node, *(found for one in node.values() for found in pieces(one))]
    return []
