"""The connected ticket systems: how each stands, and what can be done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import hook_light, kit
from bot.blocks.hook_light import Light
from bot.blocks.message import Block, View
from bot.wording import Voice
from kpi.store.hooks import Misread

MOST = 20
"""How many are shown; a modal holds a hundred blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A hook on the list."""

    hook_id: str
    title: str
    light: Light
    has_settings: bool
    """Whether there is a mapping, or stages, to change."""
    makes_secret: bool
    """Whether the system makes the secret, so that replacing it begins there."""
    has_api: bool = False
    """Whether Kompas can ask the system itself, once it has a token."""


def view(say: Voice, connected: Sequence[Connected], now: datetime, *, notice: str = "") -> View:
    """List the systems with their lights and buttons."""
    blocks = [kit.section(notice)] if notice else []
    for one in connected[:MOST]:
        blocks += [*_one(say, one, now), {"type": "divider"}]
    if not connected:
        blocks.append(kit.section(say("No ticket system is connected yet.")))
    if len(connected) > MOST:
        blocks.append(kit.context(say("Where Kompas runs, `kompas connect list` shows them all.")))
    blocks += kit.actions([kit.button(say("Connect a ticket system"), "hook:new", primary=True)])
    return {
        "type": "modal",
        "callback_id": "connections",
        "title": kit.plain(say("Ticket systems"), kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": blocks,
    }


def trouble(say: Voice, misread: Sequence[tuple[str, Misread]]) -> Iterator[Block]:
    """Tell an admin what could not be understood, with a button to see to it; nothing is nothing.

    Args:
        say: the admin's voice.
        misread: each with what its system is called.
    """
    if not misread:
        return
    told = [f"*{title}*: {hook_light.misread(say, found)}" for title, found in misread]
    yield kit.section("\n".join(told[:MOST]))
    yield from kit.actions([kit.button(say("Ticket systems"), "connections")])


def _one(say: Voice, one: Connected, now: datetime) -> Iterator[Block]:
    lit = hook_light.lines(say, one.light, now)
    yield kit.section("\n".join([f"*{one.title}*", *lit]))
    yield from kit.actions(_buttons(say, one))


def _buttons(say: Voice, one: Connected) -> Iterator[Block]:
    if one.light.misread is not None:
        text = say.plural("Try {n} event again", "Try {n} events again", one.light.misread.count)
        yield kit.button(text, "hook:retry", one.hook_id, about=one.title)
    steps = say("Address and mapping") if one.has_settings else say("Address and steps")
    yield kit.button(steps, "hook:show", one.hook_id, about=one.title)
    if one.has_api:
        yield kit.button(say("API…"), "hook:api", one.hook_id, about=one.title)
    yield _secret(say, one)
    yield kit.button(say("Remove"), "hook:remove", one.hook_id, about=one.title) | {
        "style": "danger",
        "confirm": _confirm(
            say,
            title=say("Remove this connection?"),
            text=say("What the system sends afterwards is refused. Nothing that came in is lost."),
            confirm=say("Remove"),
        ),
    }


def _secret(say: Voice, one: Connected) -> Block:
    replace = say("Replace the secret")
    button = kit.button(replace, "hook:secret", one.hook_id, about=one.title)
    if one.makes_secret:
        return button
    confirm = _confirm(
        say,
        title=say("Make a new secret?"),
        text=say("The one there is now counts for another 24 hours."),
        confirm=say("Make a new one"),
    )
    return button | {"confirm": confirm}


def _confirm(say: Voice, *, title: str, text: str, confirm: str) -> Block:
    return {
        "title": kit.plain(title, 100),
        "text": kit.plain(text, 300),
        "confirm": kit.plain(confirm, 30),
        "deny": kit.plain(say("Cancel"), 30),
    }
