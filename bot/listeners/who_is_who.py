"""`/survey people` and `/survey accounts`: who could not be asked, and the admin's cure for it."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

from slack_bolt.async_app import AsyncAck

from bot import channels, people, wording
from bot.blocks import Message, View, told, who_is_who
from bot.listeners import pasted, payloads
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller, Reception
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.errors import KpiError, Refused
from kpi.store import accounts, pins, second_tries, strangers
from kpi.store.tables import Contact

SINCE = timedelta(days=30)

_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
"""Tickets may call somebody by anything with an @; a name beside it would match none of them."""

Save = Callable[[Caller, Body], Awaitable[str]]
"""Stores what a form says; gives the sentence that tells so."""


class WhoIsWho:
    """Answers the two commands, their buttons and their forms; all of it for admins."""

    def __init__(self, process: Process, reception: Reception) -> None:
        self._process = process
        self._reception = reception
        self._showing = Showing(process)

    async def people(self, caller: Caller, _rest: str, _command: Body) -> Message:
        """List the customers of the last 30 days who could not be asked."""
        caller.require(admin=True)
        since = self._process.clock.now() - SINCE
        async with self._process.database.reading() as connection:
            found = await strangers.since(connection, self._process.workspace_id, since)
        return who_is_who.strangers(found, language=caller.language)

    async def accounts(self, caller: Caller, _rest: str, _command: Body) -> Message:
        """List the accounts with their channels."""
        caller.require(admin=True)
        async with self._process.database.reading() as connection:
            found = await accounts.of_workspace(connection, self._process.workspace_id)
        return who_is_who.account_map(found, language=caller.language)

    async def choose_person(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Open the form for an address."""
        await ack()
        address = str(action.get("value", ""))
        self._open(
            body, lambda language: who_is_who.person_form(language=language, address=address)
        )

    async def choose_channel(self, ack: AsyncAck, body: Body, action: Body) -> None:
        """Open the form for an account."""
        await ack()
        name = str(action.get("value", ""))
        self._open(body, lambda language: who_is_who.account_form(language=language, name=name))

    async def submit_person(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Keep whose addresses these are."""
        await self._submit(ack, body, view, self._save_people, at="address")

    async def submit_account(self, ack: AsyncAck, body: Body, view: Body) -> None:
        """Keep which channels these accounts have."""
        await self._submit(ack, body, view, self._save_accounts, at="account")

    def _open(self, body: Body, form: Callable[[str], View]) -> None:
        async def opened(caller: Caller) -> Message:
            caller.require(admin=True)
            lay = self._showing.push_view if payloads.in_form(body) else self._showing.open_form
            if await lay(body["trigger_id"], form(caller.language)):
                return Message("")
            return Message(caller.say("Slack was too slow to open the form. Please tap once more."))

        async def offer() -> None:
            answer = await self._reception.serve(payloads.actor(body).user_id, opened)
            if answer.text:
                await self._showing.tell(body, answer)

        self._process.background.start(offer(), "open a form of who is who")

    async def _submit(self, ack: AsyncAck, body: Body, view: Body, save: Save, *, at: str) -> None:
        """Store what the form says; what is wrong with it is shown at its field `at`."""
        say = wording.voice("")
        try:
            caller = await self._reception.caller(payloads.actor(body).user_id)
            say = caller.say
            caller.require(admin=True)
            text = await save(caller, view)
        except KpiError as error:
            block_id = payloads.field(view, at).block_id
            await ack(response_action="errors", errors={block_id: say.explain(error)})
            return
        await ack(response_action="update", view=told.form(say, "Kompas", text))

    async def _save_people(self, caller: Caller, view: Body) -> str:
        pairs = _filled(view, "address", "person") | pasted.pairs(
            payloads.field(view, "pasted").text, pasted.PERSON
        )
        _require_some(pairs)
        found = {address: await self._contact(address, one) for address, one in pairs.items()}
        again = [await self._pin(address, contact) for address, contact in found.items()]
        self._process.nudge()
        return " ".join(
            [
                caller.say.plural("{n} address is kept.", "{n} addresses are kept.", len(pairs)),
                _looked_at_again(caller, sum(again)),
            ]
        )

    async def _contact(self, address: str, user_id: str) -> Contact:
        if not _ADDRESS.fullmatch(address):
            raise Refused("{address} is not a mail address.", address=address)
        contact = await people.by_slack(self._process, "", user_id)
        if contact is None:
            raise Refused("{person} is nobody I can reach in Slack.", person=user_id)
        return contact

    async def _pin(self, address: str, contact: Contact) -> int:
        now, workspace_id = self._process.clock.now(), self._process.workspace_id
        return await self._process.database.writer.work(
            lambda connection: pins.pin(connection, workspace_id, address, contact.id, now)
        )

    async def _save_accounts(self, caller: Caller, view: Body) -> str:
        lines = payloads.field(view, "pasted").text
        name = payloads.field(view, "account").text
        channel_id = payloads.field(view, "channel").text
        if name and not channel_id and not lines:
            return await self._remove(caller, name)
        pairs = _filled(view, "account", "channel") | pasted.pairs(lines, pasted.CHANNEL)
        _require_some(pairs)
        for account, channel in pairs.items():
            await self._require_shared(account, channel)
        again = [await self._put(account, channel) for account, channel in pairs.items()]
        self._process.nudge()
        kept = caller.say.plural(
            "{n} account has its channel. The next question to its guests goes there.",
            "{n} accounts have their channels. The next questions to their guests go there.",
            len(pairs),
        )
        return f"{kept} {_looked_at_again(caller, sum(again))}" if any(again) else kept

    async def _remove(self, caller: Caller, name: str) -> str:
        workspace_id = self._process.workspace_id
        removed = await self._process.database.writer.work(
            lambda connection: accounts.remove(connection, workspace_id, name)
        )
        if not removed:
            raise Refused("Choose a channel for this account.")
        return caller.say("The account is taken away.")

    async def _put(self, name: str, channel_id: str) -> int:
        """Keep the channel of an account; return how many questions to its guests wait again."""
        now, workspace_id = self._process.clock.now(), self._process.workspace_id
        return await self._process.database.writer.work(
            lambda connection: second_tries.give_channel(
                connection, workspace_id, name, channel_id, now
            )
        )

    async def _require_shared(self, name: str, channel_id: str) -> None:
        """Let a channel pass in which guests of the account can be asked."""
        channel = await channels.look(self._process, channel_id)
        if not channel.can_post:
            raise Refused(
                "I am not in the channel of {account}. Type  /invite @Kompas  there, then try"
                " again.",
                account=name,
            )
        if not channel.has_outsiders:
            raise Refused("Nobody from outside reads the channel of {account}.", account=name)


def _looked_at_again(caller: Caller, n: int) -> str:
    return caller.say.plural(
        "{n} recent resolution is looked at again.",
        "{n} recent resolutions are looked at again.",
        n,
    )


def _filled(view: Body, name: str, value: str) -> dict[str, str]:
    """Read the pair of single fields; half a pair is refused."""
    found = payloads.field(view, name).text, payloads.field(view, value).text
    if any(found) and not all(found):
        raise Refused("Fill in both, or paste lines below.")
    return dict([found]) if all(found) else {}


def _require_some(pairs: dict[str, str]) -> None:
    if not pairs:
        raise Refused("Fill in both, or paste lines below.")
