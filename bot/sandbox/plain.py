"""Messages and forms as lines of plain text, for a terminal and for tests that read along."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.wire import Json

_MARKUP = re.compile(r"<([@#!]?)([^|>]+)(?:\|([^>]*))?>")

_FILLED = (
    "initial_value",
    "initial_date",
    "initial_time",
    "initial_user",
    "initial_channel",
    "initial_conversation",
)
_SIGNS = {"users_select": "@", "channels_select": "#", "conversations_select": "#"}


def read(surface: Message | Modal) -> str:
    """Give what a person would read; a message without blocks shows its text."""
    return "\n".join(_read(surface)).replace("\N{NO-BREAK SPACE}", " ")


def _read(surface: Message | Modal) -> Iterable[str]:
    lines = list(_lines(surface.blocks))
    if isinstance(surface, Modal):
        return [f"« {surface.title} »", *lines, *_feet(surface.content)]
    return lines or [spoken(surface.text)]


def spoken(mrkdwn: str) -> str:
    """Give mrkdwn with its links and mentions as they are shown, entities undone."""
    return html.unescape(_MARKUP.sub(_shown_link, mrkdwn))


def _shown_link(found: re.Match[str]) -> str:
    sign, target, label = found.groups()
    if sign == "!":
        return label or f"@{target.partition('^')[0]}"
    return f"{sign}{label or target}"


def _lines(blocks: Iterable[Json]) -> Iterator[str]:
    for block in blocks:
        yield from _READERS[block["type"]](block)


def _text(text: Json) -> str:
    return spoken(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])


def _section(block: Json) -> Iterator[str]:
    if "text" in block:
        yield from _text(block["text"]).splitlines()
    for field in block.get("fields", ()):
        yield from _text(field).splitlines()
    if "accessory" in block:
        yield _element(block["accessory"])


def _elements(block: Json) -> Iterator[str]:
    yield " ".join(_element(element) for element in block["elements"])


def _context(block: Json) -> Iterator[str]:
    yield "  ".join(_element(element) for element in block["elements"])


def _element(element: Json) -> str:
    match element["type"]:
        case "button" | "icon_button":
            return f"[ {element['text']['text']} ]"
        case "image":
            return f"({element['alt_text']})"
        case "plain_text" | "mrkdwn":
            return _text(element)
        case "checkboxes" | "radio_buttons" | "overflow":
            return "  ".join(_option(option, element) for option in element["options"])
        case "feedback_buttons":
            pair = element["positive_button"], element["negative_button"]
            return " ".join(f"[ {button['text']['text']} ]" for button in pair)
        case _:
            return _blank(element)


def _option(option: Json, element: Json) -> str:
    initial = [*element.get("initial_options", ()), element.get("initial_option")]
    mark = "x" if option["value"] in [one["value"] for one in initial if one] else " "
    return f"({mark}) {_text(option['text'])}"


def _blank(element: Json) -> str:
    start = element.get("initial_option", {}).get("text") or element.get("placeholder") or {}
    filled = next(filter(None, (element.get(name) for name in _FILLED)), "")
    sign = _SIGNS.get(element["type"], "") if filled else ""
    return f"< {sign}{filled or start.get('text', '')} >"


def _input(block: Json) -> Iterator[str]:
    yield f"{block['label']['text']}: {_element(block['element'])}"
    if "hint" in block:
        yield f"  {block['hint']['text']}"


def _table(block: Json) -> Iterator[str]:
    rows = [[_cell(cell) for cell in row] for row in block["rows"]]
    columns = max(len(row) for row in rows)
    padded = [row + [""] * (columns - len(row)) for row in rows]
    widths = [max(len(row[place]) for row in padded) for place in range(columns)]
    for row in padded:
        yield " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))


def _cell(cell: Json) -> str:
    return str(cell["text"]) if cell["type"] == "raw_text" else " ".join(_rich_text(cell))


def _rich_text(block: Json) -> Iterator[str]:
    for part in block["elements"]:
        yield from _rich_part(part)


def _rich_part(part: Json) -> Iterator[str]:
    match part["type"]:
        case "rich_text_list":
            for item in part["elements"]:
                yield f"• {_pieces(item)}"
        case "rich_text_quote":
            yield from (f"> {line}" for line in _pieces(part).splitlines())
        case _:
            yield from _pieces(part).splitlines()


def _pieces(part: Json) -> str:
    return "".join(_piece(piece) for piece in part["elements"])


def _piece(piece: Json) -> str:
    match piece["type"]:
        case "user" | "usergroup":
            return f"@{piece[piece['type'] + '_id']}"
        case "channel":
            return f"#{piece['channel_id']}"
        case "broadcast":
            return f"@{piece['range']}"
        case "emoji":
            return f":{piece['name']}:"
        case "date":
            return str(piece.get("fallback", piece["timestamp"]))
        case _:
            return str(piece.get("text") or piece.get("url"))


def _chart(block: Json) -> Iterator[str]:
    chart = block["chart"]
    yield f"{block['title']} ({chart['type']})"
    for segment in chart.get("segments", ()):
        yield f"  {segment['label']}: {segment['value']}"
    for series in chart.get("series", ()):
        points = ", ".join(f"{point['label']} {point['value']}" for point in series["data"])
        yield f"  {series['name']}: {points}"


def _feet(content: Json) -> Iterator[str]:
    buttons = [content[name]["text"] for name in ("submit", "close") if content.get(name)]
    if buttons:
        yield " ".join(f"[ {button} ]" for button in buttons)


_READERS: Mapping[str, Callable[[Json], Iterator[str]]] = {
    "actions": _elements,
    "alert": lambda block: iter([_text(block["text"])]),
    "context": _context,
    "context_actions": _elements,
    "data_visualization": _chart,
    "divider": lambda _block: iter(["---"]),
    "header": lambda block: iter([_text(block["text"])]),
    "image": lambda block: iter([f"({block['alt_text']})"]),
    "input": _input,
    "markdown": lambda block: iter(str(block["text"]).splitlines()),
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
}
