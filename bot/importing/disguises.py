"""Files that are no CSV whatever their name says, told by how they begin."""

import re
from collections.abc import Mapping

LONGEST = 1024
"""Bytes that are looked at."""

_BEGINNINGS: Mapping[bytes, str] = {
    b"pk\x03\x04": "an Excel workbook, or packed",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"\x1f\x8b": "packed",
    b"%pdf": "a PDF",
    b"<?xml": "XML",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"<table": "a web page",
    b"\x89png": "a picture",
}
_NO_TEXT = re.compile(rb"[\0\x02-\x08\x0e-\x19]")
"""Control characters that no header has; some of the others are delimiters to some tools."""


def named(start: bytes, *, is_wide: bool = False) -> str | None:
    """Say what a file is that begins like this; None where it may be CSV.

    Args:
        start: its first bytes.
        is_wide: whether its letters take more than a byte, so that zeros stand among them.
    """
    plain = start.lstrip().lower()
    for mark, what in _BEGINNINGS.items():
        if plain.startswith(mark):
            return what
    header = plain.partition(b"\n")[0]
    return "a binary file" if not is_wide and _NO_TEXT.search(header) else None
