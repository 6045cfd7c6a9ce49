"""Rows are written as they come, so that a file of any length takes little memory."""

from collections.abc import AsyncIterable, Callable

from bot.exporting.lines import Style
from kpi.errors import KpiError
from kpi.exported import Exported


class TooLarge(KpiError):
    """The file would become too large."""


async def write(
    rows: AsyncIterable[Exported],
    style: Style,
    put: Callable[[str], object],
    *,
    told: Callable[[int], None] = lambda _: None,
    most: int | None = None,
) -> int:
    """Write all rows under their head; return how many there were.

    Args:
        rows: as `kpi.store.exports.rows` yields them.
        style: how they are written.
        put: takes pieces of text.
        told: hears how many rows were written so far.
        most: how many bytes there may be in all.

    Raises:
        TooLarge: there are more.
    """
    line, count, size = style.line, 0, len(style.head.encode())
    put(style.head)
    async for row in rows:
        text = line(row)
        size += len(text.encode())
        if most is not None and size > most:
            raise TooLarge
        put(text)
        count += 1
        told(count)
    return count


def name(question: str, style: Style) -> str:
    """Give a file a name after its question, in signs that every system takes."""
    plain = "".join(one if one.isalnum() and one.isascii() else " " for one in question)
    return "-".join(["kompas", *plain.split()])[:_LONGEST_NAME] + f".{style.format}"


_LONGEST_NAME = 80
