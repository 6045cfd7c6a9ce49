"""The door of the page: looking changes nothing, only what a form sends counts.

Scanners of mail follow links, so GET and HEAD read alone; the link in the List-Unsubscribe header
stops the questions by POST, as mail programs send it (RFC 8058).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.mail import links
from bot.metrics import Metrics
from bot.secrets import SecretBox
from bot.web import reading
from bot.web.page import deeds, drawing, paper, visit
from bot.web.page.deeds import Deed
from bot.web.page.parts import View
from bot.web.page.visit import Form, Visit
from kpi.answering import Verdict
from kpi.errors import NotFound, Unavailable
from kpi.store import database, invitations, wishes
from kpi.store.database import Database
from kpi.store.invitations import Question

MOST_SECONDS = 5.0
"""How long somebody waits for our database at most."""

REFUSED = frozenset({Verdict.CLOSED, Verdict.LATE, Verdict.UNKNOWN, Verdict.FOREIGN})

Answer: TypeAlias = Callable[[Visit, Question], Awaitable[web.Response]]

log = structlog.get_logger()


class Page:
    """The handlers of /a/{token} and /a/{token}/stop."""

    def __init__(
        self, database: Database, box: SecretBox, *, clock: Clock, metrics: Metrics
    ) -> None:
        self._database = database
        self._box = box
        self._clock = clock
        self._metrics = metrics

    def routes(self) -> list[web.RouteDef]:
        """Give the routes of the page."""
        return [
            web.get("/a/{token}", self.show),
            web.post("/a/{token}", self.take),
            web.get("/a/{token}/stop", self.ask_to_stop),
            web.post("/a/{token}/stop", self.stop),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Show the question as it stands, with the choice of the link marked."""
        return await self._answered(request, self._drawn)

    async def ask_to_stop(self, request: web.Request) -> web.Response:
        """Show the button that stops the questions."""

        async def answer(seen: Visit, question: Question) -> web.Response:
            shown = drawing.stopping(question, seen, self._clock.now())
            return _page(shown, seen, path=f"../{seen.token}")

        return await self._answered(request, answer)

    async def take(self, request: web.Request) -> web.Response:
        """Do what a form says, then show what became of it."""
        form = await visit.form_of(request)

        async def answer(seen: Visit, question: Question) -> web.Response:
            return await self._done(form, seen, question)

        return await self._answered(request, answer)

    async def stop(self, request: web.Request) -> web.Response:
        """Stop the questions at once, without another page between."""
        await reading.body_of(request)
        form = visit.one_click()

        async def answer(seen: Visit, question: Question) -> web.Response:
            await deeds.wish(self._database, self._deed(form, question), wishes.STOP)
            shown = drawing.view(await self._fresh(question), seen, self._clock.now())
            return _page(shown, seen, path=f"../{seen.token}")

        return await self._answered(request, answer)

    async def _answered(self, request: web.Request, answer: Answer) -> web.Response:
        seen = visit.visit_of(request)
        link = links.opened(self._box, seen.token)
        if link is None:
            return _page(drawing.wrong(seen), seen, status=404)
        if self._clock.now() >= link.until:
            return _page(drawing.expired(seen), seen, status=410)
        try:
            async with asyncio.timeout(MOST_SECONDS), self._database.reading() as connection:
                question = await invitations.question(
                    connection, link.workspace_id, link.invitation_id
                )
            async with asyncio.timeout(MOST_SECONDS):
                return await answer(seen, question)
        except NotFound:
            return _page(drawing.wrong(seen), seen, status=404)
        except (*database.AWAY, TimeoutError, Unavailable) as error:
            log.warning("the page could not answer", error=type(error).__name__)
            return _page(drawing.away(seen), seen, status=503)

    async def _done(self, form: Form, seen: Visit, question: Question) -> web.Response:
        if form.deed in deeds.WISHES:
            wish = deeds.WISHES[form.deed]
            await deeds.wish(self._database, self._deed(form, question), wish)
            return paper.elsewhere(seen.query)
        if form.deed == "rate" and form.score not in question.definition.scale:
            alert = drawing.nothing_chosen(question, seen)
            return await self._drawn(seen, question, alert=alert, status=422)
        verdict = await self._judged(form, question)
        if verdict in REFUSED:
            fresh = await self._fresh(question)
            return await self._drawn(seen, fresh, alert=drawing.too_late(fresh, seen), status=409)
        return paper.elsewhere(seen.query)

    async def _judged(self, form: Form, question: Question) -> Verdict:
        deed = self._deed(form, question)
        if form.deed == "comment":
            return await deeds.comment(self._database, deed)
        verdict = await deeds.rate(self._database, deed)
        self._metrics.taps.labels(verdict=verdict).inc()
        return verdict

    async def _fresh(self, question: Question) -> Question:
        async with self._database.reading() as connection:
            return await invitations.question(
                connection, question.workspace.id, question.invitation.id
            )

    async def _drawn(
        self, seen: Visit, question: Question, *, alert: str = "", status: int = 200
    ) -> web.Response:
        shown = drawing.view(question, seen, self._clock.now(), alert=alert)
        return _page(shown, seen, status=status)

    def _deed(self, form: Form, question: Question) -> Deed:
        return Deed(question=question, form=form, at=self._clock.now())


def _page(view: View, seen: Visit, *, status: int = 200, path: str = "") -> web.Response:
    """Draw a page; `path` leads from where it stands to the question, empty when it is there."""
    return paper.page(
        "page.html",
        status=status,
        view=view,
        here=f"{path}{seen.query}",
        nonce=visit.new_nonce(),
    )
