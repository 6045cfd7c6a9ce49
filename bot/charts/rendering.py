"""Specifications become PNGs in a process of its own, which ends with the pictures of one message.

So neither the time nor the memory nor a fall of the drawing engine is ours, and pictures that take
too long can be given up.
"""

import asyncio
import base64
import importlib.util
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path

from bot.charts.looks import Spec

ENGINE = "vl_convert"
DRAWING = Path(__file__).with_name("drawing.py")


class NotDrawn(Exception):
    """There is no picture; the words say why, for the log."""


def is_installed() -> bool:
    """Whether the extra `charts` is there; loads nothing."""
    return importlib.util.find_spec(ENGINE) is not None


async def pngs(specs: Sequence[Spec]) -> list[bytes]:
    """Draw pictures, in their order; when this is cancelled the drawing is given up.

    Raises:
        NotDrawn: the process could not begin, or ended without pictures.
    """
    try:
        # Without our environment: what draws needs none of our secrets.
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", str(DRAWING)), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}
        )
    except OSError as error:
        raise NotDrawn(f"no process: {type(error).__name__}") from error
    try:
        drawn, _ = await process.communicate(json.dumps(specs).encode())
    finally:
        await _end(process)
    if process.returncode:
        raise NotDrawn(f"exit {process.returncode}")
    return [base64.b64decode(one) for one in json.loads(drawn)]


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
