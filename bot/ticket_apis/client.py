"""The client of all ticket systems: https only, patient for a bounded time, never led astray.

Redirects are followed by hand and only for reading; tokens stay with the host they were meant
for. What is logged or raised names hosts and statuses, never tokens, people or bodies.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDict
from yarl import URL

from bot.ticket_apis import addresses, judging
from bot.ticket_apis.addresses import CheckedResolver, MayReach, Place, is_public
from bot.ticket_apis.talk import Answer, Call, Talk
from bot.ticket_apis.trouble import ApiTrouble

CONNECT_SECONDS = 5.0
CALL_SECONDS = 15.0
TALK_SECONDS = 120.0
"""How long all calls of one talk may take together."""
MOST_BYTES = 8_000_000
MOST_REDIRECTS = 3
TRIES = 3
"""How often a call is made that is told to come back later."""
LONGEST_PAUSE = 10.0
"""Seconds; who asks for more is asked again by a later round."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})

Result = TypeVar("Result")


class Client:
    """Holds talks; its session opens with the first one."""

    def __init__(
        self,
        *,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        may_reach: MayReach = is_public,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        seconds: float = CALL_SECONDS,
    ) -> None:
        """Take another way to resolve names, trust, reach and wait, as tests do."""
        self._resolver = resolver
        self._tls = tls
        self._may_reach = may_reach
        self._sleep = sleep
        self._seconds = seconds
        self._sessions: dict[Place | None, ClientSession] = {}

    async def hold(self, talk: Talk[Result]) -> Result:
        """Make the calls of a talk, one after the other, and return its result.

        Raises:
            ApiTrouble: one of them failed; the talk may also raise it, or another KpiError.
        """
        try:
            async with asyncio.timeout(TALK_SECONDS):
                call = next(talk)
                while True:
                    call = talk.send(await self._answer(call))
        except StopIteration as end:
            result: Result = end.value
            return result
        except TimeoutError:
            raise ApiTrouble(
                "The ticket system took too long.", reason="timeout", may_be_done=True
            ) from None

    async def close(self) -> None:
        while self._sessions:
            await self._sessions.popitem()[1].close()

    async def _answer(self, call: Call) -> Answer:
        """Make a call, again where the system names a short time to wait."""
        for _ in range(TRIES - 1):
            status, answer = await self._followed(call)
            pause = judging.pause_of(answer)
            if status not in judging.BUSY or pause is None or pause > LONGEST_PAUSE:
                return judging.judged(call, status, answer)
            await self._sleep(pause)
        return judging.judged(call, *await self._followed(call))

    async def _followed(self, call: Call) -> tuple[int, Answer]:
        """Make a call; when it only reads, go where it is sent."""
        url, headers = _address(call), call.headers
        if not "".join(headers.values()).isprintable():
            # As in a token that a system made for us: it would end the header, and begin another.
            raise judging.unreadable(url.host or "")
        home = _place(url) if call.may_be_private else None
        for _ in range(MOST_REDIRECTS + 1):
            status, answer = await self._once(call, url, headers, home=home)
            target = answer.headers.get("Location")
            if status not in REDIRECTS or target is None:
                return status, answer
            if call.method != "GET":
                break
            there = _joined(url, target)
            headers = headers if _place(there) == _place(url) else {}
            url = there
        raise ApiTrouble(
            "{host} sends us elsewhere, where we do not follow.",
            reason="redirect",
            is_final=True,
            host=url.host,
        )

    async def _once(
        self, call: Call, url: URL, headers: Any, *, home: Place | None
    ) -> tuple[int, Answer]:
        self._refuse_elsewhere(url, home)
        try:
            async with self._opened(home).request(
                call.method,
                url,
                headers=headers,
                json=call.body,
                data=call.form,
                allow_redirects=False,
            ) as response:
                body = await _read(response)
        except (aiohttp.ClientError, OSError, UnicodeError) as error:
            raise judging.unreached(error, url.host or "") from None
        is_good = response.status < judging.OUR_FAULT and response.status not in REDIRECTS
        found = judging.read_json(body, url.host or "") if is_good else None
        return response.status, Answer(body=found, headers=CIMultiDict(response.headers))

    def _refuse_elsewhere(self, url: URL, home: Place | None) -> None:
        """Raise ApiTrouble for what is no https, or names an address that is not public."""
        if url.scheme != "https" or not url.host or url.user is not None:
            raise ApiTrouble("Only https addresses are asked.", reason="not_https", is_final=True)
        may_reach = addresses.is_hosts if _place(url) == home else self._may_reach
        if addresses.looks_numeric(url.host) and not may_reach(url.host):
            raise judging.not_public(url.host)

    def _opened(self, home: Place | None) -> ClientSession:
        """Return the session for a private home, or the one for all others.

        They share no connection, so what was opened for one who may is not used by one who may not.
        """
        if home not in self._sessions:
            plain = self._resolver or ThreadedResolver()
            resolver = CheckedResolver(plain, self._may_reach, home)
            connector = TCPConnector(
                limit=16, resolver=resolver, use_dns_cache=False, ssl=self._tls or True
            )
            self._sessions[home] = ClientSession(
                connector=connector,
                cookie_jar=DummyCookieJar(),
                headers={"Accept": "application/json", "User-Agent": "Kompas"},
                timeout=ClientTimeout(total=self._seconds, sock_connect=CONNECT_SECONDS),
            )
        return self._sessions[home]


def _place(url: URL) -> Place:
    return url.scheme, url.host, url.port


def _address(call: Call) -> URL:
    """Return the whole address. Raises ApiTrouble where it is none."""
    try:
        return URL(call.url).update_query(call.query)
    except ValueError:
        raise judging.no_address() from None


def _joined(url: URL, target: str) -> URL:
    try:
        return url.join(URL(target))
    except ValueError:
        raise judging.unreadable(url.host or "") from None


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Read a body up to our limit. Raises ApiTrouble when it is longer."""
    parts, size = [], 0
    async for part in response.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise judging.unreadable(response.url.host or "")
    return b"".join(parts)
