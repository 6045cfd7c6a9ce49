"""`kompas demo` as somebody runs it who has just heard of Kompas: a process, and its address."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests import forked
from tests.forked import Forked
from tests.ports import free_port

SECONDS_TO_START = 30.0
SECONDS_TO_END = 15.0
ENDED = "Ctrl-C ends it and leaves nothing behind.\nEnded. Nothing is left of it.\n"


@asynccontextmanager
async def playing(folder: Path) -> AsyncIterator[str]:
    """Run the demo in a folder of its own until the block ends; give the address it prints."""
    process = forked.kompas(
        *("demo", "--no-browser", "--port", str(free_port())),
        folder=folder,
        environment=_environment(folder),
        output=folder.with_name(f"{folder.name}-printed.txt"),
    )
    try:
        yield await asyncio.wait_for(_address(process), SECONDS_TO_START)
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait(SECONDS_TO_END) == 0
    assert process.printed().endswith(ENDED)


async def _address(process: Forked) -> str:
    """Wait for the line that says where it serves."""
    while process.returncode is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+(?=/?\s)", process.printed()):
            return found[0]
        await asyncio.sleep(0.05)
    raise AssertionError(f"the demo ended: {process.printed()}")


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],  # noqa: TID251 - what any process needs
        "TMPDIR": str(folder),
    }
