"""The file itself: what it is like, found by looking at all of it, and its rows, bit by bit."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bot.importing import columns, dates, delimiters, disguises, encodings, records
from bot.importing.columns import Columns, Wanted
from bot.importing.records import BadRow, Record
from kpi.errors import KpiError, WrongSetting

_CHUNK = 1 << 20
_SAMPLE_LINES = 50
_REPORT_EVERY = 100


class Unreadable(KpiError):
    """That file cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the rows of a file are read."""

    path: Path
    encoding: str
    delimiter: str
    header: list[str]
    rows_in_header: int = 1
    dates: tuple[int, ...] = ()
    """Places of the columns with dates, which are all written in one way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Layout):
    """What a file is like, before it is known which of its columns matter."""

    below: list[str]
    """The row under the header; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Layout):
    """What a file of answers is like."""

    columns: Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody said about a file, so that it need not be recognised."""

    encoding: str | None = None
    delimiter: str | None = None


def shape(path: Path, wanted: Wanted, given: Given) -> Shape:
    """Look at a file: its encoding, its delimiter, where its columns are.

    Raises:
        Unreadable: there is no such file, it may not be read, or nothing is in it.
        WrongSetting: a column is missing, or the encoding or delimiter that was given is wrong.
    """
    return placed(look(path, given, wanted.names), wanted)


def look(path: Path, given: Given, names: Collection[str]) -> Look:
    """Look at a file whose header holds some of these names. Raises as `shape` does."""
    encoding = _encoding(path, given)
    _require_text(path, encoding)
    with _text(path, encoding) as lines:
        begin = list(islice(lines, _SAMPLE_LINES))
    sample = list(delimiters.without_note(begin))
    if not any(line.strip() for line in sample):
        raise Unreadable("{path} is empty.", path=path)
    delimiter = _delimiter(given) or delimiters.noted(begin)
    delimiter = delimiter or delimiters.recognise(sample, names)
    header, below = _first_rows(path, sample, delimiter)
    return Look(path=path, encoding=encoding, delimiter=delimiter, header=header, below=below)


def placed(look: Look, wanted: Wanted, *, rows_in_header: int = 1) -> Shape:
    """Find the columns of a file that was looked at. Raises WrongSetting."""
    found = columns.place(wanted, look.header)
    return Shape(
        path=look.path,
        encoding=look.encoding,
        delimiter=look.delimiter,
        header=look.header,
        columns=found,
        rows_in_header=rows_in_header,
        dates=(found.date,),
    )


def rows(file: Layout, progress: Callable[[int], None] | None = None) -> Iterator[Record | BadRow]:
    """Yield the rows after the header; `progress` hears how many bytes have been read so far."""
    with _text(file.path, file.encoding, progress) as lines:
        found = records.read(delimiters.without_note(lines), file.delimiter)
        yield from islice(found, file.rows_in_header, None)


def date_format(file: Layout) -> dates.Findings:
    """Find out how the columns with dates are written, from the whole file."""
    fields = (record.fields for record in rows(file) if isinstance(record, Record))
    whole = (row for row in fields if len(row) == len(file.header))
    return dates.recognise(row[place] for row in whole for place in file.dates)


def has_records(file: Layout) -> bool:
    """Whether any row after the header can be read."""
    return any(isinstance(row, Record) for row in rows(file))


def size(path: Path) -> int:
    """Give the length of a file in bytes. Raises Unreadable."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error


@contextmanager
def _text(
    path: Path, encoding: str, progress: Callable[[int], None] | None = None
) -> Iterator[Iterator[str]]:
    """Open a file as lines that keep their ends; bytes the encoding does not know are escaped."""
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    try:
        with path.open("rb") as raw, TextIOWrapper(raw, encoding, errors, newline="") as text:
            yield text if progress is None else _counted(text, raw, progress)
    except (OSError, UnicodeError) as error:
        raise _unreadable(path, error) from error


def _counted(lines: Iterable[str], raw: BinaryIO, progress: Callable[[int], None]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number % _REPORT_EVERY == 0:
            progress(raw.tell())
        yield line


def _require_text(path: Path, encoding: str) -> None:
    """Raise Unreadable where a file is something else under the name of a CSV file."""
    start = next(_chunks(path), b"")[: disguises.LONGEST]
    what = disguises.named(start, is_wide=encodings.is_wide(encoding))
    if what is not None:
        raise Unreadable(
            "{path} is {what}, not CSV: open or unpack it, and save it as CSV.",
            path=path,
            what=what,
        )


def _encoding(path: Path, given: Given) -> str:
    if given.encoding is None:
        return encodings.recognise(_chunks(path))
    if not encodings.is_known(given.encoding):
        raise WrongSetting(
            "There is no encoding {name}. Try utf-8 or latin-1.", name=given.encoding
        )
    # A mark at the start is no part of the first column's name.
    return "utf-8-sig" if given.encoding.lower() in {"utf-8", "utf8"} else given.encoding


def _delimiter(given: Given) -> str | None:
    if given.delimiter is None:
        return None
    delimiter = {"\\t": "\t", "tab": "\t"}.get(given.delimiter.lower(), given.delimiter)
    if len(delimiter) != 1 or delimiter in '"\r\n ':
        raise WrongSetting("A delimiter is one character, such as ';' or '\\t'.")
    return delimiter


def _first_rows(path: Path, sample: list[str], delimiter: str) -> tuple[list[str], list[str]]:
    """Give the header and the row under it."""
    found = records.read(sample, delimiter)
    first, second = next(found, None), next(found, None)
    if not isinstance(first, Record):
        raise Unreadable("The header of {path} cannot be read: {why}.", path=path, why=first)
    return first.fields, second.fields if isinstance(second, Record) else []


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError | UnicodeError) -> Unreadable:
    reason = error.strerror if isinstance(error, OSError) else "its text does not fit its encoding"
    why = (reason or "it cannot be opened").lower()
    return Unreadable("I cannot read {path}: {why}.", path=path, why=why)
