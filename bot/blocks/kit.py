"""The few blocks and elements that Kompas is made of, each within Slack's limits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from bot.blocks.inert import cut, line
from bot.blocks.message import Block

SECTION = 3000
FIELD = 2000
BUTTON = 75
OPTION = 75
OPTION_VALUE = 150
VALUE = 2000
HINT = 2000
PLACEHOLDER = 150
TITLE = 24
"""Also of the buttons of a form."""
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
CHART_TITLE = 50
CHART_LABEL = 20
AXIS = 50
ALT = 2000
CHART = "data_visualization"
"""The type of a block in which Slack draws."""

_NO_BRACKETS = str.maketrans("", "", "<>")
"""What is read out is not escaped, so nothing in it may look like markup."""


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


def columns(texts: Sequence[str]) -> Block:
    """At most ten paragraphs with markup, two beside each other where there is room."""
    fields = [{"type": "mrkdwn", "text": cut(text, FIELD)} for text in texts]
    return {"type": "section", "fields": fields}


def plain_context(*texts: str) -> Block:
    """Quiet small print, without markup."""
    return {"type": "context", "elements": [plain(text) for text in texts]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def button(
    text: str, action_id: str, value: str = "", *, primary: bool = False, about: str = ""
) -> Block:
    """A button.

    Args:
        text: what stands on it.
        action_id: by which a tap on it is recognised.
        value: what comes back when it is tapped.
        primary: whether it is the one to use.
        about: what it is for, where others say the same; read out to who does not see that.
    """
    element: Block = {"type": "button", "action_id": action_id, "text": plain(text, BUTTON)}
    if value:
        element["value"] = value
    if primary:
        element["style"] = "primary"
    if about:
        element["accessibility_label"] = line(f"{text}: {about}".translate(_NO_BRACKETS), BUTTON)
    return element


def confirmed(button: Block, *, title: str, text: str, confirm: str, deny: str) -> Block:
    """A button that asks once more before anything happens."""
    dialog = {
        "title": plain(title, CONFIRM_TITLE),
        "text": plain(text, CONFIRM_TEXT),
        "confirm": plain(confirm, CONFIRM_BUTTON),
        "deny": plain(deny, CONFIRM_BUTTON),
    }
    return button | {"confirm": dialog}


def actions(buttons: Iterable[Block]) -> list[Block]:
    """A row of buttons; no row when there are none."""
    row = list(buttons)
    return [{"type": "actions", "elements": row}] if row else []


def option(text: str, value: str) -> Block:
    return {"text": plain(text, OPTION), "value": value}


def menu(
    action_id: str, options: Sequence[Block], *, chosen: str = "", placeholder: str = ""
) -> Block:
    """A menu of at most a hundred options that answers at once.

    Args:
        action_id: by which a choice is recognised.
        options: each of `option`, whose values have at most 150 characters.
        chosen: the value of the option that stands in it; empty for none.
        placeholder: what it is for: stands there until something is chosen, and is read out.
    """
    element: Block = {"type": "static_select", "action_id": action_id, "options": list(options)}
    if placeholder:
        element["placeholder"] = plain(placeholder, PLACEHOLDER)
    now = [one for one in options if one["value"] == chosen]
    return element | ({"initial_option": now[0]} if now else {})


def channel_menu(chosen: str = "", *, outsiders: bool = True) -> Block:
    """Return a menu of channels; with `outsiders` also of those that another company reads.

    Args:
        chosen: a channel's id; that of anything else stands for none.
        outsiders: whether they may read along there.
    """
    kinds: Block = {"include": ["public", "private"], "exclude_bot_users": True}
    if not outsiders:
        kinds["exclude_external_shared_channels"] = True
    menu: Block = {"type": "conversations_select", "action_id": "channel", "filter": kinds}
    if chosen.startswith(("C", "G")):
        menu["initial_conversation"] = chosen
    return menu


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


def rich_quote(text: str, *, score: str = "") -> Block:
    """Somebody's own words, in which nothing is read as markup; in bold what score they gave."""
    before = [words(score, bold=True), words(" · ")] if score else []
    return {"type": "rich_text_quote", "elements": [*before, words(text)]}


def rich_drawing(text: str) -> Block:
    """Characters that stand below each other as they are written."""
    return {"type": "rich_text_preformatted", "elements": [words(text)]}


def table(rows: Sequence[Sequence[str]], *, words: Collection[int] = (0,)) -> Block:
    """A table of numbers, but for the columns of words; no cell may be empty."""
    aligned = [{"align": "left" if at in words else "right"} for at in range(len(rows[0]))]
    cells = [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": aligned}


def chart(
    title: str,
    *,
    kind: Literal["line", "bar"],
    series: Mapping[str, Mapping[str, float]],
    x_label: str,
    y_label: str,
) -> Block:
    """A chart that Slack draws; each series has a value for each of the same categories."""
    categories = [cut(label, CHART_LABEL) for label in next(iter(series.values()))]
    labels = {"x_label": x_label, "y_label": y_label}
    axes = {name: cut(label, AXIS) for name, label in labels.items() if label}
    drawn: Block = {
        "type": kind,
        "series": [
            {"name": cut(name, CHART_LABEL), "data": _points(categories, values)}
            for name, values in series.items()
        ],
        "axis_config": {"categories": categories, **axes},
    }
    return {"type": CHART, "title": cut(title, CHART_TITLE), "chart": drawn}


def picture(file_id: str, alt: str) -> Block:
    """A picture that was uploaded to Slack."""
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": cut(alt, ALT)}


def _points(categories: Sequence[str], values: Mapping[str, float]) -> list[Block]:
    return [
        {"label": label, "value": value}
        for label, value in zip(categories, values.values(), strict=True)
    ]
