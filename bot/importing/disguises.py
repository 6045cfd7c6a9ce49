"""Files that are no CSV whatever their name says, told by how they begin."""

from collections.abc import Mapping

LONGEST = 64
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
}


def named(start: bytes) -> str | None:
    """Say what a file is that begins like this; None where it may be CSV."""
    plain = start.lstrip().lower()
    return next((what for mark, what in _BEGINNINGS.items() if plain.startswith(mark)), None)
