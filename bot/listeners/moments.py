"""How colleagues have somebody asked with an emoji, and whom a marked thread means."""

import re

from bot import overlays, scopes
from bot.blocks import Message
from bot.listeners.payloads import Body
from bot.listeners.reception import Caller
from bot.process import Process
from kpi.errors import Refused
from kpi.store import workspaces

OFF = frozenset({"off", "uit"})
EVERYONE = frozenset({"everyone", "iedereen", "allen"})
ASKER = frozenset({"asker", "vrager", "first"})
ALIASES = {"thumbsup": "+1", "thumbsdown": "-1"}
"""Names that people type, and what Slack calls the same emoji in its events."""
_EMOJI = re.compile(r":([^\s:]{1,100}):(?::skin-tone-\d:)?")


class Moments:
    """Answers `/survey reaction` and `/survey threads`, for admins."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def reaction(self, caller: Caller, rest: str, _command: Body) -> Message:
        """Pick the emoji, or none; without a word tell which it is."""
        caller.require(admin=True)
        if not rest:
            return Message(_told_emoji(caller, caller.workspace.reaction))
        if rest.casefold() in OFF:
            await self._change(reaction="")
            return Message(caller.say("Emoji under messages mean nothing to me any more."))
        found = _EMOJI.fullmatch(rest)
        if found is None:
            raise Refused(
                "I read one emoji, or off. Try  /survey reaction :white_check_mark:",
            )
        name = ALIASES.get(found[1], found[1])
        await self._change(reaction=name)
        lines = [_told_emoji(caller, name), *await self._missing(caller)]
        return Message("\n".join(lines))

    async def threads(self, caller: Caller, rest: str, _command: Body) -> Message:
        """Ask everyone who wrote in a thread, or who began it; without a word tell which."""
        caller.require(admin=True)
        everyone, word = caller.workspace.asks_everyone, rest.casefold()
        if word:
            everyone = _is_everyone(word)
            await self._change(asks_everyone=everyone)
        if not everyone:
            return Message(caller.say("When a thread is marked, whoever began it is asked."))
        told = caller.say("When a thread is marked, everyone who wrote in it is asked.")
        return Message("\n".join([told, *await self._missing(caller, "threads")]))

    async def _missing(self, caller: Caller, overlay: str = "reactions") -> list[str]:
        """Say what the Slack app still needs for it; nothing when all is there."""
        granted = await scopes.granted(self._process)
        if granted is None or granted >= set(overlays.scopes([overlay])):
            return []
        command = f"`kompas manifest --with {overlay}`"
        return [
            caller.say(
                "Slack does not show me this yet. Update the app's manifest from {command} and"
                " install it again.",
                command=command,
            )
        ]

    async def _change(self, **columns: object) -> None:
        await self._process.database.writer.work(
            lambda connection: workspaces.change(connection, self._process.workspace_id, **columns)
        )


def _told_emoji(caller: Caller, name: str) -> str:
    if not name:
        return caller.say("No emoji is picked. Try  /survey reaction :white_check_mark:")
    return caller.say(
        "When a colleague marks a message with {emoji}, whoever began the thread is asked for a"
        " rating.",
        emoji=f":{name}:",
    )


def _is_everyone(word: str) -> bool:
    if word not in EVERYONE | ASKER:
        raise Refused("Say everyone or asker. Try  /survey threads everyone")
    return word in EVERYONE
