"""How far a long piece of work is: a bar on stderr, in a terminal only, and for long work only."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

PATIENCE = timedelta(milliseconds=500)
"""Work that is done sooner shows nothing."""

Told = Callable[[int], None]


@contextmanager
def shown(what: str, *, total: int | None = None, quiet: bool = False) -> Iterator[Told]:
    """Show that something goes on, from half a second after its beginning until its end.

    Yields what is to be told how much of `total` is done, in its own unit; without a total the bar
    only shows that work goes on. Needs a running event loop, which must get its turn meanwhile.

    Args:
        what: a few words for people.
        total: how much there is to do.
        quiet: whether a machine reads along.
    """
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _done: None
        return
    progress = _bar(console)
    task = progress.add_task(what, total=total)
    begun = asyncio.get_running_loop().call_later(PATIENCE.total_seconds(), progress.start)
    try:
        yield lambda done: progress.update(task, completed=done)
    finally:
        begun.cancel()
        progress.stop()


def _bar(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
