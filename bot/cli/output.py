"""What goes to the screen: text, tables that look well in a terminal and plain elsewhere, JSON."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.wording import binding
from kpi.errors import KpiError

_GAP = "  "


class NotRead(KpiError):
    """Nobody reads on, so not everything was printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows under headings; columns of numbers stand right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    """Places of the columns that hold numbers."""


@contextmanager
def read() -> Iterator[None]:
    """Print on stdout inside this block. Raises NotRead where a pipe is read no further."""
    try:
        yield
    except BrokenPipeError:
        # What is still in the buffer has nowhere to go, and leaving would try again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise NotRead from None


def say(text: str) -> None:
    """Print a line on stdout, with spaces that can be searched for. Raises NotRead."""
    _print(binding.breaking(text))


def say_marked(text: str, styles: Mapping[str, str]) -> None:
    """Print a line on stdout; in a terminal the words given stand in their style of rich."""
    console = Console(highlight=False)
    if not console.is_terminal:
        say(text)
        return
    shown = Text(single(text))
    for words, style in styles.items():
        shown.highlight_words([words], style)
    console.print(shown, soft_wrap=True)


def warn(text: str) -> None:
    """Print a text on stderr; names from files may hold anything."""
    typer.echo("\n".join(single(line) for line in text.split("\n")), err=True)


def as_json(value: Any) -> None:
    """Print a value for a machine. Raises NotRead."""
    _print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _print(text: str) -> None:
    with read():
        typer.echo(text)


def show(grid: Grid) -> None:
    """Print a table: drawn in a terminal, aligned text in a pipe."""
    console = Console()
    if console.is_terminal:
        console.print(_drawn(grid))
    else:
        for line in plain(grid):
            say(line)


def plain(grid: Grid) -> list[str]:
    """Give the lines of a table in plain text, its columns aligned."""
    table = [list(grid.headings), *([single(cell) for cell in row] for row in grid.rows)]
    widths = [max(len(row[place]) for row in table) for place in range(len(grid.headings))]
    return [_line(row, widths, grid.numbers) for row in table]


def _line(row: Sequence[str], widths: Sequence[int], numbers: frozenset[int]) -> str:
    cells = (
        cell.rjust(width) if place in numbers else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return _GAP.join(cells).rstrip()


def _drawn(grid: Grid) -> Table:
    table = Table()
    for place, heading in enumerate(grid.headings):
        table.add_column(heading, justify="right" if place in grid.numbers else "left")
    for row in grid.rows:
        # Text, not markup: a team may be called [red].
        table.add_row(*(Text(single(cell)) for cell in row))
    return table


def single(cell: str) -> str:
    """Keep control characters of others out of the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in cell)
