"""Taking in a body: not too large, not too slow, whole."""

import asyncio

from aiohttp import web

from bot.web import answers

MOST_BYTES = 1024 * 1024
MOST_SECONDS = 10.0


async def body_of(request: web.Request, seconds: float = MOST_SECONDS) -> bytes:
    """Return the raw body, never holding more than the limit.

    Raises:
        HTTPException: 413 too large, 408 too slow, 400 cut off or wrongly encoded.
    """
    if request.content_length is not None and request.content_length > MOST_BYTES:
        raise answers.too_large(MOST_BYTES)
    try:
        async with asyncio.timeout(seconds):
            return await _within_limit(request)
    except TimeoutError:
        raise answers.refusal(web.HTTPRequestTimeout, "The body came too slowly.") from None
    except (web.RequestPayloadError, ConnectionError):
        raise answers.refusal(web.HTTPBadRequest, "The body broke off.") from None


async def _within_limit(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise answers.too_large(MOST_BYTES)
    return bytes(body)
