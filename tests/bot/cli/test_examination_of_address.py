"""The doctor calls the public address as the world would."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.cli import examination_of_address
from bot.cli.finding import Finding
from bot.config import Settings
from bot.metrics import Metrics
from bot.web.health import Health
from kpi.store.database import Database
from kpi.store.tables import Hook
from tests.moments import NOW

SOCKET = {"SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_SIGNING_SECRET": "s"}


def hook(heard: datetime | None = None) -> Hook:
    return Hook(
        workspace_id="T1",
        id="h1",
        source="standard",
        secret=b"",
        created_at=NOW,
        last_event_at=heard,
    )


async def found(way: dict[str, str], url: str | None = None, *doors: Hook) -> Finding:
    settings = Settings.model_validate({**way, **({"KOMPAS_PUBLIC_URL": url} if url else {})})
    return await examination_of_address.examine(settings, doors)


@asynccontextmanager
async def answering(answer: web.Response | None = None) -> AsyncIterator[str]:
    """Serve /healthz, as Kompas does or with another answer; give the address."""
    health = Health(Database.open("postgresql://localhost:1/none"), Metrics(), lambda: "")

    async def other(_request: web.Request) -> web.Response:
        assert answer is not None
        return answer

    app = web.Application()
    app.router.add_get("/healthz", health.alive if answer is None else other)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize(
    ("way", "doors", "good", "words"),
    [
        (HTTP, (), False, "KOMPAS_PUBLIC_URL is not set"),
        (SOCKET, (), True, "only HTTP and hooks need one"),
        ({}, (), True, "only HTTP and hooks need one"),
        (SOCKET, (hook(),), False, "no hook was ever heard"),
        (SOCKET, (hook(), hook(NOW)), True, "heard all the same"),
    ],
)
async def test_who_needs_an_address(
    way: dict[str, str], doors: tuple[Hook, ...], words: str, *, good: bool
) -> None:
    finding = await found(way, None, *doors)
    assert (finding.good, words in finding.found) == (good, True)
    assert bool(finding.advice) is not good


async def test_slack_calls_https_only() -> None:
    async with answering() as url:
        assert "is not https" in (await found(HTTP, url)).found
    assert "is not https" in (await found(SOCKET, "http://kompas.example.com")).found


async def test_kompas_is_told_from_others() -> None:
    async with answering() as url:
        assert (await found(SOCKET, url)).good
    strangers = {
        "answers 502": web.Response(status=502),
        "answers 302": web.Response(status=302, headers={"Location": "/login"}),
        "not as Kompas does": web.Response(text="<html>Welcome</html>"),
    }
    for words, answer in strangers.items():
        async with answering(answer) as url:
            finding = await found(SOCKET, url)
            assert not finding.good
            assert words in finding.found
            assert "kompas serve" in finding.advice
    async with answering(web.json_response(["alive"])) as url:
        assert "not as Kompas does" in (await found(SOCKET, url)).found


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:9", "cannot be reached"),
        ("https://kompas.invalid", "its name is not known here"),
    ],
)
async def test_silence_has_its_reason(url: str, words: str) -> None:
    finding = await found(SOCKET, url)
    assert not finding.good
    assert words in finding.found


async def test_a_certificate_that_nobody_trusts_is_said(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "own.pem"))
    server = TestServer(web.Application(), scheme="https")
    await server.start_server(ssl=context)
    finding = await found(HTTP, f"https://127.0.0.1:{server.port}")
    await server.close()
    assert "a certificate that is not trusted" in finding.found


def self_signed(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=36500))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path
