"""Table rows for rich text: sections, lists, quotes, and the pieces that stand in them."""

from bot.sandbox.block_kit.rules import (
    Flag,
    Number,
    Shape,
    Shapes,
    Words,
    may,
    need,
    one_of,
    part,
    parts,
)

_STYLE = may(part("object:style"))
_BORDER = may(Number(0, 1))
_MANY = 1000

_PIECES: Shapes = {
    "piece:text": {"text": need(Words(12_000)), "style": _STYLE},
    "piece:link": {
        "url": need(Words(3000)),
        "text": may(Words(3000)),
        "unsafe": may(Flag()),
        "style": _STYLE,
    },
    "piece:emoji": {"name": need(Words(255)), "unicode": may(Words(255))},
    "piece:user": {"user_id": need(Words(255)), "style": _STYLE},
    "piece:channel": {"channel_id": need(Words(255)), "style": _STYLE},
    "piece:usergroup": {"usergroup_id": need(Words(255)), "style": _STYLE},
    "piece:broadcast": {"range": need(one_of("here", "channel", "everyone")), "style": _STYLE},
    "piece:date": {
        "timestamp": need(Number(0, 9_999_999_999)),
        "format": need(Words(255)),
        "url": may(Words(3000)),
        "fallback": may(Words(255)),
        "style": _STYLE,
    },
}

_CONTENT: Shape = {"elements": need(parts(0, _MANY, *_PIECES))}

RICH_TEXT: Shapes = {
    **_PIECES,
    "object:style": {
        "bold": may(Flag()),
        "italic": may(Flag()),
        "strike": may(Flag()),
        "code": may(Flag()),
        "underline": may(Flag()),
    },
    "rich:rich_text_section": _CONTENT,
    "rich:rich_text_quote": {**_CONTENT, "border": _BORDER},
    "rich:rich_text_preformatted": {
        "elements": need(parts(0, _MANY, "piece:text", "piece:link")),
        "border": _BORDER,
    },
    "rich:rich_text_list": {
        "style": need(one_of("bullet", "ordered")),
        "elements": need(parts(0, _MANY, "rich:rich_text_section")),
        "indent": may(Number(0, 8)),
        "offset": may(Number(0, 9_999)),
        "border": _BORDER,
    },
}

IN_RICH_TEXT = tuple(name for name in RICH_TEXT if name.startswith("rich:"))
