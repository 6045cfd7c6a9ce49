"""`/survey what-if`: a policy tried on the last 90 days, and the button that switches it on."""

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message
from bot.blocks import what_if as blocks
from bot.listeners import payloads, what_if_words
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.listeners.what_if_words import Wish
from bot.process import Process
from bot.roles import Role
from kpi.store import surveys, what_ifs
from kpi.store.tables import Survey


class WhatIfs:
    """Answers what would have been, to leads and admins."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def try_out(self, caller: Caller, rest: str, command: Body) -> Message:
        """Check the settings at once; the replay follows when it is done."""
        caller.require(lead=True)
        wish = what_if_words.parse(payloads.plain(rest))
        what_ifs.changed(await self._survey(wish), wish.changes)
        self._process.background.start(self._follow(caller, wish, command), "replay a policy")
        return Message(caller.say("I am replaying the last 90 days. Nothing is changed by it."))

    async def switch_on(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Change the policy, and say so in place of the answer."""
        await ack()
        self._process.background.start(self._switch(body, action["value"]), "switch a policy on")

    async def _follow(self, caller: Caller, wish: Wish, command: Body) -> None:
        answer = await self._reception.serve(
            caller.user_id, lambda again: self._answer(again, wish)
        )
        await self._showing.follow(command, answer)

    async def _answer(self, caller: Caller, wish: Wish) -> Message:
        survey, now = await self._survey(wish), self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await what_ifs.tried(
                connection, caller.workspace, survey, wish.changes, now=now
            )
        return blocks.answer(
            found,
            settings=what_if_words.shown(wish.changes),
            language=caller.language,
            may_switch=caller.role is Role.ADMIN,
        )

    async def _switch(self, body: Body, text: str) -> None:
        answer = await self._reception.serve(
            payloads.actor(body).user_id, lambda caller: self._change(caller, text)
        )
        await self._showing.replace(body, answer)

    async def _change(self, caller: Caller, text: str) -> Message:
        caller.require(admin=True)
        revision, _, words = text.partition(" ")
        wish = what_if_words.parse(words)
        survey, now = await self._survey(wish), self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: what_ifs.switch_on(
                connection,
                survey,
                wish.changes,
                revision=int(revision),
                by=caller.user_id,
                now=now,
            )
        )
        return blocks.switched(caller.say, wish.survey, what_if_words.shown(wish.changes))

    async def _survey(self, wish: Wish) -> Survey:
        async with self._process.database.reading() as connection:
            return await surveys.named(connection, self._process.workspace_id, wish.survey)
