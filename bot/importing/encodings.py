"""Which encoding a file is in, told from all its bytes: a mark at its start, UTF-8, or Latin-1.

UTF-16 is known without its mark too: in what a header is written in, every other byte says nothing.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_HEADER, _LEAST = 64, 16
"""How many bytes at the start tell UTF-16, at most and at least."""
# Windows calls its own superset "Latin-1"; these five bytes mean nothing in it.
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def recognise(chunks: Iterable[bytes]) -> str:
    """Name the encoding as Python calls it.

    A few broken bytes in a file that is otherwise UTF-8 do not make it Latin-1: it stays UTF-8,
    and the rows that hold them can be named.

    Args:
        chunks: the whole file, in pieces of any size.
    """
    pieces = iter(chunks)
    first = next(pieces, b"")
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    wide = _wide(first[:_HEADER])
    return wide or _without_mark(chain([first], pieces))


def _wide(start: bytes) -> str | None:
    """Name the UTF-16 that a start is in, or None."""
    even, odd = start[::2], start[1::2]
    if len(start) < _LEAST:
        return None
    if any(even) and not any(odd):
        return "utf-16-le"
    return "utf-16-be" if any(odd) and not any(even) else None


def is_wide(encoding: str) -> bool:
    """Whether zeros stand among the letters of an encoding that Python knows."""
    return b"\0" in "A".encode(encoding)


def is_known(encoding: str) -> bool:
    """Whether Python can read text in an encoding of this name."""
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def is_broken(text: str) -> bool:
    """Whether the text holds bytes that its encoding does not know."""
    return _ESCAPED.search(text) is not None


def _without_mark(chunks: Iterator[bytes]) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    broken = good = 0
    windows = True
    for chunk in chunks:
        text = decoder.decode(chunk)
        broken += len(_ESCAPED.findall(text))
        good += len(_BEYOND_ASCII.findall(text))
        windows = windows and _NOT_WINDOWS.search(chunk) is None
    if broken <= good // 10:
        return "utf-8"
    return "cp1252" if windows else "latin-1"
