"""Lists of addresses as people paste them: one a line, a date and an account may stand behind."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date

from bot import relay
from kpi.details import LONGEST
from kpi.errors import KpiError
from kpi.store.audiences import Member

_SEPARATORS = "\t;,"
_LONGEST_ADDRESS = 320


class UnreadableLine(KpiError):
    """That list cannot be read."""


def read(text: str) -> list[Member]:
    """Read a list: address, and in any order behind it a date (2026-12-01) and an account.

    A first line without an address is taken for headings. Of an address that comes twice the last
    line counts.

    Raises:
        UnreadableLine: naming the line.
    """
    found = {member.person: member for member in _members(_rows(text))}
    if not found:
        raise UnreadableLine("There is no address in that list.")
    return list(found.values())


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.removeprefix("\ufeff").splitlines()
    reader = csv.reader(lines, delimiter=_separator(lines))
    try:
        for row in reader:
            cells = [cell.strip() for cell in row if cell.strip()]
            if cells:
                yield reader.line_num, cells
    except csv.Error:
        number = reader.line_num
        raise UnreadableLine("Line {number} cannot be read.", number=number) from None


def _separator(lines: Sequence[str]) -> str:
    """Go by the first address that has something beside it; headings may lack what follows."""
    beside = (line for line in lines if "@" in line)
    return next((one for line in beside for one in _SEPARATORS if one in line), ",")


def _members(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Member]:
    for place, (number, cells) in enumerate(rows):
        if not any("@" in cell for cell in cells):
            if place == 0:
                continue
            raise UnreadableLine("Line {number} has no address.", number=number)
        yield _member(number, cells)


def _member(number: int, cells: Sequence[str]) -> Member:
    address, *more = (cell for cell in cells if "@" in cell)
    rest = [cell for cell in cells if "@" not in cell]
    days = [cell for cell in rest if _looks_like_a_date(cell)]
    accounts = [cell for cell in rest if cell not in days]
    if more or len(days) > 1 or len(accounts) > 1 or not relay.is_address(address):
        raise UnreadableLine(
            "Line {number} is not one address with a date and an account.", number=number
        )
    return Member(
        person=address.lower()[:_LONGEST_ADDRESS],
        account=accounts[0][:LONGEST] if accounts else "",
        due_on=_day(number, days[0]) if days else None,
    )


def _looks_like_a_date(cell: str) -> bool:
    return cell[:1].isdigit() and sum(sign in "-/." for sign in cell) == 2  # noqa: PLR2004 - three parts


def _day(number: int, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableLine(
            "Line {number}: write the date as 2026-12-01, not {text}.", number=number, text=text
        ) from None
