"""A table as one test, where a test of each row would cost far more than it takes."""

from collections.abc import Callable, Iterable
from inspect import signature
from typing import Any


def each(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[[Callable[..., None]], Any]:
    """Call a test with every row, as `parametrize` takes them; a failure is noted with its row.

    Raises:
        TypeError: the test takes something else than the columns.
    """
    columns = [one.strip() for one in names.split(",")] if isinstance(names, str) else list(names)
    table = [row if len(columns) > 1 else (row,) for row in rows]

    def folded(test: Callable[..., None]) -> Callable[[], None]:
        if set(signature(test).parameters) != set(columns) or not table:
            raise TypeError(test.__name__, columns)

        def every() -> None:
            for row in table:
                try:
                    test(**dict(zip(columns, row, strict=True)))
                except Exception as error:
                    error.add_note(f"in the row {row!r}")
                    raise

        every.__name__, every.__doc__, every.__module__ = (
            test.__name__,
            test.__doc__,
            test.__module__,
        )
        return every

    return folded
