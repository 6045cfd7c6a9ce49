"""How busy the doors are: work that nobody waits for lets those who wait go first."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

QUIET = 0.01
"""Seconds without a request at any door, after which a rush is over."""


class Rush:
    """Counts the requests that are being answered, and knows when the last one left."""

    def __init__(self) -> None:
        self._inside = 0
        self._left = float("-inf")

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Hold up what can wait, until the block ends and no other request follows."""
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            self._left = asyncio.get_running_loop().time()

    async def over(self, patience: float) -> None:
        """Return once the doors are quiet, or after so many seconds all the same."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        # Nothing happens when a rush is over, so there is no event to wait for.
        while self._is_on(loop.time()) and loop.time() < until:  # noqa: ASYNC110 - see above
            await asyncio.sleep(QUIET)

    def _is_on(self, at: float) -> bool:
        return self._inside > 0 or at - self._left < QUIET
