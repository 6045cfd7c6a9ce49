"""A mail server on loopback that takes letters, or does to them what mail servers do."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "kompas", "p@ss/word"


@dataclass(slots=True)
class MailServer:
    """Keeps what it took; what it shall say otherwise stands in its fields."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    tried: int = 0
    """Recipients it was asked to take a letter for."""
    at_sender: str = ""
    at_recipient: str = ""
    at_data: str = ""
    """What it answers there instead of taking it, such as "450 4.2.0 Later"."""
    hangs_up: bool = False
    """Whether it takes the letter, and hangs up without a word."""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?from=support@acme.example"

    async def handle_MAIL(  # noqa: N802 - the server's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.mail_from = address
        return self.at_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        self.tried += 1
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server's name for it
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.at_data:
            return self.at_data
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(message_from_bytes(content, policy=policy.default))
        if self.hangs_up:
            assert server.transport is not None
            server.transport.close()
        return "250 OK"


@asynccontextmanager
async def serving(*, tls: ssl.SSLContext | None = None) -> AsyncIterator[MailServer]:
    """Run a mail server; with a TLS context it wants STARTTLS and then a login."""
    server = MailServer()
    listening = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            server,
            hostname="mail.test",
            authenticator=_authenticated,
            loop=asyncio.get_running_loop(),
            require_starttls=tls is not None,
            tls_context=tls,
            auth_required=tls is not None,
        ),
        "127.0.0.1",
        0,
    )
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await listening.wait_closed()


def _authenticated(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    said = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode())
    return AuthResult(success=said == (USER, PASSWORD), handled=False)
