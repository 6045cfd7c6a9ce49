"""Where to serve: the port that is wished, or the next one that is free."""

import errno
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

from kpi.errors import KpiError

HIGHEST = 65535
TRIES = 50
TAKEN = {errno.EADDRINUSE, errno.EACCES}
"""Somebody listens there, or only an administrator may."""

Serving = Callable[[int], AbstractAsyncContextManager[Any]]


class NoPort(KpiError):
    """There is no free port from {port} on. Choose another with --port."""


async def serve(stack: AsyncExitStack, serving: Serving, port: int) -> None:
    """Serve until the stack is unwound, on `port` or the next free one; 0 takes any.

    Raises:
        NoPort: all that were tried are taken.
    """
    for candidate in candidates(port):
        try:
            await stack.enter_async_context(serving(candidate))
        except OSError as error:
            if error.errno not in TAKEN:
                raise
        else:
            return
    raise NoPort(port=port)


def candidates(port: int) -> range:
    """Give the ports to try, in their order."""
    return range(port, min(port + TRIES, HIGHEST + 1)) if port else range(1)
