"""Reaching a bot over Socket Mode: envelopes on a websocket the bot opened, each acknowledged."""

import asyncio
import json
from secrets import token_hex

from aiohttp import WSMsgType, web

from bot.sandbox import real_time
from bot.sandbox.wire import Call, Exchange, Json, Sent
from bot.sandbox.world import World

SENDS = 3


class _Envelope:
    """An envelope on its way; `answered` gets the acknowledgement's payload."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self.sends = 0
        self.answered: asyncio.Future[Json] = asyncio.get_running_loop().create_future()


class SocketLink:
    """The websockets of a bot in Socket Mode; `patience` is the seconds Slack waits."""

    def __init__(self, world: World, *, patience: float) -> None:
        self._world = world
        self._patience = patience
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, _Envelope] = {}

    @property
    def connections(self) -> int:
        return len(self._open)

    async def deliver(self, call: Call) -> Exchange:
        return await self.repeat(_sealed(call))

    async def repeat(self, sent: Sent) -> Exchange:
        envelope_id = json.loads(sent.body)["envelope_id"]
        envelope = self._waiting[envelope_id] = _Envelope(sent)
        began = real_time.seconds()
        await self._send(envelope)
        try:
            async with asyncio.timeout(self._patience):
                answer = await asyncio.shield(envelope.answered)
        except TimeoutError:
            return _exchange(sent, began, status=0, failure="http_timeout")
        return _exchange(sent, began, body=json.dumps(answer) if answer else "")

    async def accept(self, request: web.Request) -> web.WebSocketResponse:
        """Take a connection made with a ticket of `apps.connections.open`, good for one use."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._world.tickets:
            raise web.HTTPForbidden
        self._world.tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._open.append(socket)
        self._world.bell.ring()
        try:
            await self._serve(socket)
        finally:
            self._forget(socket)
        return socket

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Announce the end of every connection, then close it, as Slack does now and then."""
        for socket in list(self._open):
            await socket.send_json({"type": "disconnect", "reason": reason})
            await socket.close()

    async def wait_connected(self, *, within: float) -> None:
        """Wait until the bot has a connection open."""
        await self._world.bell.until(lambda: self._open or None, within=within)

    async def _serve(self, socket: web.WebSocketResponse) -> None:
        app = {"app_id": self._world.identity.app_id}
        hello = {"type": "hello", "num_connections": self.connections, "connection_info": app}
        await socket.send_json(hello)
        for envelope in list(self._waiting.values()):
            await self._send(envelope)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledge(message.data)

    def _acknowledge(self, data: str) -> None:
        acknowledgement = json.loads(data)
        envelope = self._waiting.pop(acknowledgement.get("envelope_id", ""), None)
        if envelope is not None:
            envelope.answered.set_result(acknowledgement.get("payload") or {})

    async def _send(self, envelope: _Envelope) -> None:
        if not self._open or envelope.sends == SENDS:
            return
        envelope.sends += 1
        try:
            await self._open[-1].send_str(envelope.sent.body.decode())
        except ConnectionError:
            return

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._open.remove(socket)
        self._world.bell.ring()


def _sealed(call: Call) -> Sent:
    envelope: Json = {
        "envelope_id": token_hex(16),
        "type": call.kind.value,
        "accepts_response_payload": True,
        "payload": call.payload,
    }
    if call.retry:
        envelope |= {"retry_attempt": call.retry, "retry_reason": call.retry_reason}
    return Sent(body=json.dumps(envelope).encode(), headers={})


def _exchange(
    sent: Sent, began: float, *, status: int = 200, body: str = "", failure: str = ""
) -> Exchange:
    seconds = real_time.seconds() - began
    return Exchange(status=status, body=body, seconds=seconds, sent=sent, failure=failure)
