"""Lines become records: a quoted field may span lines, a broken one costs only its first line."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from typing_extensions import override

from kpi.errors import KpiError

LONGEST_FIELD = 131_072
"""Characters; a field that is longer is more likely a quotation mark that nobody closed."""


class NotUsable(KpiError):
    """This row cannot be used."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file."""

    line: int
    """The line it begins on, the header being line 1."""
    fields: list[str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used, and why."""

    line: int
    reason: str
    """An English phrase without a full stop."""

    @override
    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def read(lines: Iterable[str], delimiter: str) -> Iterator[Record | BadRow]:
    """Yield a record, or the reason why there is none, for each row that is not blank."""
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin()
        try:
            fields = next(reader, None)
        except csv.Error as error:
            yield BadRow(source.first, _reason(error))
            # The lines after the first may be good rows, swallowed by an open quotation mark.
            source.give_back_all_but_the_first()
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            continue
        if fields is None:
            return
        if any(field.strip() for field in fields):
            yield Record(source.first, fields)


class _Lines:
    """The lines of a file, counted, of which those of the current record can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rest = iter(lines)
        self._returned: deque[str] = deque()
        self._current: list[str] = []
        self.first = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._rest)
        self._current.append(line)
        return line

    def begin(self) -> None:
        """Start the next record after the lines of the last one."""
        self.first += len(self._current)
        self._current = []

    def give_back_all_but_the_first(self) -> None:
        self._returned.extendleft(reversed(self._current[1:]))
        del self._current[1:]


def _reason(error: csv.Error) -> str:
    words = str(error)
    if "field limit" in words:
        return f"a field of more than {LONGEST_FIELD:,} characters"
    if "unexpected end" in words:
        return "a quotation mark that is never closed"
    if "expected after" in words:
        return "text after a closing quotation mark"
    return f"not readable ({words})"
