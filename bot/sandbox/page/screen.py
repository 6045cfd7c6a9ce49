"""Everything one person sees at one moment, as fragments of HTML by the region they fill."""

from dataclasses import asdict
from hashlib import blake2b

from bot.sandbox.modals import Modal
from bot.sandbox.page import faces, sidebar, timeline, words
from bot.sandbox.page.conversation import conversation, thread
from bot.sandbox.page.desk import HOME
from bot.sandbox.page.paper import drawn
from bot.sandbox.page.sight import Sight
from bot.sandbox.wire import Json

NO_COMPOSER = "Sending messages to this app has been turned off."


def seen(sight: Sight) -> Json:
    """Give the fragments, and `stamp` to tell whether anything changed; looking is reading.

    Raises Refusal where the person cannot be.
    """
    world = sight.desk.world
    _read(sight)
    sections = sidebar.sections(sight.desk, sight.user_id, sight.place)
    shown: Json = {
        "place": sight.place,
        "title": _title(sight, sidebar.badges(sections)),
        "me": drawn("me.html", me=faces.of(world, sight.user_id), people=_people(sight)),
        "sidebar": drawn("sidebar.html", sections=sections, team=world.identity.team_name),
        "head": _head(sight),
        "conversation": conversation(sight),
        "thread": thread(sight),
        "shortcuts": drawn("shortcuts.html", shortcuts=world.shortcuts, app=sight.app),
        "modal": _modal(sight),
        "composer": _composer(sight),
        "commands": [asdict(command) for command in world.commands],
    }
    return shown | {"stamp": blake2b(repr(shown).encode(), digest_size=8).hexdigest()}


def _read(sight: Sight) -> None:
    if not sight.at_home:
        roots = timeline.roots(sight.messages)
        sight.desk.reading.look(sight.user_id, sight.channel.id, roots)


def _title(sight: Sight, badges: int) -> str:
    count = f"({badges}) " if badges else ""
    return f"{count}{sight.name} – {sight.desk.world.identity.team_name} – Slack on your desk"


def _people(sight: Sight) -> list[faces.Face]:
    world = sight.desk.world
    users = (one for one in world.people.everybody() if not one.is_bot and not one.deleted)
    return [faces.of_user(world, one) for one in users]


def _head(sight: Sight) -> str:
    world = sight.desk.world
    return drawn(
        "head.html",
        sight=sight,
        members=[faces.of(world, one) for one in sorted(sight.channel.members)],
        home=HOME if world.has_home_tab else "",
    )


def _modal(sight: Sight) -> str:
    modal = sight.desk.world.modals.top(sight.user_id)
    if modal is None:
        return ""
    body = sight.drawing.form(modal, sight.desk.errors.get(modal.id, {}))
    language, close = sight.language, _close(modal, sight.language)
    return drawn(
        "modal.html", modal=modal, body=body, app=sight.app, language=language, close=close
    )


def _close(modal: Modal, language: str) -> str:
    """Give what stands on the button that closes a form: the bot's word, or Slack's own."""
    if "close" in modal.content:
        return str(modal.content["close"]["text"])
    return words.in_form(words.CANCEL if "submit" in modal.content else words.CLOSE, language)


def _composer(sight: Sight) -> Json:
    if sight.at_home:
        return {"label": "", "refusal": ""}
    if sight.is_app and sight.desk.world.messages_tab_read_only:
        return {"label": "", "refusal": NO_COMPOSER}
    return {"label": f"Message {sight.signed_name}", "refusal": ""}
