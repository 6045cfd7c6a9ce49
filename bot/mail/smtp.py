"""Handing a letter to the mail server, and what is known of it when that fails.

Until the letter itself is handed over nothing was sent, so it may be tried again; when the server
falls silent afterwards, nobody knows.
"""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from email.message import EmailMessage

import aiosmtplib
from aiosmtplib import SMTP

from bot.mail import wire
from bot.relay import Relay
from bot.slack_errors import Decision, Outcome

SECONDS = 10.0
"""How long any single answer of the server may take."""

FAILURES = (aiosmtplib.SMTPException, OSError, ssl.SSLError, ValueError)
"""What talking to a mail server raises when it fails."""

ADDRESS_REFUSED = "address_refused"
"""The server says that nobody has this address."""

MENDED_BY_HAND = timedelta(minutes=15)
"""Pause where an operator has to set something right first."""

_REFUSED, _NOT_TAKEN = range(500, 600), range(400, 600)
"""Codes that say no for good, and those that say no at all; anything else is no answer."""
_NO_MAILBOX = frozenset({550, 551, 553})
"""Codes that speak of the mailbox; with a detailed code of policy, 5.7, they do not."""

Permission = Callable[[], Awaitable[Decision | None]]


@asynccontextmanager
async def connected(relay: Relay, name: str) -> AsyncIterator[SMTP]:
    """Connect, with TLS and login as the relay wants them; whatever happens, hang up at the end.

    Args:
        relay: where to.
        name: our own host name, which servers want to hear.
    """
    client = SMTP(
        hostname=relay.host,
        port=relay.port,
        username=relay.user or None,
        password=relay.password or None,
        use_tls=relay.has_tls,
        start_tls=None if relay.has_tls else relay.starts_tls,
        local_hostname=name,
        timeout=SECONDS,
    )
    try:
        await client.connect()
        yield client
    finally:
        client.close()


async def trouble(relay: Relay, name: str) -> str | None:
    """Connect and hang up; give what goes wrong, None when nothing does."""
    try:
        async with connected(relay, name) as client:
            await client.noop()
    except FAILURES as error:
        return _unsent(error).reason
    return None


async def hand_over(
    relay: Relay, message: EmailMessage, *, name: str, permission: Permission
) -> Decision | None:
    """Give a letter to the mail server.

    Args:
        relay: the server.
        message: with one sender and one recipient.
        name: our own host name.
        permission: asked as late as possible; what it gives, if anything, stands in the way.

    Returns:
        None when the server took it, otherwise what is known.
    """
    sender, recipient = _address(message, "From"), _address(message, "To")
    # Whatever is wrong with the letter shows here, where nothing is under way yet.
    content = wire.content(message)
    try:
        async with connected(relay, name) as client:
            obstacle = await permission()
            if obstacle is not None:
                return obstacle
            await client.mail(sender)
            await client.rcpt(recipient)
            return await _deliver(client, content)
    except FAILURES as error:
        return _unsent(error)


async def _deliver(client: SMTP, content: bytes) -> Decision | None:
    try:
        await client.data(content)
    except FAILURES as error:
        if isinstance(error, aiosmtplib.SMTPResponseException) and error.code in _NOT_TAKEN:
            return _of_code(error.code)
        return Decision(outcome=Outcome.UNKNOWN, reason="smtp_silent")
    return None


def _unsent(error: Exception) -> Decision:
    """Judge a failure before the letter was handed over."""
    if isinstance(error, aiosmtplib.SMTPRecipientRefused):
        return _of_recipient(error)
    if reason := _to_mend(error):
        return Decision(outcome=Outcome.RETRY, reason=reason, wait=MENDED_BY_HAND)
    code = error.code if isinstance(error, aiosmtplib.SMTPResponseException) else "unreachable"
    return Decision(outcome=Outcome.RETRY, reason=f"smtp_{code}")


def _to_mend(error: Exception) -> str:
    """Name what an operator has to set right; empty where waiting may help by itself."""
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return "smtp_sender_refused" if error.code in _REFUSED else ""
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return "smtp_login_refused"
    if type(error) in {aiosmtplib.SMTPException, aiosmtplib.SMTPNotSupported}:
        # The library's word for a server that offers no STARTTLS, or no login we know.
        return "smtp_not_supported"
    return "smtp_tls" if isinstance(error.__cause__ or error, ssl.SSLError) else ""


def _of_recipient(error: aiosmtplib.SMTPRecipientRefused) -> Decision:
    is_policy = "5.7." in error.message
    if error.code in _NO_MAILBOX and not is_policy:
        return Decision(outcome=Outcome.REFUSED, reason=ADDRESS_REFUSED)
    return _of_code(error.code)


def _of_code(code: int) -> Decision:
    """Judge an answer: from 500 on it is final, otherwise the same may be accepted later."""
    outcome = Outcome.REFUSED if code in _REFUSED else Outcome.RETRY
    return Decision(outcome=outcome, reason=f"smtp_{code}")


def _address(message: EmailMessage, header: str) -> str:
    address: str = message[header].addresses[0].addr_spec
    return address
