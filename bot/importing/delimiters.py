"""What stands between the fields: the delimiter that gives the columns somebody asked for."""

import csv
from collections import Counter
from collections.abc import Collection, Sequence

KNOWN = (",", ";", "\t", "|")


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
