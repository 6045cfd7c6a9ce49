"""A system's API, from Slack: its token is tried while the admin waits, and never shown again."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot import tokens, wording
from bot.blocks import View, api_form, connect_form, told
from bot.blocks.api_form import TOKEN, WRITE_BACK, Api, Wanted
from bot.listeners import payloads
from bot.listeners.doors import Doors, Known
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import AFTER_THE_ANSWER, Showing
from bot.process import Process
from bot.ticket_apis.access import WrongOption
from bot.ticket_apis.trouble import ApiTrouble
from bot.tokens import Offer
from kpi.errors import KpiError

PATIENCE = 1.2
"""Seconds that an admin's Slack waits for the system; what takes longer is told afterwards."""
_ITS_PLACE = frozenset(
    {
        *("certificate", "disconnected", "http_404", "no_address", "not_public", "redirect"),
        *("timeout", "unreachable", "unreadable"),
    }
)
"""Troubles that have to do with where a system is, rather than with the token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What somebody filled in."""

    offer: Offer
    write_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it: a sentence, and the field it is about where something was wrong."""

    told: str
    wrong: str = ""


class ApiForms:
    """Listens to the form about an API."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._doors = Doors(process)
        self._showing = Showing(process)

    async def push(self, caller: Caller, known: Known, body: Body) -> None:
        """Lay the form over the list."""
        await self._showing.push_view(body["trigger_id"], _drawn(caller, known))

    async def save(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Try what was filled in, and say what is wrong at its field, or that it works."""
        say = wording.voice("")
        try:
            caller = await self._reception.caller(payloads.actor(body).user_id)
            say = caller.say
            caller.require(admin=True)
            known = await self._doors.find(payloads.ids(view)["hook"])
        except KpiError as error:
            await _refuse(ack, view, Outcome(told=say.explain(error), wrong=TOKEN))
            return
        await self._answer(ack, caller, known, view)

    async def _answer(self, ack: AsyncAck, caller: Caller, known: Known, view: Body) -> None:
        filled = _filled(known, view)
        trying = self._process.background.run(self._tried(caller, known, filled), "try a token")
        done, _ = await asyncio.wait({trying}, timeout=PATIENCE)
        if done and trying.result().wrong:
            await _refuse(ack, view, trying.result())
        elif done:
            shown = await self._after(caller, known, filled, trying.result())
            await ack(response_action="update", view=shown)
        else:
            say = caller.say
            text = say("The system takes its time. What comes of it is told here.")
            await ack(response_action="update", view=told.form(say, say("API token"), text))
            late = self._tell(caller, known, filled, view_id=view["id"], trying=trying)
            self._process.background.start(late, "tell about a token")

    async def _tell(
        self,
        caller: Caller,
        known: Known,
        filled: Filled,
        *,
        view_id: str,
        trying: asyncio.Task[Outcome],
    ) -> None:
        outcome = await trying
        await asyncio.sleep(AFTER_THE_ANSWER)
        shown = await self._after(caller, known, filled, outcome)
        await self._showing.update_view(view_id, shown)

    async def _tried(self, caller: Caller, known: Known, filled: Filled) -> Outcome:
        process, say = self._process, caller.say
        try:
            await tokens.give(
                process.database,
                process.box,
                known.hook,
                client=process.tickets,
                offer=filled.offer,
                now=process.clock.now(),
            )
            if _takes_notes(known):
                now_known = await self._doors.find(known.hook.id)
                is_on = filled.write_back
                await tokens.write_back(process.database, now_known.hook, is_on=is_on)
        except KpiError as error:
            return _outcome(caller, known, error)
        process.nudge()
        return Outcome(told=say("The token works, and is stored, encrypted."))

    async def _after(self, caller: Caller, known: Known, filled: Filled, outcome: Outcome) -> View:
        """Draw the form as it stands, or with what was typed where it was refused."""
        if not outcome.wrong:
            fresh = await self._doors.find(known.hook.id)
            return _drawn(caller, fresh, notice=outcome.told)
        return _drawn(caller, known, notice=outcome.told, values=filled.offer.options)


def _drawn(
    caller: Caller,
    known: Known,
    *,
    notice: str = "",
    values: Mapping[str, str] | None = None,
) -> View:
    api, hook = tokens.api_of(known.hook), known.hook
    options = [
        Wanted(
            name=one.name,
            what=one.what,
            value=hook.options.get(one.name) or one.default or "",
            is_needed=one.default is None,
        )
        for one in api.options
    ]
    return api_form.form(
        caller.say,
        Api(
            hook_id=hook.id,
            title=connect_form.title(caller.say, known.system),
            token=api.token,
            has_token=hook.token is not None,
            options=api_form.typed(values or {}, options),
            write_back=hook.write_back if _takes_notes(known) else None,
            note_is_public=api.note_is_public,
            notice=notice,
        ),
    )


def _filled(known: Known, view: Body) -> Filled:
    """Read the form; an option that may be left out goes back to what it is by itself."""
    api = tokens.api_of(known.hook)
    options = {
        one.name: payloads.field(view, api_form.option_id(one.name)).text or one.default or ""
        for one in api.options
    }
    offer = Offer(token=payloads.field(view, TOKEN).text, options=options)
    return Filled(offer=offer, write_back=bool(payloads.field(view, WRITE_BACK).choices))


def _takes_notes(known: Known) -> bool:
    return tokens.api_of(known.hook).note is not None


def _outcome(caller: Caller, known: Known, error: KpiError) -> Outcome:
    """Say what is wrong, and find the field that it is about."""
    say, options = caller.say, tokens.api_of(known.hook).options
    if isinstance(error, WrongOption):
        what = say(str(error.values["what"]))
        wrong = api_form.option_id(str(error.values["option"]))
        return Outcome(told=say("This must be {what}.", what=what), wrong=wrong)
    is_elsewhere = isinstance(error, ApiTrouble) and error.reason in _ITS_PLACE
    at = api_form.option_id(options[0].name) if is_elsewhere and options else TOKEN
    return Outcome(told=say.explain(error), wrong=at)


async def _refuse(ack: AsyncAck, view: Body, outcome: Outcome) -> None:
    block_id = payloads.field(view, outcome.wrong).block_id
    await ack(response_action="errors", errors={block_id: outcome.told})
