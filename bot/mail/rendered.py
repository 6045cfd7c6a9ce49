"""Messages as HTML for letters: the blocks that numbers are told in, and nothing else.

What stands in a block is escaped for Slack; here it is undone and escaped for HTML instead.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import Block, Message

_BOLD = re.compile(r"\*([^*\n]+)\*")
_LABELLED = re.compile(r"<[^<>|]*\|([^<>]*)>")
_BARE = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a letter."""

    kind: str
    """text, quiet, quote, table, picture or rule."""
    html: str = ""
    """What stands in it, escaped."""
    rows: Sequence[Sequence[str]] = ()
    """Of a table, the first of them its head."""
    cid: str = ""
    """Of a picture."""
    alt: str = ""


def plain(message: Message) -> str:
    """Give a message's text as people read it who see no blocks."""
    return html.unescape(_bare(message.text))


def pieces(message: Message, pictures: Mapping[int, str]) -> Iterator[Piece]:
    """Give the parts of a message.

    Args:
        message: with or without charts.
        pictures: the content ids of the charts that are drawn, by their place; others are told.
    """
    for block in message.blocks:
        at = next((at for at, one in enumerate(message.charts) if one.block is block), None)
        if at is None:
            yield from _of_block(block)
        elif at in pictures:
            yield Piece(kind="picture", cid=pictures[at], alt=message.charts[at].alt)
        else:
            yield Piece(kind="quiet", html=html.escape(message.charts[at].alt))


def _of_block(block: Block) -> Iterator[Piece]:
    match block["type"]:
        case "section":
            yield Piece(kind="text", html=_marked(block["text"]["text"]))
        case "context":
            for one in block["elements"]:
                yield Piece(kind="quiet", html=_marked(one["text"]))
        case "rich_text":
            for part in block["elements"]:
                kind = "quote" if part["type"] == "rich_text_quote" else "quiet"
                yield Piece(kind=kind, html="".join(map(_rich, part["elements"])))
        case "table":
            rows = [[cell["text"] for cell in row] for row in block["rows"]]
            yield Piece(kind="table", rows=rows)
        case _:
            raise ValueError(f"no letter has a block of the kind {block['type']}")


def _marked(text: str) -> str:
    """Give Slack's markup as HTML: bold, ends of lines, and names without their ids."""
    said = html.escape(html.unescape(_bare(text)))
    return _BOLD.sub(r"<strong>\1</strong>", said).replace("\n", "<br>")


def _rich(part: Block) -> str:
    words = html.escape(part["text"])
    if part["type"] == "link":
        words = f'<a href="{html.escape(part["url"])}">{words}</a>'
    return f"<strong>{words}</strong>" if part.get("style") else words


def _bare(text: str) -> str:
    return _BARE.sub("", _LABELLED.sub(r"\1", text))
