"""Forms as a browser sends them: filled in, sent, and kept open with errors under the inputs."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.elements import placed
from bot.sandbox.filling import Unfinished
from bot.sandbox.modals import Modal
from bot.sandbox.page import words
from bot.sandbox.page.answers import DONE, Answer
from bot.sandbox.page.desk import Desk
from bot.sandbox.page.names import Names
from bot.sandbox.person import Person
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json


async def submit(desk: Desk, person: Person, said: Json) -> Answer:
    """Send a form; Slack's own complaints and the bot's stand under the inputs afterwards."""
    modal = _own(desk, person, said["view"])
    values = typed(modal, said["values"], ZoneInfo(person.user.tz))
    try:
        exchange = await person.submit(modal, values)
    except Unfinished as unfinished:
        language = Names(desk.world, person.user.id).language
        said = {at: words.in_form(one, language) for at, one in unfinished.errors.items()}
        return _kept_open(desk, modal, said)
    except Refusal:
        # The form was sent; what the bot answered is nothing Slack can show.
        return Answer(words.TROUBLE)
    if exchange.acknowledged and exchange.answer.get("response_action") == "errors":
        return _kept_open(desk, modal, exchange.answer["errors"])
    desk.errors.pop(modal.id, None)
    return Answer(words.of_form(exchange))


async def close(desk: Desk, person: Person, said: Json) -> Answer:
    """Close a form without sending it; whether the bot hears of it, nobody waits for."""
    modal = _own(desk, person, said["view"])
    desk.errors.pop(modal.id, None)
    desk.soon(person.close(modal))
    return DONE


def filled(element: Json, value: object, zone: ZoneInfo) -> object:
    """Give a choice as Slack keeps it: nothing for an empty field, seconds for a moment."""
    if value is None or value == "":
        return None
    if element["type"] == "datetimepicker":
        return int(datetime.fromisoformat(str(value)).replace(tzinfo=zone).timestamp())
    return value


def _own(desk: Desk, person: Person, view_id: str) -> Modal:
    modal = desk.world.modals.find(view_id)
    if modal.user != person.user.id:
        raise LookupError("this form is somebody else's")
    return modal


def typed(modal: Modal, values: Json, zone: ZoneInfo) -> Json:
    """Give what a browser read from a form, by block and action, as Slack keeps it."""
    elements = {(one.block_id, one.action_id): one.element for one in placed(modal.blocks)}
    return {
        block_id: {
            action_id: filled(elements[block_id, action_id], value, zone)
            for action_id, value in answers.items()
        }
        for block_id, answers in values.items()
    }


def _kept_open(desk: Desk, modal: Modal, errors: dict[str, str]) -> Answer:
    desk.errors[modal.id] = errors
    desk.world.bell.ring()
    return Answer(errors=errors)
