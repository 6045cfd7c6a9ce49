"""The mail server that takes our mail, read from an address such as smtps://me:pass@host:465."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
OPTIONS = frozenset({"from", "starttls"})

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """How a mail server is reached and in whose name."""

    host: str
    port: int
    user: str
    password: str
    has_tls: bool
    """Whether the connection begins with TLS."""
    starts_tls: bool
    """Whether it must be turned into one with TLS before anything else is said."""
    sender: str
    """Whom mail comes from, as it was written; empty when the address does not say."""


def read(address: str) -> Relay:
    """Read the address of a mail server.

    Raises:
        ValueError: it is not one.
    """
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    if parts.scheme not in PORTS or not parts.hostname or parts.port == 0:
        raise ValueError("an SMTP address has a scheme and a host")
    if parts.path.strip("/") or options.keys() - OPTIONS:
        raise ValueError("an SMTP address has no path, and few options")
    return Relay(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        has_tls=parts.scheme == "smtps",
        starts_tls=_starts_tls(parts, options.get("starttls", "")),
        sender=mailbox(options["from"]) if "from" in options else "",
    )


def mailbox(text: str) -> str:
    """Give a sender such as `Acme <support@acme.example>` in one way of writing.

    Raises:
        ValueError: it is not one address, or nothing a server would take.
    """
    name, address = parseaddr(text)
    if not is_address(address) or "\n" in text or "\r" in text:
        raise ValueError("a sender is an address with an @")
    return str(Address(display_name=name, addr_spec=address))


def is_address(text: str) -> bool:
    """Tell whether mail can be addressed so: what a ticket says may be anything with an @.

    Python's own parser trips over some of it, and few servers take other letters than these.
    """
    return _ADDRESS.fullmatch(text) is not None


def _starts_tls(parts: SplitResult, wanted: str) -> bool:
    """Only a server on this machine may go without, unless somebody says so."""
    if wanted not in {"", "yes", "no"}:
        raise ValueError("starttls is yes or no")
    if parts.scheme == "smtps":
        return False
    return wanted == "yes" or (not wanted and not _is_this_machine(parts.hostname or ""))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
