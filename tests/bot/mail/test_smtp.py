import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot import relay
from bot.mail import smtp
from bot.slack_errors import Decision, Outcome
from tests import mail_server
from tests.mail_server import PASSWORD, USER, MailServer


def certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made_at = datetime.fromtimestamp(0, UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(made_at)
        .not_valid_after(made_at + timedelta(days=365 * 200))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    plain = serialization.NoEncryption()
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(encoding, form, plain) + signed.public_bytes(encoding))
    return path


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path)


@pytest.fixture
async def strict(pem: Path) -> AsyncIterator[MailServer]:
    """A server that wants STARTTLS and a login."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    async with mail_server.serving(tls=context) as serving:
        yield serving


def letter(text: str = "Hoe tevreden bent u?\n.\nDrie puntjes…\n") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "support@acme.example", "anna@elsewhere.example"
    message.set_content(text, cte="quoted-printable")
    return message


async def permitted() -> Decision | None:
    return None


async def sent(url: str) -> Decision | None:
    return await smtp.hand_over(relay.read(url), letter(), name="test", permission=permitted)


def login(server: MailServer, password: str = PASSWORD) -> str:
    return f"smtp://{USER}:{quote(password, safe='')}@127.0.0.1:{server.port}?starttls=yes"


async def test_a_letter_arrives_as_it_was_written() -> None:
    async with mail_server.serving() as server:
        assert await sent(server.url) is None
    (taken,) = server.taken
    assert taken.get_content().splitlines() == ["Hoe tevreden bent u?", ".", "Drie puntjes…"]


async def test_starttls_and_login_are_used_where_the_server_can_be_trusted(
    strict: MailServer, pem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert await sent(login(strict)) is None
    assert len(strict.taken) == 1
    refused = await sent(login(strict, "wrong"))
    assert refused is not None
    assert (refused.outcome, refused.reason) == (Outcome.RETRY, "smtp_login_refused")
    assert await smtp.trouble(relay.read(login(strict)), "test") is None


async def test_no_password_goes_to_a_server_that_cannot_be_trusted(strict: MailServer) -> None:
    refused = await sent(login(strict))
    assert refused is not None
    assert (refused.outcome, refused.reason) == (Outcome.RETRY, "smtp_tls")
    assert strict.tried == 0


async def test_without_the_tls_that_was_asked_for_nothing_is_sent() -> None:
    async with mail_server.serving() as server:
        refused = await sent(f"smtp://127.0.0.1:{server.port}?starttls=yes")
        assert refused is not None
        assert (refused.outcome, refused.reason) == (Outcome.RETRY, "smtp_not_supported")
        assert await smtp.trouble(relay.read(server.url), "test") is None
        assert server.tried == 0


async def test_what_stands_in_the_way_is_looked_at_before_anybody_is_named() -> None:
    async def forbidden() -> Decision | None:
        return Decision(outcome=Outcome.RETRY, reason="lease_lost")

    async with mail_server.serving() as server:
        found = await smtp.hand_over(
            relay.read(server.url), letter(), name="test", permission=forbidden
        )
    assert found is not None
    assert found.reason == "lease_lost"
    assert (server.tried, server.taken) == (0, [])
