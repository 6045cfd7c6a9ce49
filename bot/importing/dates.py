"""Which way a column writes its dates, found from all its values and never guessed.

03/04/21 is 3 April or March 4th: only another row of the same column, such as 25/12/21, can tell.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeAlias

ISO = "ISO 8601"
"""The name here of 2026-11-18 and 2026-11-18T09:30:00+01:00, which no strptime format covers."""
UNIX = "Unix time"
"""The name here of seconds or milliseconds since 1970, in UTC, as many APIs tell moments."""

_DAYS = tuple(
    layout.replace("-", separator)
    for layout in ("%d-%m-%y", "%d-%m-%Y", "%m-%d-%y", "%m-%d-%Y", "%Y-%m-%d")
    for separator in ("/", "-", ".")
)
_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d-%b-%y")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
FORMATS = (ISO, UNIX, *(day + time for day in (*_DAYS, *_NAMED) for time in _TIMES))

_PROBE = datetime(2021, 11, 28, 13, 45)  # noqa: DTZ001 - only its shape matters
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_UNIX = re.compile(r"(?P<seconds>\d{10})(\d{3})?(\.0+)?", re.ASCII)
_ISO_START = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_SPACED_ZONE = re.compile(r"(?<=\d) ?(UTC|GMT|(?<= )[+-]\d{2}:?\d{2})$")
_PATIENCE = 500
"""After so many different values, formats that fitted none of them are no longer tried."""

_Read: TypeAlias = Mapping[str, set[str]]
"""Formats, and the values that each can read."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a column's values say about its format."""

    formats: tuple[str, ...]
    """Empty: none fits; one: that is it; several: the values do not tell which."""
    example: str = ""
    """A value that the formats read differently, or that none of them can read."""
    tried: tuple[tuple[str, int], ...] = ()
    """Where none reads most of the rows: the likeliest, each with how many rows it reads."""
    rows: int = 0
    """How many rows have something like a date."""


def recognise(values: Iterable[str]) -> Findings:
    """Find the format of a column. Values that no format reads are left for their row to report.

    A format that reads no more than half of the dates is not the column's.
    """
    counts = Counter(filter(None, (value.strip() for value in values)))
    read: dict[str, set[str]] = {form: set() for form in FORMATS}
    unread = ""
    for count, value in enumerate(counts):
        if count == _PATIENCE:
            read = {form: found for form, found in read.items() if found} or read
        fitting = [form for form in _like(value) if form in read and parse(value, form)]
        unread = unread or ("" if fitting else value)
        for form in fitting:
            read[form].add(value)
    return _verdict({form: found for form, found in read.items() if found}, unread, counts)


def parse(value: str, form: str) -> datetime | None:
    """Read a date or moment; naive unless the text names its offset. None when it does not fit.

    Args:
        value: the text of a field.
        form: ISO, UNIX, or a format of `datetime.strptime`.
    """
    return _parse(value.strip(), form)


def has_time(form: str, value: str) -> bool:
    """Whether the text tells the time of day too, not the day alone."""
    if form == ISO:
        return ":" in value
    return form == UNIX or any(part in form for part in ("%H", "%I", "%c", "%X"))


def _like(value: str) -> Iterable[str]:
    """Give the formats that look like a value: trying all of them would take long."""
    return (ISO, UNIX, *_BY_SHAPE.get(_shape(value), ()))


def _shape(text: str) -> str:
    return _LETTERS.sub("A", _DIGITS.sub("9", text))


_BY_SHAPE: dict[str, list[str]] = {}
for _form in FORMATS[2:]:
    _BY_SHAPE.setdefault(_shape(_PROBE.strftime(_form)), []).append(_form)


@lru_cache(maxsize=16_384)
def _parse(value: str, form: str) -> datetime | None:
    if form == UNIX:
        return _since_1970(value)
    try:
        if form != ISO:
            return datetime.strptime(value, form)  # noqa: DTZ007 - the workspace's zone comes later
        return datetime.fromisoformat(_zoned(value)) if _ISO_START.match(value) else None
    except ValueError:
        return None


def _since_1970(value: str) -> datetime | None:
    found = _UNIX.fullmatch(value)
    return datetime.fromtimestamp(int(found["seconds"]), UTC) if found else None


def _zoned(value: str) -> str:
    """Join an offset to its time as the standard wants: many exports write a space, or UTC."""
    return _SPACED_ZONE.sub(lambda found: "Z" if found[1].isalpha() else found[1], value)


def _verdict(read: _Read, unread: str, counts: Counter[str]) -> Findings:
    if not read:
        return Findings((), unread)
    rows = {form: _rows(found, counts) for form, found in read.items()}
    most = max(rows, key=rows.__getitem__)
    dates = _rows(filter(_DIGITS.search, counts), counts)
    if 2 * rows[most] < dates or 2 * rows[most] <= _rows(set().union(*read.values()), counts):
        return Findings((), unread, tried=(*_likeliest(read, rows),), rows=dates)
    rivals = {form: _disputed(read, most, form) for form in read if form != most}
    serious = {form: disputed for form, disputed in rivals.items() if disputed}
    return Findings((most, *serious), min(serious.values(), default=""))


def _rows(values: Iterable[str], counts: Counter[str]) -> int:
    return sum(counts[value] for value in values)


def _likeliest(read: _Read, rows: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Give formats with the rows that they read, each of which reads some that none before did."""
    seen = set[str]()
    for form in sorted(read, key=lambda one: -rows[one]):
        if not read[form] <= seen:
            yield form, rows[form]
        seen |= read[form]


def _disputed(read: _Read, most: str, other: str) -> str:
    """Give a value that two formats read differently, when no other value settles it."""
    if read[other] < read[most]:
        return ""  # Something like 25/12/21 is in the column, and only one of them can read it.
    both = sorted(read[other] & read[most])
    return next((value for value in both if parse(value, most) != parse(value, other)), "")
