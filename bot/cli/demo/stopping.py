"""Ending in order when the process is told to stop."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from typing import Any


async def until_told(work: Coroutine[Any, Any, None]) -> None:
    """Do the work until it ends by itself or somebody ends the process, and clear away after it.

    Where the system has no such signals, Ctrl-C arrives as KeyboardInterrupt.
    """
    task = asyncio.ensure_future(work)
    if sys.platform != "win32":
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
    await asyncio.wait({task})
    if not task.cancelled():
        task.result()
