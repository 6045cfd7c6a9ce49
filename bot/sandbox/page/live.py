"""Telling a browser that something changed, as server-sent events."""

import asyncio
from contextlib import suppress

from aiohttp import web

from bot.sandbox.bell import Bell

QUIET_SECONDS = 15.0
"""After this long without news a sign of life is sent, by which a closed window is noticed."""

SECONDS_BETWEEN = 0.1
"""Changes that come closer together are told at once."""

CHANGED = b"event: changed\ndata:\n\n"
STILL_HERE = b": still here\n\n"
RETRY = b"retry: 1000\n\n"


async def stream(request: web.Request, bell: Bell) -> web.StreamResponse:
    """Tell of changes until the browser goes away; the first is told at once."""
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    with suppress(ConnectionError):  # the window was closed, perhaps before its first news
        await response.prepare(request)
        await _tell(response, bell)
    return response


async def _tell(response: web.StreamResponse, bell: Bell) -> None:
    await response.write(RETRY)
    heard = -1
    while True:
        rings = await _rung(bell, heard)
        await response.write(STILL_HERE if rings == heard else CHANGED)
        heard = rings
        await asyncio.sleep(SECONDS_BETWEEN)


async def _rung(bell: Bell, heard: int) -> int:
    """Wait until the bell rang again, or for as long as it may stay quiet."""

    def again() -> int | None:
        return bell.rings if bell.rings != heard else None

    try:
        return await bell.until(again, within=QUIET_SECONDS)
    except TimeoutError:
        return heard
