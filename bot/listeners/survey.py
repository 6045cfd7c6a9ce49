"""`/survey`: asking by hand, and the few settings that are made in Slack."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from slack_bolt.async_app import AsyncAck

from bot.blocks import Message, survey_help
from bot.listeners import asking, payloads, survey_slips, survey_words
from bot.listeners.asking import Request
from bot.listeners.digests import Digests
from bot.listeners.opting import Opting
from bot.listeners.payloads import Actor, Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.settings import Settings
from bot.listeners.survey_words import Ask, Name, RemoveDigest, Simple, Verb, Wish
from bot.process import Process
from bot.roles import Role
from kpi.errors import KpiError
from kpi.store import surveys

Listener: TypeAlias = Callable[[Caller, str, Body], Awaitable[Message]]
"""Serves one of `survey_words.VERBS`: the caller, the words after it, and the whole command."""

HOME = "home"
"""Who opens the list of surveys, beside those who serve `survey_words.VERBS`."""


class Survey:
    """Listens to `/survey`."""

    def __init__(
        self,
        process: Process,
        reception: Reception,
        opting: Opting,
        *,
        settings: Settings,
        digests: Digests,
        verbs: Mapping[str, Listener],
    ) -> None:
        self._process = process
        self._verbs = verbs
        self._opting = opting
        self._reception = reception
        self._settings = settings
        self._digests = digests

    async def command(self, ack: AsyncAck, command: Body) -> None:
        """Do what was asked, and answer privately in a sentence."""
        answer = await self._reception.serve(
            command["user_id"], lambda caller: self._fulfil(caller, command)
        )
        await ack(text=answer.text, blocks=answer.blocks or None)

    async def _fulfil(self, caller: Caller, command: Body) -> Message:
        wish = await self._wish(caller, payloads.typed(command.get("text")))
        match wish:
            case Ask():
                return await self._ask(caller, wish, command)
            case Name():
                return await self._settings.name(caller, wish)
            case RemoveDigest():
                return await self._digests.remove(caller, wish.number)
            case Simple.HOME if caller.role.leads:
                return await self._verbs[HOME](caller, "", command)
            case Verb():
                return await self._verbs[wish.name](caller, wish.rest, command)
            case _:
                return await self._simple(caller, wish, command)

    async def _wish(self, caller: Caller, text: str) -> Wish:
        """Read what was typed; a survey that is none is told of before what else is missing."""
        try:
            wish = survey_words.parse(text)
        except survey_words.NotUnderstood as refusal:
            if refusal.survey:
                await self._require_survey(caller, refusal.survey)
            raise
        if isinstance(wish, Ask):
            await self._require_survey(caller, wish.survey)
        return wish

    async def _require_survey(self, caller: Caller, name: str) -> None:
        """Raise Refused for outsiders, and NotFound where there is no survey of that name."""
        caller.require()
        async with self._process.database.reading() as connection:
            found = await surveys.of_workspace(connection, self._process.workspace_id)
        names = [one.name for one in found]
        if name not in names:
            raise survey_slips.no_survey(name, names, survey_words.ROLES)

    async def _simple(self, caller: Caller, wish: Simple, command: Body) -> Message:
        match wish:
            case Simple.STOP:
                return await self._stop(caller, command)
            case Simple.START:
                return await self._start(caller, command)
            case Simple.NEW_DIGEST:
                return await self._digests.offer(caller, command)
            case Simple.LIST_DIGESTS:
                return await self._digests.show(caller)
            case Simple.HOME | Simple.HELP:
                return _help(caller)
            case _:
                return await self._settings.switch(caller, wish)

    async def _ask(self, caller: Caller, wish: Ask, command: Body) -> Message:
        lines = [await self._ask_one(caller, wish, user_id, command) for user_id in wish.user_ids]
        return Message("\n".join(lines))

    async def _ask_one(self, caller: Caller, wish: Ask, user_id: str, command: Body) -> str:
        request = Request(
            survey=wish.survey,
            # A command told twice has one trigger, so it asks once.
            external_id=f"{command['trigger_id']}/{user_id}",
            about=wish.about,
            agent=caller.address or caller.user_id,
            user_id=user_id,
            channel_id=command["channel_id"],
        )
        try:
            decided = await asking.ask(self._process, request)
        except KpiError as error:
            return asking.told_refused(caller.say, user_id, error)
        return asking.told_asked(caller.say, request, decided, caller.workspace.time_zone)

    async def _stop(self, caller: Caller, command: Body) -> Message:
        await self._opting.stop(_actor(caller, command))
        return Message(caller.say("I will not ask you anything again. /survey start undoes this."))

    async def _start(self, caller: Caller, command: Body) -> Message:
        await self._opting.start(_actor(caller, command))
        return Message(caller.say("I may ask you again. /survey stop ends it."))


def _actor(caller: Caller, command: Body) -> Actor:
    """Name whoever typed a command; its own team only serves for people Slack hides from us."""
    return Actor(caller.team_id or command["team_id"], caller.user_id)


def _help(caller: Caller) -> Message:
    role = caller.role
    return survey_help.told(
        caller.say,
        is_colleague=role is not Role.OUTSIDER,
        leads=role.leads,
        is_admin=role is Role.ADMIN,
    )
