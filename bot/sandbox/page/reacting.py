"""Emoji under messages: those that stand there, and those the page offers to react with."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.sandbox.messages import Message
from bot.sandbox.page import emoji, faces
from bot.sandbox.page.answers import DONE, Answer
from bot.sandbox.page.desk import Desk
from bot.sandbox.person import Person
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World

OFFERED = (
    *("white_check_mark", "eyes", "+1", "heart", "tada", "pray"),
    *("clap", "rocket", "star", "ticket", "joy", "smile"),
    *("thinking_face", "cry", "red_circle", "large_green_circle", "wave", "x"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """An emoji as one person sees it: drawn, who used it in words, and whether they did."""

    name: str
    drawn: Markup
    count: int = 0
    people: str = ""
    is_mine: bool = False


def offered() -> list[Reaction]:
    """Give the emoji of the menu."""
    return [Reaction(name=name, drawn=emoji.draw(name)) for name in OFFERED]


def under(world: World, reader: str, message: Message) -> list[Reaction]:
    """Give what stands under a message, for a reader by user id."""
    return [
        Reaction(
            name=name,
            drawn=emoji.draw(name.partition("::")[0]),
            count=len(users),
            people=", ".join(faces.of(world, one).name for one in users),
            is_mine=reader in users,
        )
        for name, users in message.reactions.items()
    ]


async def react(desk: Desk, person: Person, said: Json) -> Answer:
    """React to a message that stands there, or take that back; nobody waits for the bot."""
    channel, name = desk.channel(person.user.id, said["channel"]), str(said["name"])
    message = desk.world.messages.find(channel.id, said["ts"])
    if message.seen_by is not None or not (name in OFFERED or name in message.reactions):
        raise Refusal("not_reactable")
    desk.soon(person.reacts(message, name))
    return DONE
