"""`kompas demo` as somebody runs it who has just heard of Kompas: a process, and its address."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ports import free_port

PROJECT = Path(__file__).parents[2]
SECONDS_TO_START = 30.0
SECONDS_TO_END = 15.0


@asynccontextmanager
async def playing(folder: Path) -> AsyncIterator[str]:
    """Run the demo in a folder of its own until the block ends; give the address it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(free_port())),
        cwd=folder,
        env=_environment(folder),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield await asyncio.wait_for(_address(process), SECONDS_TO_START)
    finally:
        complaint = await _ended(process)
    assert complaint == ""


async def _address(process: asyncio.subprocess.Process) -> str:
    """Wait for the line that says where it serves."""
    assert process.stdout is not None
    while line := (await process.stdout.readline()).decode():
        if found := re.search(r"http://127\.0\.0\.1:\d+/?", line):
            return found[0].rstrip("/")
    raise AssertionError(f"the demo ended: {await _ended(process)}")


async def _ended(process: asyncio.subprocess.Process) -> str:
    """End it as a service manager would; give what it had to complain of."""
    if process.returncode is None:
        process.terminate()
    _, err = await asyncio.wait_for(process.communicate(), SECONDS_TO_END)
    return err.decode()


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],  # noqa: TID251 - what any process needs
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(folder),
    }
