"""The Home tab: published when somebody opens it, and anew after each button they use there.

A tab is always drawn from what is stored, one drawing at a time for each person.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any
from uuid import UUID
from weakref import WeakValueDictionary

from slack_bolt.async_app import AsyncAck

from bot import wording
from bot.blocks import View, kit
from bot.blocks import home as blocks
from bot.blocks.pickers import Choice
from bot.charts.posting import REMEMBERED
from bot.listeners import payloads, picking
from bot.listeners.home_page import HomePage
from bot.listeners.opting import start_asking, stop_asking
from bot.listeners.payloads import Actor, Body
from bot.listeners.prompts import TOLD, Prompts, refusal
from bot.listeners.ratings import score_of, store_tap
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from bot.wording import sentence
from kpi.answering import Verdict
from kpi.errors import KpiError
from kpi.store import database

AWAY = sentence("I cannot show this page right now. Nothing is lost; please open it again soon.")


class Home:
    """Listens to the Home tab and to the buttons in it."""

    def __init__(self, process: Process, reception: Reception, prompts: Prompts) -> None:
        self._process = process
        self._reception = reception
        self._prompts = prompts
        self._page = HomePage(process)
        self._showing = Showing(process)
        self._seen: dict[str, Choice] = {}
        """What leads look at, for when their tab is drawn anew from elsewhere."""
        self._without_charts_until = 0.0
        """On the clock of the event loop: Slack refused one."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def opened(self, event: Body) -> None:
        """Publish the tab; opening the messages of the app changes nothing."""
        if event.get("tab") == "home":
            self._look(event["user"], picking.read(event.get("view")))
            self._later(self._publish(event["user"]))

    async def pick(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Show what was chosen in a menu: a period, a team, a metric."""
        await ack()
        user_id = payloads.actor(body).user_id
        self._look(user_id, picking.picked(body, action))
        self._later(self._publish(user_id))

    async def change(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Show the scale under an answer; nothing is stored until a score is chosen."""
        await ack()
        self._look_on(body)
        choosing = payloads.invitation_id(action.get("value"))
        self._later(self._publish(payloads.actor(body).user_id, choosing=choosing))

    async def rate(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Take the score that was chosen instead."""
        verdict = await store_tap(self._process, body, action, score=score_of(action))
        await ack()
        self._look_on(body)
        invitation_id = payloads.invitation_id(action.get("value"))
        self._later(self._follow(payloads.actor(body), invitation_id, verdict))

    async def opt_out(self, ack: AsyncAck, body: Body) -> None:
        """Stop asking whoever taps."""
        actor = payloads.actor(body)
        await stop_asking(self._process, actor)
        await ack()
        self._look_on(body)
        self._later(self._follow_wish(actor))

    async def opt_in(self, ack: AsyncAck, body: Body) -> None:
        """Ask whoever taps again."""
        actor = payloads.actor(body)
        await start_asking(self._process, actor)
        await ack()
        self._look_on(body)
        self._later(self._follow_wish(actor))

    async def refresh(self, user_id: str) -> None:
        """Draw somebody's tab anew, for what they changed elsewhere."""
        await self._publish(user_id)

    def _look_on(self, body: Body) -> None:
        """Keep to what the tab shows in which a button was used."""
        self._look(payloads.actor(body).user_id, picking.read(body.get("view")))

    def _look(self, user_id: str, choice: Choice | None) -> None:
        """Keep what somebody looks at; nothing is kept of who looks at what all begin with."""
        if choice is None or choice == Choice():
            self._seen.pop(user_id, None)
        else:
            self._seen[user_id] = choice

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        self._process.background.start(work, "show a home")

    async def _follow(self, actor: Actor, invitation_id: UUID | None, verdict: Verdict) -> None:
        await self._publish(actor.user_id, verdict=verdict)
        if invitation_id is not None and verdict not in TOLD:
            await self._prompts.refresh(invitation_id)

    async def _follow_wish(self, actor: Actor) -> None:
        await self._publish(actor.user_id)
        await self._prompts.redraw_open(actor)

    async def _publish(
        self, user_id: str, *, choosing: UUID | None = None, verdict: Verdict | None = None
    ) -> None:
        async with self._locks.setdefault(user_id, asyncio.Lock()):
            charts = asyncio.get_running_loop().time() >= self._without_charts_until
            view = await self._view(user_id, choosing, verdict, charts=charts)
            if await self._showing.publish(user_id, view) or not _has_chart(view):
                return
            plain = await self._view(user_id, choosing, verdict, charts=False)
            if await self._showing.publish(user_id, plain):
                self._without_charts_until = asyncio.get_running_loop().time() + REMEMBERED

    async def _view(
        self, user_id: str, choosing: UUID | None, verdict: Verdict | None, *, charts: bool
    ) -> View:
        say = wording.voice("")
        try:
            caller = await self._reception.caller(user_id)
            say = caller.say
            choice = self._seen.get(user_id, Choice())
            page = await self._page.of(
                caller, choice, choosing=choosing, notice=_notice(caller, verdict)
            )
        except KpiError as error:
            return blocks.trouble(say.explain(error))
        except database.AWAY:
            return blocks.trouble(say(AWAY))
        now = self._process.clock.now()
        view = blocks.view(page, language=caller.language, now=now, charts=charts)
        return view | ({"private_metadata": picking.kept(choice)} if page.numbers else {})


def _has_chart(view: View) -> bool:
    return any(block["type"] == kit.CHART for block in view["blocks"])


def _notice(caller: Caller, verdict: Verdict | None) -> str:
    if verdict is None or verdict not in TOLD:
        return ""
    return refusal(verdict, caller.say).text
