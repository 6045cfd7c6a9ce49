"""Ticket systems on loopback, over TLS, under whatever names they have."""

import ssl
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from socket import AF_INET, AddressFamily
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typing_extensions import override

from bot.ticket_apis.client import Client

NAMES = ("acme.zendesk.com", "desk.test", "elsewhere.test")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str


Answering = Callable[[Asked], Awaitable[web.StreamResponse]]


class Loopback(AbstractResolver):
    """Every name is one port of loopback."""

    def __init__(self, port: int) -> None:
        self._port = port

    @override
    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=AF_INET, proto=0, flags=0
            )
        ]

    @override
    async def close(self) -> None:
        pass


@dataclass(slots=True)
class Server:
    """What answers under all names, and what it was asked."""

    port: int
    asked: list[Asked] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def client(self, **more: Any) -> Client:
        """Give a client that finds and trusts this server, and waits for nothing."""

        async def sleep(seconds: float) -> None:
            self.waited.append(seconds)

        usual = {
            "resolver": Loopback(self.port),
            "tls": trusting(),
            "may_reach": lambda _: True,
            "sleep": sleep,
        }
        return Client(**{**usual, **more})


@asynccontextmanager
async def serving(answer: Answering) -> AsyncIterator[Server]:
    """Serve over TLS on a free port of loopback."""
    server = Server(0)

    async def handle(request: web.Request) -> web.StreamResponse:
        said = (await request.read()).decode()
        headers = dict(request.headers)
        path, query = request.path, dict(request.query)
        server.asked.append(Asked(request.method, path, query, headers, said))
        return await answer(server.asked[-1])

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=_showing()).start()
        server.port = runner.addresses[0][1]
        yield server
    finally:
        await runner.cleanup()


@cache
def trusting() -> ssl.SSLContext:
    """Trust our own certificate and no other."""
    return ssl.create_default_context(cadata=_pair()[0].decode())


@cache
def _showing() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pair.pem"
        path.write_bytes(b"".join(_pair()))
        context.load_cert_chain(path)
    return context


@cache
def _pair() -> tuple[bytes, bytes]:
    """Make a certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)  # noqa: TID251 - a certificate must be valid in real time
    names = x509.SubjectAlternativeName([x509.DNSName(one) for one in NAMES])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(pem), private
