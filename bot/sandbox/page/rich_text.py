"""Rich text as HTML: sections, lists, quotes and code, and the pieces that stand in them."""

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from bot.sandbox.page import emoji
from bot.sandbox.page.inline import Inline
from bot.sandbox.wire import Json

_TAGS = {"code": "code", "strike": "s", "underline": "u", "italic": "i", "bold": "b"}
_BULLETS = 3


def draw(block: Json, inline: Inline) -> Markup:
    """Draw a rich_text block, or a cell of a table made of one."""
    return Markup().join(_PARTS[part["type"]](part, inline) for part in block["elements"])


def _section(part: Json, inline: Inline) -> Markup:
    return Markup('<div class="kit-rich">{}</div>').format(_line(part["elements"], inline))


def _quote(part: Json, inline: Inline) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(_line(part["elements"], inline))


def _preformatted(part: Json, inline: Inline) -> Markup:
    return Markup("<pre>{}</pre>").format(_line(part["elements"], inline))


def _list(part: Json, inline: Inline) -> Markup:
    indent, is_ordered = int(part.get("indent", 0)), part["style"] == "ordered"
    items = Markup().join(
        Markup("<li>{}</li>").format(_line(item["elements"], inline)) for item in part["elements"]
    )
    look = f"kit-list kit-indent-{indent} kit-level-{indent % _BULLETS}"
    start = int(part.get("offset", 0)) + 1
    if is_ordered:
        return Markup('<ol class="{}" start="{}">{}</ol>').format(look, start, items)
    return Markup('<ul class="{}">{}</ul>').format(look, items)


def _line(pieces: Iterable[Json], inline: Inline) -> Markup:
    return Markup().join(_piece(piece, inline) for piece in pieces)


def _piece(piece: Json, inline: Inline) -> Markup:
    drawn, style = _PIECES[piece["type"]](piece, inline), piece.get("style", {})
    for name, tag in _TAGS.items():
        if style.get(name):
            drawn = Markup(f"<{tag}>{{}}</{tag}>").format(drawn)  # noqa: S704 - the tag is our own
    return drawn


def _broken(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _link(piece: Json, inline: Inline) -> Markup:
    return inline.link(piece["url"], _broken(piece.get("text", "")))


def _date(piece: Json, inline: Inline) -> Markup:
    fallback, url = piece.get("fallback", ""), piece.get("url", "")
    return inline.date(piece["timestamp"], piece["format"], fallback=fallback, url=url)


def _emoji(piece: Json, _inline: Inline) -> Markup:
    pictured = emoji.from_code_points(piece["unicode"]) if "unicode" in piece else None
    return emoji.draw(piece["name"], pictured)


_PARTS: Mapping[str, Callable[[Json, Inline], Markup]] = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
    "rich_text_list": _list,
}
_PIECES: Mapping[str, Callable[[Json, Inline], Markup]] = {
    "text": lambda piece, _inline: _broken(piece["text"]),
    "link": _link,
    "emoji": _emoji,
    "user": lambda piece, inline: inline.user(piece["user_id"]),
    "channel": lambda piece, inline: inline.channel(piece["channel_id"]),
    "usergroup": lambda piece, inline: inline.usergroup(piece["usergroup_id"]),
    "broadcast": lambda piece, inline: inline.broadcast(piece["range"]),
    "date": _date,
}
