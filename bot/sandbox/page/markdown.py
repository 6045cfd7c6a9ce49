"""The markdown block as HTML: headings, lists, quotes, code and the usual marks inside a line."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from markupsafe import Markup

from bot.sandbox.page import emoji
from bot.sandbox.page.inline import Inline

_FENCE = re.compile(r"^```[^\n`]*\n(.*?)^```[ ]*$\n?", re.DOTALL | re.MULTILINE)
_KINDS = {
    "heading": re.compile(r"(?P<level>#{1,6}) +(?P<rest>.*)"),
    "rule": re.compile(r"(?:-{3,}|\*{3,})\s*$(?P<rest>)"),
    "bullet": re.compile(r"\s*[-*+] +(?P<rest>.*)"),
    "number": re.compile(r"\s*[0-9]{1,9}[.)] +(?P<rest>.*)"),
    "quote": re.compile(r"> ?(?P<rest>.*)"),
    "blank": re.compile(r"\s*$(?P<rest>)"),
    "words": re.compile(r"(?P<rest>.*)", re.DOTALL),
}
_SPAN = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|(?P<link>\[(?P<label>[^\[\]\n]*)\]\((?P<address>[^\s()]*)\))"
    r"|(?P<b>\*\*(?=\S)(?P<bold>(?>[^*\n]+))(?<=\S)\*\*)"
    r"|(?P<s>~~(?=\S)(?P<struck>(?>[^~\n]+))(?<=\S)~~)"
    r"|(?P<i>(?<!\w)(?P<mark>[*_])(?=\S)(?P<leaning>(?>[^*_\n]+))(?<=\S)(?P=mark)(?!\w))"
)

Found = list[re.Match[str]]


def draw(text: str, inline: Inline) -> Markup:
    """Draw a whole text; what is not understood is shown as it is written."""
    parts = _FENCE.split(text)
    drawn = [
        Markup("<pre>{}</pre>").format(part) if place % 2 else _flow(part, inline)
        for place, part in enumerate(parts)
    ]
    return Markup().join(drawn)


def _flow(text: str, inline: Inline) -> Markup:
    lines = (_recognised(line) for line in text.split("\n"))
    runs = groupby(lines, key=lambda one: one[0])
    return Markup().join(
        _RUNS[kind]([found for _, found in run], inline) for kind, run in runs if kind != "blank"
    )


def _recognised(line: str) -> tuple[str, re.Match[str]]:
    matches = ((kind, pattern.match(line)) for kind, pattern in _KINDS.items())
    return next((kind, found) for kind, found in matches if found)


def _words(found: Found, inline: Inline) -> Markup:
    lines = Markup("<br>").join(_spans(one["rest"], inline) for one in found)
    return Markup("<p>{}</p>").format(lines)


def _headings(found: Found, inline: Inline) -> Markup:
    heading = Markup('<p class="kit-heading kit-heading-{}">{}</p>')
    return Markup().join(
        heading.format(len(one["level"]), _spans(one["rest"], inline)) for one in found
    )


def _quote(found: Found, inline: Inline) -> Markup:
    lines = Markup("<br>").join(_spans(one["rest"], inline) for one in found)
    return Markup("<blockquote>{}</blockquote>").format(lines)


def _list(tag: str) -> Callable[[Found, Inline], Markup]:
    def drawn(found: Found, inline: Inline) -> Markup:
        items = Markup().join(
            Markup("<li>{}</li>").format(_spans(one["rest"], inline)) for one in found
        )
        return Markup(f'<{tag} class="kit-list">{{}}</{tag}>').format(items)  # noqa: S704 - ours

    return drawn


def _spans(text: str, inline: Inline) -> Markup:
    return Markup().join(_pieces(text, inline))


def _pieces(text: str, inline: Inline) -> Iterator[Markup]:
    done = 0
    for found in _SPAN.finditer(text):
        yield emoji.in_text(text[done : found.start()])
        yield _span(found, inline)
        done = found.end()
    yield emoji.in_text(text[done:])


def _span(found: re.Match[str], inline: Inline) -> Markup:
    if found["code"]:
        return Markup("<code>{}</code>").format(found["code"][1:-1])
    if found["link"]:
        return inline.link(found["address"], found["label"])
    tag, inside = next(
        (tag, found[name]) for tag, name in _MARKED.items() if found[name] is not None
    )
    # Inside one mark the others are read again; each is shorter, and has one mark fewer.
    return Markup(f"<{tag}>{{}}</{tag}>").format(_spans(inside, inline))  # noqa: S704 - our own


_MARKED = {"b": "bold", "s": "struck", "i": "leaning"}
_RUNS: Mapping[str, Callable[[Found, Inline], Markup]] = {
    "words": _words,
    "heading": _headings,
    "rule": lambda found, _inline: Markup('<hr class="kit-divider">') * len(found),
    "bullet": _list("ul"),
    "number": _list("ol"),
    "quote": _quote,
}
