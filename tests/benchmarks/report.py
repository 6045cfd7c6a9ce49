"""One table a benchmark, with the machine and the date, since figures travel without them."""

import platform
import statistics
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

console = Console(width=118)


def heading(now: datetime) -> None:
    """Say where and when."""
    console.print(f"[bold]Kompas benchmarks[/bold] · {now:%Y-%m-%d} · {machine()}")
    console.print("Medians over interleaved rounds; the ratio is against the first row.\n")


def machine() -> str:
    """Name the processor, the system and Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cores = f"{len(names)} × {names[0]}" if names else platform.machine()
    return f"{cores} · {platform.system()} · Python {platform.python_version()}"


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; the first column is text, the others are figures."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for index, name in enumerate(columns):
        table.add_column(name, justify="right" if index else "left")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    console.print()


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return the median of the round-by-round ratios, with their span."""
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    return f"{middle:.3g} ({low:.3g}-{high:.3g})"
