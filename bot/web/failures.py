"""The last net: whatever goes wrong behind a route is logged by its kind and answered plainly."""

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web import answers

log = structlog.get_logger()


@web.middleware
async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn an unexpected error into a 503 that asks for another try."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:  # one of the three places where anything is caught
        log.exception("request failed", route=route_of(request))
        return answers.unavailable("Kompas could not do that now. Please try again.")


def route_of(request: web.Request) -> str:
    """Return the pattern that matched, which names no hook and nobody."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"
