"""Text of other people made harmless: no mention, link, command or hidden direction survives."""

import re
import unicodedata

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_KEPT = frozenset("\n\u200d")
"""Line ends, and the joiner inside emoji."""
_GAP = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
"""Where words end, but for a number and its unit."""
_MARKUP = str.maketrans("", "", "*`")


def clean(text: str) -> str:
    """Take out control characters and marks that turn the direction of reading."""
    if text.isprintable():
        return text
    # A long text has few different signs, so each of those is looked at once.
    signs = set(text) - _KEPT
    gone = [ord(one) for one in signs if unicodedata.category(one) in _INVISIBLE]
    return text.translate(dict.fromkeys(gone)) if gone else text


def cut(text: str, most: int) -> str:
    """Shorten to this many characters, with an ellipsis where something is left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def verbatim(text: str, most: int) -> str:
    """Prepare text for `plain_text` or `rich_text`, where Slack reads no markup in it."""
    return cut(clean(text).strip(), most)


def line(text: str, most: int) -> str:
    """Prepare text as `verbatim` does, on one line."""
    return verbatim(_GAP.sub(" ", clean(text.replace("\t", " "))), most)


def escaped(text: str, most: int) -> str:
    """Prepare text for a message's `text` or for `mrkdwn`: one line, shortened, then escaped."""
    return line(text, most).translate(_MARKUP).translate(_ESCAPED)
