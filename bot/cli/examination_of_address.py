"""What the doctor finds at the public address: whether Slack and ticket systems can reach us."""

import ssl
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp

from bot.cli.finding import Finding, good, wrong
from bot.config import Settings
from bot.web.health import SERVICE
from kpi.store.tables import Hook

PATIENCE = aiohttp.ClientTimeout(total=10)
WHAT = "public address"
_OK = 200
_SET_IT = "Set it to the https address at which {who} reach Kompas."


async def examine(settings: Settings, doors: Sequence[Hook]) -> Finding:
    """Look whether the address is set, whether it is https, and whether Kompas answers there.

    Args:
        settings: with Socket Mode only hooks need an address.
        doors: the hooks there are.
    """
    if settings.public_url is None:
        return _unset(settings, doors)
    address = settings.public_url
    if not address.startswith("https://") and not _may_be_open(settings, address):
        advice = "Slack calls https addresses only: put a proxy that speaks https in front."
        return wrong(WHAT, f"{address} is not https", advice)
    problem = await _problem(f"{address}/healthz")
    if problem:
        port = settings.port
        advice = f"Is kompas serve running, and does the address lead to port {port} of it?"
        return wrong(WHAT, f"{address} {problem}", advice)
    return good(WHAT, f"{address} leads to Kompas, seen from here")


def _unset(settings: Settings, doors: Sequence[Hook]) -> Finding:
    if _uses_http(settings):
        advice = _SET_IT.format(who="Slack and ticket systems")
        return wrong(WHAT, "KOMPAS_PUBLIC_URL is not set", advice)
    if not doors:
        return good(WHAT, "not set; only HTTP and hooks need one")
    if any(door.last_event_at for door in doors):
        return good(WHAT, "KOMPAS_PUBLIC_URL is not set, and hooks are heard all the same")
    advice = _SET_IT.format(who="ticket systems")
    return wrong(WHAT, "KOMPAS_PUBLIC_URL is not set, and no hook was ever heard", advice)


def _uses_http(settings: Settings) -> bool:
    return settings.slack_signing_secret is not None


def _may_be_open(settings: Settings, address: str) -> bool:
    """Whether this address need not be https: on this machine, where only hooks come in."""
    return not _uses_http(settings) and _is_this_machine(urlsplit(address).hostname or "")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _problem(url: str) -> str:
    """Say what is wrong at an address; empty when Kompas answers there."""
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.get(url, allow_redirects=False) as response,
        ):
            if response.status != _OK:
                return f"answers {response.status}"
            found = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return _silence(error)
    except ValueError:
        found = None
    is_ours = isinstance(found, dict) and found.get("service") == SERVICE
    return "" if is_ours else "answers, but not as Kompas does"


def _silence(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLError):
        return "has a certificate that is not trusted"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "cannot be found: its name is not known here"
    if isinstance(error, TimeoutError):
        return f"does not answer within {PATIENCE.total:.0f} seconds"
    return "cannot be reached"
