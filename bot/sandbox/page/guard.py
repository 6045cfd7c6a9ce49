"""Who may use the page: browsers on this machine, and no page but this one."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.sandbox.world import World

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: https:; style-src 'self'; object-src 'none';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PROOF = "X-Desk"
"""A header that other sites' pages cannot send here without being asked first, and refused."""

_BOTS_OWN = ("/api/", "/response/", "/link/", "/upload/")


def of(world: World) -> Middleware:
    """Make the middleware; what the bot calls has tokens and secrets of its own."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(_BOTS_OWN):
            return await handler(request)
        if _host(f"//{request.host}") not in LOOPBACK | {_host(world.origin)}:
            raise web.HTTPForbidden(text="This page is served to this machine only.")
        if request.method != "GET" and request.headers.get(PROOF) != "1":
            raise web.HTTPForbidden(text="Only the page itself may do this.")
        return await handler(request)

    return guard


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Let the page load nothing from elsewhere but pictures, and run no script but its own."""
    if not request.path.startswith(_BOTS_OWN):
        response.headers.update(HEADERS)


def _host(address: str) -> str | None:
    return urlsplit(address).hostname
