"""Slack's own web server: the Web API, the response URLs and the Socket Mode link."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from bot.sandbox import response_answers, web_api
from bot.sandbox.faults import BEFORE_EFFECT, Fault, Trouble
from bot.sandbox.pace import rate_limited
from bot.sandbox.page import guard
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World

BODY_BYTES = 4 * 1024 * 1024

Effect = Callable[[], web.Response]
LinkHandler = Callable[[web.Request], Awaitable[web.WebSocketResponse]]


def application(world: World, link: LinkHandler) -> web.Application:
    """Build the routes; `link` takes over Socket Mode connections."""
    app = web.Application(client_max_size=BODY_BYTES, middlewares=[guard.of(world)])
    app.on_response_prepare.append(guard.protect)
    api = _Api(world)
    app.router.add_route("GET", "/api/{method}", api.call)
    app.router.add_route("POST", "/api/{method}", api.call)
    app.router.add_post("/response/{key}", api.respond)
    app.router.add_post("/upload/{key}", api.upload)
    app.router.add_get("/file/{id}", api.file)
    app.router.add_get("/download/{id}", api.download)
    app.router.add_get("/link/", link)
    return app


class _Api:
    """The handlers, with the faults asked for laid over each."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        sent = await _arguments(request)
        token = _token(request, sent)
        return await self._through_faults(
            request, method, lambda: _answered(self._world, method, token=token, sent=sent)
        )

    async def respond(self, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        sent = await request.text()
        return await self._through_faults(
            request, "response_url", lambda: _responded(self._world, key, sent)
        )

    async def upload(self, request: web.Request) -> web.Response:
        key, content = request.match_info["key"], await request.read()
        return await self._through_faults(
            request, "upload", lambda: _uploaded(self._world, key, content)
        )

    async def file(self, request: web.Request) -> web.Response:
        """Show a picture to whoever looks at a message with it."""
        file = self._world.files.usable(request.match_info["id"])
        if file is None or not file.is_picture:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type="image/png")

    async def download(self, request: web.Request) -> web.Response:
        """Give a file to keep to whoever looks at the message it came with."""
        file = self._world.files.usable(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
        return web.Response(
            body=file.content, content_type="application/octet-stream", headers=headers
        )

    async def _through_faults(
        self, request: web.Request, method: str, effect: Effect
    ) -> web.Response:
        fault = self._world.faults.take(method)
        if fault is None:
            return effect()
        if fault.trouble in BEFORE_EFFECT:
            return _without_effect(request, fault)
        return await _with_effect(request, fault, effect)


def _without_effect(request: web.Request, fault: Fault) -> web.Response:
    if fault.trouble is Trouble.CUT_BEFORE:
        return _cut(request)
    if fault.trouble is Trouble.HTML_500:
        page = "<html><body><h1>Server Error</h1></body></html>"
        return web.Response(status=500, text=page, content_type="text/html")
    if fault.trouble is Trouble.RATE_LIMITED:
        return _refused(rate_limited(fault.retry_after))
    return _refused(Refusal(fault.error))


async def _with_effect(request: web.Request, fault: Fault, effect: Effect) -> web.Response:
    if fault.trouble is Trouble.LATE:
        await asyncio.sleep(fault.seconds)
    response = effect()
    if fault.trouble is Trouble.DELAY:
        await asyncio.sleep(fault.seconds)
    return _cut(request) if fault.trouble is Trouble.CUT_AFTER else response


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _answered(world: World, method: str, *, token: str, sent: Json) -> web.Response:
    try:
        answer = web_api.answer(world, method, token=token, sent=sent)
        scopes = ",".join(sorted(world.identity.scopes))
        return web.json_response(answer, headers={"X-OAuth-Scopes": scopes})
    except Refusal as refusal:
        return _refused(refusal)


def _responded(world: World, key: str, sent: str) -> web.Response:
    try:
        response_answers.apply(world, key, sent)
    except Refusal as refusal:
        return _refused(refusal)
    return web.Response(text="ok")


def _uploaded(world: World, key: str, content: bytes) -> web.Response:
    try:
        world.files.upload(key, content)
    except Refusal as refusal:
        return _refused(refusal)
    return web.Response(text=f"OK - {len(content)}")


def _refused(refusal: Refusal) -> web.Response:
    fields = dict(refusal.body)
    retry_after = fields.pop("retry_after", None)
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return web.json_response(fields, status=refusal.status, headers=headers)


async def _arguments(request: web.Request) -> Json:
    sent: Json = dict(request.query)
    if request.content_type == "application/json":
        return sent | _object(await request.text())
    return sent | {name: str(value) for name, value in (await request.post()).items()}


def _object(text: str) -> Json:
    try:
        read = json.loads(text or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _token(request: web.Request, sent: Json) -> str:
    given = str(sent.pop("token", ""))
    return request.headers.get("Authorization", "").removeprefix("Bearer ") or given
