"""The digests of a workspace as a list, with what can be done about each."""

from collections.abc import Mapping, Sequence

from bot.blocks import inert, kit, naming, room
from bot.blocks.message import Block, Message
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi.store import schedules
from kpi.store.tables import Schedule

EDIT, PREVIEW = "digest:edit", "digest:preview"
PAUSE, RESUME, REMOVE = "digest:pause", "digest:resume", "digest:remove"
TEMPLATE = "digest:new:"
"""What begins the buttons of templates, before a key of `schedules.TEMPLATES`."""

MOST = 20
"""Digests with buttons; Slack takes fifty blocks."""
_FILTER = 80

_PHRASES: Mapping[str, str] = {
    "channel_shared": sentence("people from outside read the channel"),
    "not_in_channel": sentence("I am not in the channel"),
    "is_archived": sentence("the channel is archived"),
    "channel_not_found": sentence("the channel is gone"),
    schedules.BY_HAND: sentence("by hand"),
    schedules.NOBODY_LEFT: sentence("nobody gets it any more"),
}
"""Why a digest is paused, by the word that is stored."""
_OTHERWISE = sentence("Slack refuses it")

_TEMPLATES: Mapping[str, str] = {
    "week": sentence("A team's week"),
    "month": sentence("A manager's month"),
}


def listing(say: Voice, found: Sequence[Schedule], notice: str = "") -> Message:
    """Draw all digests, numbered.

    Args:
        say: the reader's voice.
        found: the digests, the oldest first.
        notice: what became of the last wish, escaped.
    """
    intro = say("Digests:") if found else say("There are no digests yet.")
    top = [notice, intro] if notice else [intro]
    above, below = [*map(kit.section, top)], templates(say)
    left = room.MOST - room.taken([*above, *below], "\n".join(top))
    drawn = (_drawn(say, at, one) for at, one in enumerate(found[:MOST], start=1))
    rows = room.fitting(drawn, left)
    blocks = [*above, *(block for row in rows for block in row.blocks)]
    blocks += room.left_out(say, len(found) - len(rows))
    return Message("\n".join([*top, *(row.line for row in rows)]), [*blocks, *below])


def templates(say: Voice) -> list[Block]:
    """Give a button for each thing to start from."""
    named = _TEMPLATES.items()
    buttons = [kit.button(say(name), f"{TEMPLATE}{key}") for key, name in named]
    return [kit.context(say("Start a new one from:")), *kit.actions(buttons)]


def described(say: Voice, schedule: Schedule) -> str:
    """Say in a line what goes where and when, escaped."""
    line = say(
        "{metrics} to {places}, {days} at {time}",
        metrics=", ".join(metric.upper() for metric in schedule.metrics),
        places=places(say, schedule),
        days=_days(say, schedule),
        time=schedule.time,
    )
    if title := inert.escaped(schedule.title, naming.LONGEST):
        line = f"*{title}*: {line}"
    narrowed = " ".join(f"{name}:{value}" for name, value in schedule.filters.items())
    if narrowed:
        line = f"{line} ({inert.escaped(narrowed, _FILTER)})"
    if schedule.paused_because:
        why = say(_PHRASES.get(schedule.paused_because, _OTHERWISE))
        line = f"{line}; {say('paused: {reason}', reason=why)}"
    if schedules.goes_on_by_mail(schedule):
        line = f"{line}. {say('By mail it goes on.')}"
    return line


def places(say: Voice, schedule: Schedule) -> str:
    """Say where a digest goes: a channel, addresses, or both."""
    found = [f"<#{schedule.channel_id}>"] if schedule.channel_id else []
    if schedule.addresses:
        found.append(say.plural("{n} address", "{n} addresses", len(schedule.addresses)))
    if not found:
        return say("nobody")
    return say("{one} and {other}", one=found[0], other=found[1]) if found[1:] else found[0]


def _days(say: Voice, schedule: Schedule) -> str:
    if schedule.rhythm == schedules.MONTHLY:
        return say("on day {day} of every month", day=schedule.month_day)
    return say("every {weekday}", weekday=say.weekday(schedule.weekday))


def _drawn(say: Voice, at: int, schedule: Schedule) -> Part:
    line = f"{at}. {described(say, schedule)}"
    return Part([kit.section(line), _row(say, schedule)], line)


def _row(say: Voice, schedule: Schedule) -> Block:
    about = schedule.title or ", ".join(metric.upper() for metric in schedule.metrics)
    key = str(schedule.id)
    pause = (
        kit.button(say("Resume"), RESUME, key, about=about)
        if schedule.paused_because
        else kit.button(say("Pause"), PAUSE, key, about=about)
    )
    buttons = [
        kit.button(say("Change"), EDIT, key, about=about),
        kit.button(say("Send me a preview"), PREVIEW, key, about=about),
        pause,
        _removal(say, kit.button(say("Remove"), REMOVE, key, about=about)),
    ]
    (row,) = kit.actions(buttons)
    return row


def _removal(say: Voice, button: Block) -> Block:
    return kit.confirmed(
        button,
        title=say("Remove this digest?"),
        text=say("What it told stays where it stands."),
        confirm=say("Remove"),
        deny=say("Keep"),
    )
