"""Digests in Slack: opening the form, the list of them, taking one away."""

from collections.abc import Sequence

from bot.blocks import Message, View, digest_form, inert
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.process import Process
from bot.wording import Voice
from kpi.errors import NotFound
from kpi.store import schedules
from kpi.store.tables import Schedule

LONGEST_FILTER = 80

PHRASES = {
    "": "Slack refuses it",
    "channel_shared": "people from outside read the channel",
    "not_in_channel": "I am not in the channel",
    "is_archived": "the channel is archived",
    "channel_not_found": "the channel is gone",
}
"""Why a digest is paused, by the word that is stored."""


class Digests:
    """Answers the forms of `/survey digest`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)

    async def offer(self, caller: Caller, command: Body) -> Message:
        """Open the form; what is said meanwhile tells where it is."""
        caller.require(lead=True)
        form = digest_form.form(language=caller.language, channel_id=command["channel_id"])
        self._process.background.start(self._open(caller, command, form), "open the digest form")
        return Message(caller.say("The form for a weekly digest opens now."))

    async def _open(self, caller: Caller, command: Body, form: View) -> None:
        if not await self._showing.open_form(command["trigger_id"], form):
            told = caller.say("Slack was too slow to open the form. Please try once more.")
            await self._showing.tell(command, Message(told))

    async def show(self, caller: Caller) -> Message:
        """Name every digest, numbered."""
        caller.require(lead=True)
        found = await self._all()
        if not found:
            return Message(caller.say("There are no digests yet. Make one with  /survey digest"))
        lines = [f"{at}. {described(one, caller.say)}" for at, one in enumerate(found, start=1)]
        return Message("\n".join([caller.say("Weekly digests:"), *lines]))

    async def remove(self, caller: Caller, number: int) -> Message:
        """Take away the digest with this number on the list."""
        caller.require(lead=True)
        found = await self._all()
        if not 1 <= number <= len(found):
            raise NotFound(
                "There is no digest {number}. The list:  /survey digest list", number=number
            )
        gone = found[number - 1]
        await self._process.database.writer.work(
            lambda connection: schedules.remove(connection, gone.workspace_id, gone.id)
        )
        return Message(caller.say("Removed: {digest}", digest=described(gone, caller.say)))

    async def _all(self) -> Sequence[Schedule]:
        async with self._process.database.reading() as connection:
            return await schedules.of_workspace(connection, self._process.workspace_id)


def described(schedule: Schedule, say: Voice) -> str:
    """Say in a line what goes where and when."""
    line = say(
        "{metrics} to {channel}, every {weekday} at {time}",
        metrics=", ".join(metric.upper() for metric in schedule.metrics),
        channel=f"<#{schedule.channel_id}>",
        weekday=say.weekday(schedule.weekday),
        time=schedule.time,
    )
    narrowed = " ".join(f"{name}:{value}" for name, value in schedule.filters.items())
    if narrowed:
        line = f"{line} ({inert.escaped(narrowed, LONGEST_FILTER)})"
    if schedule.paused_because:
        why = say(PHRASES.get(schedule.paused_because) or PHRASES[""])
        line = f"{line}; {say('paused: {reason}', reason=why)}"
    return line
