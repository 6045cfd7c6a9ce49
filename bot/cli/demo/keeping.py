"""The folder of the demo's database: gone at the end, or one that is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kpi.errors import KpiError

DATABASE = "kompas.db"


class NotThere(KpiError):
    """The folder cannot be used for --keep."""


@contextmanager
def folder(keep: Path | None) -> Iterator[Path]:
    """Give the folder to work in: `keep`, made when it is not there, else one that is removed.

    Raises:
        NotThere: there is a database in it already, or it cannot be made.
    """
    if keep is not None:
        yield _made(keep.expanduser().resolve())
        return
    with TemporaryDirectory(prefix="kompas-demo-") as temporary:
        yield Path(temporary)


def _made(kept: Path) -> Path:
    if (kept / DATABASE).exists():
        raise NotThere(
            "There is a {name} in {folder} already. Choose another folder for --keep.",
            name=DATABASE,
            folder=kept,
        )
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotThere(
            "The folder {folder} cannot be made: {why}.", folder=kept, why=error.strerror
        ) from None
    return kept
