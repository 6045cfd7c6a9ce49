"""Slack's own markup as HTML in which nothing of the text can become a tag.

Bold, italic, strike and code, quotes, links, mentions, dates and emoji; the rest is text.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from bot.sandbox.page import emoji
from bot.sandbox.page.inline import Inline, is_address

_FENCE = re.compile(r"\n?```\n?(.+?)\n?```\n?", re.DOTALL)
_QUOTED = re.compile(r"(?:&gt;|>)(?!(?:&gt;|>){2}) ?")
_QUOTED_REST = re.compile(r"^(?:&gt;|>){3} ?", re.MULTILINE)


def _between(mark: str) -> str:
    """Match words between two marks on one line, links among them whole, the marks at words."""
    mark = re.escape(mark)
    inside = rf"(?>(?:<[^<>\n]*>|[^{mark}\n])+)"
    return rf"(?<![^\W_]){mark}(?=\S){inside}(?<=\S){mark}(?![^\W_])"


_INLINE = re.compile(
    "|".join(
        [
            r"(?P<angle><[^<>\n]+>)",
            r"(?P<code>`[^`\n]+`)",
            rf"(?P<b>{_between('*')})",
            rf"(?P<i>{_between('_')})",
            rf"(?P<s>{_between('~')})",
            rf"(?P<emoji>{emoji.PATTERN})",
            r"(?P<url>https?://[^\s<>|]*[^\s<>|.,:;!?'\")\]])",
        ]
    )
)


class Manner(NamedTuple):
    """How text is being read: by whom, with which tags open, and whether addresses are links."""

    inline: Inline
    opened: frozenset[str] = frozenset()
    verbatim: bool = False


def draw(text: str, inline: Inline, *, verbatim: bool = False) -> Markup:
    """Draw a whole text with its lines, quotes and blocks of code."""
    manner = Manner(inline, verbatim=verbatim)
    parts = _FENCE.split(text)
    drawn = [
        _fenced(part, manner) if place % 2 else _quotes(part, manner)
        for place, part in enumerate(parts)
    ]
    return Markup().join(drawn)


def _fenced(text: str, manner: Manner) -> Markup:
    return Markup("<pre>{}</pre>").format(_spans(text, manner._replace(opened=_INSIDE_CODE)))


def _quotes(text: str, manner: Manner) -> Markup:
    """Draw lines, those behind `>` together as a quote, and all behind `>>>`."""
    before, *rest = _QUOTED_REST.split(text, maxsplit=1)
    lines = [(bool(_QUOTED.match(line)), line) for line in before.split("\n")]
    if rest:
        lines = [*lines[:-1], *((True, line) for line in rest[0].split("\n"))]
    return Markup().join(
        _quote(run, manner) if quoted else _lines(run, manner) for quoted, run in _runs(lines)
    )


def _runs(lines: list[tuple[bool, str]]) -> list[tuple[bool, list[str]]]:
    runs: list[tuple[bool, list[str]]] = []
    for quoted, line in lines:
        if not runs or runs[-1][0] != quoted:
            runs.append((quoted, []))
        runs[-1][1].append(line)
    return runs


def _quote(lines: list[str], manner: Manner) -> Markup:
    bare = [_QUOTED.sub("", line, count=1) if _QUOTED.match(line) else line for line in lines]
    return Markup("<blockquote>{}</blockquote>").format(_lines(bare, manner))


def _lines(lines: list[str], manner: Manner) -> Markup:
    return Markup("<br>").join(_spans(line, manner) for line in lines)


def _spans(text: str, manner: Manner) -> Markup:
    drawn, done = Markup(), 0
    for found in _INLINE.finditer(text):
        drawn += _words(text[done : found.start()]) + _span(found, manner)
        done = found.end()
    return drawn + _words(text[done:])


def _span(found: re.Match[str], manner: Manner) -> Markup:
    kind, written = str(found.lastgroup), found[0]
    if kind in manner.opened:
        # A tag stands open once, however many marks hostile text nests.
        return _words(written[0]) + _spans(written[1:], manner)
    return _DRAWN[kind](written, manner)


def _words(text: str) -> Markup:
    return escape(_plain(text))


def _plain(text: str) -> str:
    """Undo the three entities Slack knows."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _styled(tag: str) -> Callable[[str, Manner], Markup]:
    def drawn(written: str, manner: Manner) -> Markup:
        opened = manner.opened | {tag}
        inside = _spans(written[1:-1], manner._replace(opened=opened))
        return Markup(f"<{tag}>{{}}</{tag}>").format(inside)  # noqa: S704 - the tag is our own

    return drawn


def _code(written: str, manner: Manner) -> Markup:
    inside = _spans(written[1:-1], manner._replace(opened=_INSIDE_CODE))
    return Markup("<code>{}</code>").format(inside)


def _url(written: str, manner: Manner) -> Markup:
    return _words(written) if manner.verbatim else manner.inline.link(_plain(written))


def _angle(written: str, manner: Manner) -> Markup:
    """Draw what stands between angle brackets: a mention, a date or a link, maybe with a label."""
    target, _, label = _plain(written[1:-1]).partition("|")
    inline = manner.inline
    match target[:1], target[1:]:
        case "@", user_id:
            return inline.user(user_id, label)
        case "#", channel_id:
            return inline.channel(channel_id, label)
        case "!", special:
            return _special(special, label, inline)
        case _ if is_address(target):
            return inline.link(target, emoji.in_text(label))
        case _:
            return _words(written)


def _special(special: str, label: str, inline: Inline) -> Markup:
    name, *rest = special.split("^")
    match name, rest:
        case "subteam", [group_id]:
            return inline.usergroup(group_id, label)
        case "date", [timestamp, pattern, *url] if _is_number(timestamp):
            return inline.date(float(timestamp), pattern, fallback=label, url="".join(url))
        case "here" | "channel" | "everyone", []:
            return inline.broadcast(name)
        case _:
            return escape(label or f"<!{special}>")


def _is_number(written: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,12}", written) is not None


_DRAWN: Mapping[str, Callable[[str, Manner], Markup]] = {
    "angle": _angle,
    "code": _code,
    "b": _styled("b"),
    "i": _styled("i"),
    "s": _styled("s"),
    "emoji": lambda written, _manner: emoji.draw(written.strip(":")),
    "url": _url,
}
_INSIDE_CODE = frozenset(_DRAWN) - {"angle"}
