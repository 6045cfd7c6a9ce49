"""What stands between the fields: the delimiter that gives the columns somebody asked for."""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

KNOWN = (",", ";", "\t", "|")
_NOTE = re.compile(
    r"""(?P<quote>"?)sep=(?P<delimiter>[^\w"'\r\n ])(?P=delimiter)*(?P=quote)""", re.IGNORECASE
)
"""The first line by which Excel is told; a tool that pads rows repeats the delimiter behind it."""
_BLANK = "\n"


def recognise(lines: Sequence[str], wanted: Collection[str]) -> str:
    """Choose the delimiter of a file.

    Args:
        lines: the header and some of what follows.
        wanted: names of columns that must be in the header.

    Returns:
        The known delimiter that yields most of the wanted columns, then most rows that are as
        long as the header, then most columns; a comma when there is nothing to go by.
    """
    return max(KNOWN, key=lambda delimiter: _fitness(lines, delimiter, wanted))


def noted(lines: Sequence[str]) -> str | None:
    """Give the delimiter that the first line says there is, for Excel; None where it is none."""
    found = _note(lines[0]) if lines else None
    return found["delimiter"] if found else None


def without_note(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a file, a blank one for such a first line: so the others keep number."""
    for number, line in enumerate(lines):
        yield _BLANK if number == 0 and _note(line) else line


def _note(line: str) -> re.Match[str] | None:
    return _NOTE.fullmatch(line.rstrip("\r\n"))


def _fitness(lines: Sequence[str], delimiter: str, wanted: Collection[str]) -> tuple[int, int, int]:
    rows = _rows(lines, delimiter)
    if not rows:
        return 0, 0, 0
    header = {name.strip().casefold() for name in rows[0]}
    found = sum(name.strip().casefold() in header for name in wanted)
    as_long = Counter(len(row) for row in rows)[len(rows[0])] if len(rows[0]) > 1 else 0
    return found, as_long, len(rows[0])


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return rows  # What was read before a broken row is evidence enough.
    return rows
