"""What happens again and again in the acts: somebody taps, writes, types, and it is shown."""

from zoneinfo import ZoneInfo

from bot.cli.demo.stage import Stage
from bot.cli.demo.telling import Teller
from bot.sandbox.messages import Message
from bot.sandbox.person import Person

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Cues:
    """Does and tells, at the moment of the demo's clock."""

    def __init__(self, stage: Stage, teller: Teller, zone: ZoneInfo) -> None:
        self._stage = stage
        self._tell = teller
        self._zone = zone

    def scene(self, title: str, what: str) -> None:
        """Begin a scene, headed by what the clock says."""
        here = self._stage.clock.now().astimezone(self._zone)
        self._tell.scene(f"{DAYS[here.weekday()]} {here:%H:%M} · {title}", what)

    async def tap(self, person: Person, message: Message, action_id: str, label: str) -> None:
        """Have somebody tap a button."""
        self._tell.does(person.user.shown_name, f"taps {label}")
        await person.tap(message, action_id)
        await self._stage.settle()

    async def comment(
        self, person: Person, message: Message, words: str, *, may_contact: bool = False
    ) -> None:
        """Have somebody open the form for a comment, and send it."""
        await person.tap(message, "comment")
        form = await self._stage.slack.wait_for_view(person.user.id)
        self._tell.show(f"a form for {person.user.shown_name}", form)
        consent = {"may_contact": {"may_contact": ["yes"]}} if may_contact else {}
        await person.submit(form, {"comment": {"comment": words}, **consent})
        await self._stage.settle()
        ticked = ", ticks the box" if may_contact else ""
        self._tell.does(person.user.shown_name, f'writes "{words}"{ticked} and sends it')

    async def types(self, user_id: str, command: str) -> None:
        """Have somebody type a command in the direct message with the bot."""
        person = self._stage.slack.person(user_id)
        self._tell.does(person.user.shown_name, f"types {command}")
        verb, _, words = command.partition(" ")
        await person.command(verb, words)
        await self._stage.settle()
        self._tell.show(f"only {person.user.shown_name} sees this", self.private(user_id))

    def newest(self, channel: str) -> Message:
        """Give the newest message in a channel, or in somebody's direct message."""
        return self._stage.slack.messages(channel)[-1]

    def private(self, user_id: str) -> Message:
        """Give the newest message that only this person sees."""
        return self._stage.slack.ephemerals(user_id)[-1]
