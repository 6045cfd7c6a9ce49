"""What a person does in Slack: each deed is one signed call to the bot, and its exchange."""

import asyncio
import re
from collections.abc import Callable

from bot.sandbox import events, filling, homes, payloads, response_answers
from bot.sandbox.elements import Placed, chosen, placed
from bot.sandbox.filling import Values
from bot.sandbox.homes import Home
from bot.sandbox.links import Link
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.people import User
from bot.sandbox.places import Channel
from bot.sandbox.wire import Call, Exchange, Json, Kind
from bot.sandbox.world import World

Surface = Message | Modal | Home


class Person:
    """Somebody at their desk; `link` gives the way to the bot at the moment of the deed."""

    def __init__(self, world: World, user: User, link: Callable[[], Link]) -> None:
        self._world = world
        self._link = link
        self._filled: dict[tuple[str, str], Json] = {}
        self.user = user

    async def tap(
        self,
        surface: Surface,
        action_id: str,
        *,
        value: str | None = None,
        block_id: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Tap a button that stands on the surface; `forged` skips whether it can be seen."""
        button = self._find(surface, action_id, block_id, value)
        if not forged:
            self._check_sees(surface)
        return await self._act(surface, button, {})

    async def taps(self, surface: Surface, action_id: str, *, times: int) -> list[Exchange]:
        """Tap the same button several times at once, as impatient people do."""
        return await asyncio.gather(*(self.tap(surface, action_id) for _ in range(times)))

    async def choose(
        self, surface: Surface, action_id: str, choice: object, *, block_id: str | None = None
    ) -> Exchange:
        """Choose from a menu that answers at once; options are named by their values."""
        menu = self._find(surface, action_id, block_id, None)
        self._check_sees(surface)
        change = chosen(menu.element, choice)
        surface = self._remember(surface, {menu.block_id: {menu.action_id: change}})
        return await self._act(surface, menu, change)

    def fills(self, modal: Modal, values: Values) -> Modal:
        """Fill in a form without sending it: a button in it tells the bot what stands there."""
        current = self._world.modals.find(modal.id)
        return self._world.modals.fill(current, filling.states(current, values))

    async def submit(self, modal: Modal, values: Values | None = None) -> Exchange:
        """Fill in and send the form; the answer closes, changes or keeps it.

        Raises `Unfinished` where Slack itself keeps the form open, before the bot hears of it.
        """
        filled = self.fills(modal, values or {})
        filling.check(filled)
        payload = payloads.view_submission(self._world, self.user, filled)
        exchange = await self._deliver(Kind.INTERACTIVE, payload)
        if exchange.acknowledged:
            response_answers.after_submission(self._world, filled, exchange.answer)
        return exchange

    async def close(self, modal: Modal) -> Exchange | None:
        """Close the form without sending; the bot hears of it only when it asked to."""
        current = self._world.modals.find(modal.id)
        self._world.modals.close(current)
        if not current.content.get("notify_on_close"):
            return None
        payload = payloads.view_closed(self._world, self.user, current, cleared=False)
        return await self._deliver(Kind.INTERACTIVE, payload)

    async def command(self, name: str, text: str = "", *, channel: str | None = None) -> Exchange:
        """Type a slash command, in the direct message with the bot when no channel is given."""
        place = self._place(channel)
        payload = payloads.command(
            self._world, self.user, place, name=name, text=_escaped(self._world, text)
        )
        exchange = await self._deliver(Kind.COMMAND, payload)
        if exchange.acknowledged and exchange.answer:
            key = payload["response_url"].rpartition("/")[2]
            hook = self._world.hooks.peek(key)
            response_answers.say(self._world, hook, exchange.answer)
        return exchange

    async def says(self, channel: str, text: str, *, thread_ts: str | None = None) -> Message:
        """Write a message; where the bot listens, returns after it was told, retries included."""
        message = self._world.messages.add(
            Message(
                ts=self._world.messages.timestamp(),
                channel=self._world.places.find(channel).id,
                text=_safe(text),
                user=self.user.id,
                thread_ts=thread_ts,
                posted_by="person",
            )
        )
        await self._told(events.of_message(self._world, message))
        return message

    async def reacts(self, message: Message, name: str) -> Message:
        """React with an emoji, or take that back; a bot that listens is told."""
        self._check_sees(message)
        changed, added = self._world.messages.react(message, self.user.id, name)
        await self._told(events.of_reaction(self._world, self.user, changed, name, added=added))
        return changed

    async def opens_home(self) -> list[Exchange]:
        """Open the app's Home tab; a bot that subscribed is told, again until it answers."""
        return await self._told(events.of_home(self._world, self.user))

    async def message_shortcut(self, callback_id: str, message: Message) -> Exchange:
        """Choose a shortcut from a message's menu."""
        self._check_sees(message)
        payload = payloads.message_action(self._world, self.user, message, callback_id=callback_id)
        return await self._deliver(Kind.INTERACTIVE, payload)

    def chosen_in(self, message: Message) -> Json:
        """Give what this person chose in a message's menus so far, as in `state.values`."""
        return self._filled.get((message.channel, message.ts), {})

    async def _act(self, surface: Surface, used: Placed, change: Json) -> Exchange:
        action = payloads.action_of(self._world, used, change)
        if isinstance(surface, Modal | Home):
            payload = payloads.block_actions_in_view(self._world, self.user, surface, action=action)
        else:
            current = self._world.messages.find(surface.channel, surface.ts)
            filled = self.chosen_in(surface)
            payload = payloads.block_actions_in_message(
                self._world, self.user, current, action=action, filled=filled
            )
        return await self._deliver(Kind.INTERACTIVE, payload)

    async def _told(self, event: Json | None) -> list[Exchange]:
        """Tell the bot of an event that it hears."""
        return await events.announce(self._world, self._link(), event) if event else []

    async def _deliver(self, kind: Kind, payload: Json) -> Exchange:
        return await self._link().deliver(Call(kind=kind, payload=payload))

    def _remember(self, surface: Surface, values: Json) -> Surface:
        if isinstance(surface, Modal):
            return self._world.modals.fill(self._world.modals.find(surface.id), values)
        if isinstance(surface, Home):
            chosen_in = homes.chosen(self._world.homes[surface.user], values)
            self._world.homes[surface.user] = chosen_in
            return chosen_in
        kept = self._filled.setdefault((surface.channel, surface.ts), {})
        for block_id, answers in values.items():
            kept.setdefault(block_id, {}).update(answers)
        return surface

    def _find(
        self, surface: Surface, action_id: str, block_id: str | None, value: str | None
    ) -> Placed:
        for one in placed(surface.blocks):
            here = block_id is None or one.block_id == block_id
            matches = value is None or one.element.get("value") == value
            if one.action_id == action_id and here and matches:
                return one
        there = ", ".join(one.action_id for one in placed(surface.blocks))
        raise LookupError(f"no {action_id} here; there is {there or 'nothing to tap'}")

    def _check_sees(self, surface: Surface) -> None:
        if isinstance(surface, Modal | Home):
            visible = surface.user == self.user.id
        else:
            members = self._world.places.find(surface.channel).members
            visible = self.user.id in members and surface.seen_by in {None, self.user.id}
        if not visible:
            raise LookupError(f"{self.user.name} cannot see this")

    def _place(self, channel_id: str | None) -> Channel:
        if channel_id is not None:
            return self._world.places.find(channel_id)
        return self._world.places.direct(self._world.identity.bot_user_id, self.user.id)


def _escaped(world: World, text: str) -> str:
    safe = _safe(text)
    if not world.should_escape:
        return safe
    return re.sub(r"(?<!\S)@([\w.-]+)", lambda found: _mention(world, found), safe)


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _mention(world: World, found: re.Match[str]) -> str:
    if user := world.people.named(found[1]):
        return f"<@{user.id}|{user.name}>"
    group = world.places.usergroup_named(found[1])
    return f"<!subteam^{group.id}|@{group.handle}>" if group else found[0]
