"""A file that stands under its name only once it is whole."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi.errors import KpiError


class NotWritten(KpiError):
    """The file could not be written."""


@contextmanager
def whole(path: Path) -> Iterator[Callable[[str], None]]:
    """Write a file beside its place, readable for its owner only, and put it there at the end.

    Yields what writes a text to it. What stood there before stays when the block raises.

    Raises:
        NotWritten: the folder is missing or full, or may not be written to.
    """
    with _explained(path):
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    file = os.fdopen(number, "w", encoding="utf-8", newline="")

    def write(text: str) -> None:
        with _explained(path):
            file.write(text)

    try:
        yield write
        with _explained(path):
            file.flush()
            os.fsync(number)
            part.replace(path)
    finally:
        with _explained(path):
            file.close()
        part.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = (error.strerror or "it cannot be opened").lower()
        raise NotWritten("I cannot write {path}: {why}.", path=path, why=why) from error
