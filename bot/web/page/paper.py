"""The page as it leaves us: escaped, kept by nobody, and allowed to load nothing at all."""

import base64
import hashlib
from importlib.resources import files

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

ENVIRONMENT = Environment(
    loader=PackageLoader("bot.web.page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

LOOKS = files("bot.web.page").joinpath("templates/page.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(LOOKS.encode()).digest()).decode()

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def page(template: str, *, status: int = 200, **named: object) -> web.Response:
    """Answer with a template that is filled in."""
    text = ENVIRONMENT.get_template(template).render(looks=LOOKS, **named)
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)


def elsewhere(query: str) -> web.Response:
    """Send the browser to the page that shows what became of a form; reloading sends nothing."""
    return web.Response(status=303, headers={**HEADERS, "Location": query})
