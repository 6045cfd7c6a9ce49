"""A row as a line: CSV that no spreadsheet takes for a formula, or JSON."""

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from io import StringIO
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from kpi.exported import Exported

COLUMNS = tuple(one.name for one in fields(Exported))
_READ = attrgetter(*COLUMNS)
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By which Excel knows UTF-8."""

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDE_SIGNS = (
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)
_STARTS_FORMULA = (*_SIGNS, *_WIDE_SIGNS)
_TEXT_FOLLOWS = "'"
_BEHIND = re.compile(
    r"""([;\t\r\n][\s"]*)(?=[=+@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"""
    r"""\N{FULLWIDTH COMMERCIAL AT}]|[-\N{FULLWIDTH HYPHEN-MINUS}](?!\)))"""
)
"""Where a spreadsheet that divides by semicolons, as in Dutch, would begin a cell: ;-) is none."""


class Format(StrEnum):
    """What a file is written as."""

    CSV = "csv"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How rows are written."""

    format: Format = Format.CSV
    zone: str
    """IANA name of the zone that moments are told in."""
    language: str = "en"
    """Of reasons that were ticked, where they have words in it."""
    has_bom: bool = False

    @property
    def head(self) -> str:
        """What stands above the rows."""
        mark = BOM if self.has_bom else ""
        return mark + (_csv(COLUMNS) if self.format is Format.CSV else "")

    @property
    def line(self) -> Callable[[Exported], str]:
        """What makes a row a line, its end included."""
        write = csv_line if self.format is Format.CSV else _json_of
        zone = ZoneInfo(self.zone)
        return lambda row: write(_values(row, zone, self.language))


def _values(row: Exported, zone: ZoneInfo, language: str) -> list[Any]:
    return [_value(value, zone, language) if value else value for value in _READ(row)]


def _value(value: Any, zone: ZoneInfo, language: str) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, tuple):
        return [_said(words, language) for words in value]
    return value


def _said(words: Mapping[str, str] | str, language: str) -> str:
    """Give the words of a reason; the key of a theme is a word already."""
    if isinstance(words, str):
        return words
    return words.get(language) or next(iter(words.values()), "")


def _json_of(values: Sequence[Any]) -> str:
    told = (None if value == "" else value for value in values)
    return json.dumps(dict(zip(COLUMNS, told, strict=True)), ensure_ascii=False) + "\n"


def csv_line(values: Sequence[Any]) -> str:
    """Write values as a line of CSV, its end included, in which nothing is a formula."""
    return _csv([_cell(value) for value in values])


def _cell(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        value = "; ".join(value)
    text = _BEHIND.sub(rf"\1{_TEXT_FOLLOWS}", str(value))
    return _TEXT_FOLLOWS + text if text.startswith(_STARTS_FORMULA) else text


def _csv(cells: Sequence[str]) -> str:
    """Write a record as RFC 4180 has it."""
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
