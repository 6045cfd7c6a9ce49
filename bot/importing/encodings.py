"""Which encoding a file is in, told from all its bytes: a mark at its start, UTF-8, or Latin-1."""

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
    return _without_mark(chain([first], pieces))


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
