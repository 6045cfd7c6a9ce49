"""What people type: a message, or a slash command, as the first character tells."""

from bot.sandbox.page import words
from bot.sandbox.page.answers import DONE, Answer
from bot.sandbox.page.desk import Desk
from bot.sandbox.person import Person
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json


async def say(desk: Desk, person: Person, said: Json) -> Answer:
    """Post a message or run a command; Slackbot tells the person why a command did not work."""
    place = desk.channel(person.user.id, said["channel"]).id
    text, thread_ts = str(said["text"]), said.get("thread_ts") or None
    if not text.strip():
        return DONE
    name, _, rest = text.strip().partition(" ")
    if not text.startswith("/"):
        desk.soon(person.says(place, text.strip(), thread_ts=thread_ts))
    elif thread_ts:
        desk.note(person.user.id, place, words.not_in_threads(name), thread_ts=thread_ts)
    else:
        await _command(desk, person, place, name, rest.strip())
    return DONE


async def _command(desk: Desk, person: Person, place: str, name: str, rest: str) -> None:
    if all(command.name != name for command in desk.world.commands):
        desk.note(person.user.id, place, words.not_a_command(name))
        return
    error = await _run(person, place, name, rest)
    if error:
        desk.note(person.user.id, place, words.of_command(name, error))


async def _run(person: Person, place: str, name: str, rest: str) -> str | None:
    try:
        exchange = await person.command(name, rest, channel=place)
    except Refusal:
        return "invalid_command_response"
    return exchange.complaint
