"""The few blocks and elements that Kompas is made of, each within Slack's limits."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.blocks.inert import cut
from bot.blocks.message import Block

SECTION = 3000
BUTTON = 75
OPTION = 75
VALUE = 2000
HINT = 2000
PLACEHOLDER = 150
TITLE = 24
"""Also of the buttons of a form."""


def plain(text: str, most: int = SECTION) -> Block:
    """Text in which Slack reads no markup."""
    return {"type": "plain_text", "text": cut(text, most), "emoji": True}


def section(text: str, *, accessory: Block | None = None) -> Block:
    """A paragraph with markup; whatever comes from people in it must be escaped."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION)}}
    return block | ({"accessory": accessory} if accessory else {})


def plain_section(text: str, *, accessory: Block | None = None) -> Block:
    """A paragraph without markup."""
    block: Block = {"type": "section", "text": plain(text)}
    return block | ({"accessory": accessory} if accessory else {})


def context(*texts: str) -> Block:
    """Quiet small print, with markup."""
    elements = [{"type": "mrkdwn", "text": cut(text, SECTION)} for text in texts]
    return {"type": "context", "elements": elements}


def plain_context(*texts: str) -> Block:
    """Quiet small print, without markup."""
    return {"type": "context", "elements": [plain(text) for text in texts]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def button(text: str, action_id: str, value: str = "", *, primary: bool = False) -> Block:
    """A button; its value is what comes back when it is tapped."""
    element: Block = {"type": "button", "action_id": action_id, "text": plain(text, BUTTON)}
    if value:
        element["value"] = value
    if primary:
        element["style"] = "primary"
    return element


def actions(buttons: Iterable[Block]) -> list[Block]:
    """A row of buttons; no row when there are none."""
    row = list(buttons)
    return [{"type": "actions", "elements": row}] if row else []


def option(text: str, value: str) -> Block:
    return {"text": plain(text, OPTION), "value": value}


def field(label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    """A question in a form; the element's action id names the block too."""
    block: Block = {
        "type": "input",
        "block_id": element["action_id"],
        "label": plain(label, HINT),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": plain(hint, HINT)} if hint else {})


def words(text: str, *, bold: bool = False) -> Block:
    """Words inside rich text."""
    element: Block = {"type": "text", "text": text}
    return element | ({"style": {"bold": True}} if bold else {})


def link(text: str, url: str, *, bold: bool = False) -> Block:
    """Words inside rich text that lead to a page; without an address of the web only words."""
    if not url.startswith(("https://", "http://")) or len(url) > SECTION:
        return words(text, bold=bold)
    element: Block = {"type": "link", "url": url, "text": text}
    return element | ({"style": {"bold": True}} if bold else {})


def rich_text(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def rich_line(parts: Sequence[Block]) -> Block:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(parts)}


def rich_quote(text: str) -> Block:
    """Somebody's own words, in which nothing is read as markup."""
    return {"type": "rich_text_quote", "elements": [words(text)]}


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A table whose first column is text and whose others are numbers; no cell may be empty."""
    columns = len(rows[0])
    aligned: list[Mapping[str, Any]] = [{"align": "left"}, *[{"align": "right"}] * (columns - 1)]
    cells = [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": aligned}
