"""The page on which who gets numbers by mail takes their address off: looking changes nothing.

The same address stands in the List-Unsubscribe header, where mail programs send a form of their
own by POST (RFC 8058).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog
from aiohttp import web

from bot.blocks import inert
from bot.clock import Clock
from bot.mail import digest_links
from bot.mail.digest_links import DigestLink
from bot.secrets import SecretBox
from bot.web import reading
from bot.web.page import drawing, paper, visit
from bot.web.page.door import MOST_SECONDS
from bot.web.page.parts import View
from bot.web.page.visit import Visit
from bot.wording import voice
from bot.wording.catalogs import LANGUAGES
from kpi.errors import NotFound, Unavailable
from kpi.store import database, digests, schedules
from kpi.store.database import Database
from kpi.store.tables import Schedule

_TITLE, _ADDRESS = 80, 320

Answer: TypeAlias = Callable[[DigestLink, Schedule], Awaitable[Schedule]]

log = structlog.get_logger()


class DigestPage:
    """The handlers of /d/{token}."""

    def __init__(self, database: Database, box: SecretBox, *, clock: Clock) -> None:
        self._database = database
        self._box = box
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Give the routes of the page."""
        return [web.get("/d/{token}", self.show), web.post("/d/{token}", self.stop)]

    async def show(self, request: web.Request) -> web.Response:
        """Show what comes to the address, with the button that stops it."""

        async def look(_link: DigestLink, schedule: Schedule) -> Schedule:
            return schedule

        return await self._answered(request, look)

    async def stop(self, request: web.Request) -> web.Response:
        """Take the address off, whatever the form says beside."""
        await reading.body_of(request)
        return await self._answered(request, self._left)

    async def _left(self, link: DigestLink, schedule: Schedule) -> Schedule:
        now = self._clock.now()
        return await self._database.writer.work(
            lambda connection: digests.leave(connection, schedule, link.address, now)
        )

    async def _answered(self, request: web.Request, answer: Answer) -> web.Response:
        seen = visit.visit_of(request)
        link = digest_links.opened(self._box, seen.token)
        if link is None:
            return _page(drawing.wrong(seen), seen, status=404)
        try:
            async with asyncio.timeout(MOST_SECONDS):
                async with self._database.reading() as connection:
                    schedule = await schedules.find(connection, link.workspace_id, link.schedule_id)
                schedule = await answer(link, schedule)
        except NotFound:
            return _page(_over(seen), seen)
        except (*database.AWAY, TimeoutError, Unavailable) as error:
            log.warning("the page could not answer", error=type(error).__name__)
            return _page(drawing.away(seen), seen, status=503)
        return _page(_view(schedule, link, seen), seen)


def _view(schedule: Schedule, link: DigestLink, seen: Visit) -> View:
    say = voice(seen.language or schedule.language)
    others = [code for code in LANGUAGES if code != say.language]
    switch = tuple((code, drawing.NAMES[code], f"?lang={code}") for code in others)
    if link.address not in schedule.addresses:
        gone = say("These numbers no longer come to {address}.", address=_address(link))
        who = say("Whoever ordered them is told, and can send them to you again.")
        return View(language=say.language, title=gone, told=(gone, who), switch=switch)
    title = say("Shall these numbers no longer come to {address}?", address=_address(link))
    what = schedule.title or ", ".join(metric.upper() for metric in schedule.metrics)
    return View(
        language=say.language,
        title=title,
        told=(title, inert.line(what, _TITLE)),
        wish=("stop", say("Stop sending me these")),
        switch=switch,
    )


def _over(seen: Visit) -> View:
    say = voice(seen.language or seen.accepted)
    title = say("These numbers are sent to nobody any more.")
    return View(language=say.language, title=title, told=(title,))


def _address(link: DigestLink) -> str:
    return inert.line(link.address, _ADDRESS)


def _page(view: View, seen: Visit, *, status: int = 200) -> web.Response:
    return paper.page(
        "page.html", status=status, view=view, here=seen.query, nonce=visit.new_nonce()
    )
