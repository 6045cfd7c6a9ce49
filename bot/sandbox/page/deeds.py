"""Each thing a person can do on the page, as a deed of theirs in Slack and what comes of it."""

from collections.abc import Awaitable, Callable, Mapping
from zoneinfo import ZoneInfo

from bot.sandbox.elements import placed
from bot.sandbox.modals import Modal
from bot.sandbox.page import faces, forms, reacting, speaking, words
from bot.sandbox.page.answers import DONE, Answer
from bot.sandbox.page.desk import HOME, Desk
from bot.sandbox.person import Person, Surface
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Exchange, Json


async def do(desk: Desk, person: Person, name: str, said: Json) -> Answer:
    """Do it; whatever cannot be done becomes a sentence. LookupError for an unknown deed."""
    deed = DEEDS[name]
    if desk.world.not_yet and _needs_the_bot(name, said):
        return Answer(desk.world.not_yet)
    try:
        return await deed(desk, person, said)
    except Refusal as refusal:
        return Answer(words.of_refusal(refusal))
    except LookupError:
        return Answer(words.GONE)
    except (TypeError, ValueError):
        return Answer(words.NOT_UNDERSTOOD)


async def _tap(desk: Desk, person: Person, said: Json) -> Answer:
    surface = _surface(desk, said["surface"])
    if isinstance(surface, Modal):
        surface = person.fills(surface, forms.typed(surface, said.get("values", {}), _zone(person)))
    exchange = await person.tap(
        surface, said["action"], value=said.get("value"), block_id=said["block"]
    )
    return _answered(desk, exchange)


async def _choose(desk: Desk, person: Person, said: Json) -> Answer:
    surface = _surface(desk, said["surface"])
    block, action = said["block"], said["action"]
    choice = forms.filled(_element(surface, block, action), said["choice"], _zone(person))
    exchange = await person.choose(surface, action, choice, block_id=block)
    return _answered(desk, exchange)


async def _shortcut(desk: Desk, person: Person, said: Json) -> Answer:
    message = desk.world.messages.find(said["channel"], said["ts"])
    return _answered(desk, await person.message_shortcut(said["callback_id"], message))


async def _open(desk: Desk, person: Person, said: Json) -> Answer:
    if said["place"] == HOME:
        desk.soon(person.opens_home())
        return DONE
    desk.reading.enter(person.user.id, desk.channel(person.user.id, said["place"]).id)
    return DONE


async def _dismiss(desk: Desk, person: Person, said: Json) -> Answer:
    message = desk.world.messages.find(said["channel"], said["ts"])
    if message.seen_by != person.user.id:
        return Answer(words.GONE)
    desk.dismiss(message)
    return DONE


DEEDS: Mapping[str, Callable[[Desk, Person, Json], Awaitable[Answer]]] = {
    "tap": _tap,
    "choose": _choose,
    "submit": forms.submit,
    "close": forms.close,
    "say": speaking.say,
    "shortcut": _shortcut,
    "react": reacting.react,
    "open": _open,
    "dismiss": _dismiss,
}


def _needs_the_bot(name: str, said: Json) -> bool:
    """Tell whether a person waits for the bot; what it is only told of, it is told again."""
    is_command = name == "say" and str(said.get("text", "")).startswith("/")
    return is_command or name in {"tap", "choose", "submit", "shortcut"}


def _surface(desk: Desk, said: Json) -> Surface:
    if "view" not in said:
        return desk.world.messages.find(said["channel"], said["ts"])
    for home in desk.world.homes.values():
        if home.id == said["view"]:
            return home
    return desk.world.modals.find(said["view"])


def _element(surface: Surface, block_id: str, action_id: str) -> Json:
    for one in placed(surface.blocks):
        if (one.block_id, one.action_id) == (block_id, action_id):
            return one.element
    raise LookupError(f"no {block_id}/{action_id} here")


def _zone(person: Person) -> ZoneInfo:
    return ZoneInfo(person.user.tz)


def _answered(desk: Desk, exchange: Exchange) -> Answer:
    app = faces.of(desk.world, desk.world.identity.bot_user_id).name
    return Answer(words.of_interaction(exchange, app))
