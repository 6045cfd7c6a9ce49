"""Which addresses may be reached: those of the public internet, and what an operator allowed.

What a name stands for is checked at the moment of connecting, so a name that changes its mind
between two look-ups gains nothing.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult
from typing_extensions import override

MayReach: TypeAlias = Callable[[str], bool]
"""Whether an address, as text, may be reached."""

Place: TypeAlias = tuple[str, str | None, int | None]
"""Scheme, host and port of a web address."""

_NAT64 = ip_network("64:ff9b::/96")
_LOW_BITS = 0xFFFFFFFF


class NotPublic(OSError):
    """A name stands for an address that may not be reached."""


def is_public(address: str) -> bool:
    """Tell whether an address belongs to the public internet, also one inside an IPv6 address."""
    found = _read(address)
    return found is not None and found.is_global and not found.is_multicast


def is_hosts(address: str) -> bool:
    """Tell whether an address may be one of a host of the operator's own.

    Link-local ones never are: there clouds tell whoever asks the secrets of a machine.
    """
    found = _read(address)
    if found is None or found.is_loopback:
        return found is not None
    never = (found.is_link_local, found.is_multicast, found.is_unspecified, found.is_reserved)
    return not any(never)


def looks_numeric(host: str) -> bool:
    """Tell whether a host is connected to as it stands, without looking its name up.

    The system reads more as an address than is written as one should be: 127.1, or 2130706433.
    """
    return ":" in host or host.replace(".", "").isdigit()


def _read(address: str) -> IPv4Address | IPv6Address | None:
    """Read an address, or the one inside it; None for anything else."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if not isinstance(found, IPv6Address):
        return found
    if found in _NAT64:
        return IPv4Address(int(found) & _LOW_BITS)
    return found.ipv4_mapped or found.sixtofour or found


class CheckedResolver(AbstractResolver):
    """Resolves names as another resolver does, and refuses those that lead elsewhere."""

    def __init__(
        self, resolver: AbstractResolver, may_reach: MayReach, home: Place | None = None
    ) -> None:
        """Take another way to resolve names; `home` may also stand for a private address."""
        self._resolver = resolver
        self._may_reach = may_reach
        self._home = home and home[1:]

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        may_reach = is_hosts if (host, port) == self._home else self._may_reach
        if not all(may_reach(one["host"]) for one in found):
            raise NotPublic
        return found

    @override
    async def close(self) -> None:
        await self._resolver.close()
