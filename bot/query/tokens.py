"""Text as Slack sends it becomes words and filters: quotes, mentions, links and escapes undone."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_CURLY = "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_TOKEN = re.compile(
    rf"""
    (?P<lonely> [^\W\d]\w* ) : \s* $
    | (?: (?P<key> [^\W\d]\w* ) : (?!//) \s* )?
      (?: "(?P<quoted> [^"]* )"?
        | [{_CURLY}](?P<curly> [^"{_CURLY}]* )["{_CURLY}]?
        | (?P<marked> < [^<>]* > )
        | (?P<bare> [^\s"{_CURLY}]+ ) )
    """,
    re.VERBOSE,
)
_MARKS = (
    re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>"),
    re.compile(r"<mailto:([^|>]*)(?:\|[^>]*)?>"),
    re.compile(r"<[^|>]*\|([^>]*)>"),
)
"""A mention, which stands for the person's id; an address; a link, which stands for its label."""
_WHOLE = re.compile(r"(\.\.[0-9][^.]*|[^.]*[0-9][^.]*\.\.|\.\.|['\u2019][0-9]{2})[,;!?]*$")
"""From a day on, up to a day, or between two; and a short year: there each sign says something."""
_DASH = re.compile(r"[-\u2013\u2014]|\u2026|\.{3}")
_EDGES = " ,;:!.\u2026()[]'`*_&+=/|\u2013\u2014-"


class Token(NamedTuple):
    """A word, or a filter with its key."""

    shown: str
    """As it was written, for repeating to the person."""
    word: str
    """Without capitals, accents and the punctuation around it; of a filter its key."""
    value: str | None = None
    """What a filter asks for; None for a plain word, empty when it was left out."""


def tokens(text: str) -> Iterator[Token]:
    """Cut a text into its words and filters, in their order; words that vanish are left out."""
    for found in _TOKEN.finditer(text):
        token = _token(found)
        if token.word or token.value is not None:
            yield token


def begun(text: str, count: int) -> tuple[list[Token], str]:
    """Cut the first words off a text; give them, and what stands behind them as it was typed."""
    words, end = list[Token](), 0
    for found in _TOKEN.finditer(text):
        if len(words) == count:
            break
        token, end = _token(found), found.end()
        if token.word or token.value is not None:
            words.append(token)
    return words, text[end:].strip()


def folded(text: str) -> str:
    """Give a word without capitals and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def unescaped(text: str) -> str:
    """Give text with the signs that Slack escapes."""
    for escaped, character in _ESCAPES:
        text = text.replace(escaped, character)
    return text


def _token(found: re.Match[str]) -> Token:
    key, content = found["key"] or found["lonely"], _content(found)
    if key:
        return Token(found[0].strip(), folded(key), content.lstrip("@ "))
    return Token(content, _word(content))


def _word(text: str) -> str:
    if _DASH.fullmatch(text):
        return "-"
    if found := _WHOLE.match(text):
        return folded(found[1])
    plain = folded(text).strip(_EDGES)
    return plain.rstrip("?" + _EDGES) or plain[:1]


def _content(found: re.Match[str]) -> str:
    text = found["quoted"] or found["curly"] or found["bare"] or _unmarked(found["marked"] or "")
    return " ".join(unescaped(text).split())


def _unmarked(text: str) -> str:
    for mark in _MARKS:
        if found := mark.fullmatch(text):
            return found[1]
    return text
