"""The targets of a workspace as a list, and the form that sets one."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.blocks import figures, inert, kit, modal, naming, room
from bot.blocks.message import Block, Message, View
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi.goals import SURVEY, AnyDefinition
from kpi.metrics import Metric
from kpi.store.tables import Target

REMOVE, NEW, FORM = "kpi:untarget", "target:new", "target_form"
EVERYBODY = "everybody"
PLACES = ("team", "channel", "account", "priority", "source", "moment")
"""What targets can be set for beside everybody; for one person there is none."""

_AIM = 20
_VALUE = 80
_HINT = sentence("85 for a share, +30 for NPS, 1h or 90m for a time.")


class Listed(NamedTuple):
    """A target, with what it was set for."""

    target: Target
    definition: AnyDefinition
    holds: bool
    """Whether the metric is still counted so."""


def listing(say: Voice, found: Sequence[Listed], *, leads: bool, notice: str = "") -> Message:
    """List all targets.

    Args:
        say: the reader's voice.
        found: the targets in the order to show.
        leads: whether the reader may set and remove them.
        notice: what became of the last change, escaped.
    """
    intro = (
        say("Where the numbers should be. Each answer says whether they are.")
        if found
        else say("There are no targets yet. A lead sets one: `/kpi target csat 85`")
    )
    top = [notice, intro] if notice else [intro]
    buttons = kit.actions([kit.button(say("Set a target"), NEW)] if leads else [])
    above = [*map(kit.section, top)]
    left = room.MOST - room.taken([*above, *buttons], "\n".join(top))
    rows = room.fitting((_row(say, one, leads=leads) for one in found), left)
    drawn = [block for row in rows for block in row.blocks]
    drawn += room.left_out(say, len(found) - len(rows))
    text = "\n".join([*top, *(row.line for row in rows)]).replace("*", "")
    return Message(text, [*above, *drawn, *buttons])


def place(say: Voice, segment: str, value: str) -> str:
    """Say whose target it is, escaped."""
    if segment == SURVEY:
        return say("survey {name}", name=inert.escaped(value, naming.LONGEST))
    return naming.scope(say, {segment: value}) if segment else say("everybody")


def form(say: Voice) -> View:
    """Ask which metric should be where, and for whom."""
    metrics = [kit.option(metric.upper(), metric.value) for metric in Metric]
    places = [kit.option(naming.begun(say("everybody")), EVERYBODY)]
    places += [kit.option(naming.begun(naming.segment(say, one)), one) for one in PLACES]
    places.append(kit.option(say("One survey"), SURVEY))
    blocks = [
        kit.field(say("KPI"), _select("metric", metrics)),
        kit.field(say("Target"), _text("aim", _AIM), hint=say(_HINT)),
        kit.field(say("For"), _select("place", places, places[0])),
        kit.field(say("Its name"), _text("value", _VALUE), optional=True),
    ]
    return modal.form(say, FORM, blocks, title=say("Set a target"), submit=say("Save"), ids={})


def _row(say: Voice, one: Listed, *, leads: bool) -> Part:
    line = _line(say, one)
    return Part([kit.section(line, accessory=_remove(say, one) if leads else None)], line)


def _line(say: Voice, one: Listed) -> str:
    target = one.target
    told = figures.number(say, one.definition.unit, target.aim)
    who = place(say, target.segment, target.value)
    line = f"*{naming.metric(Metric(target.metric))}* · {who}: {told}"
    if one.holds:
        return line
    set_for = inert.escaped(target.definition, naming.LONGEST)
    changed = say("set for {definition}; it is counted otherwise now", definition=set_for)
    return f"{line} ({changed})"


def _remove(say: Voice, one: Listed) -> Block:
    target = one.target
    where = f' {target.segment}:"{_escaped(target.value)}"' if target.segment else ""
    value = f"target {target.metric} remove{where}"
    about = naming.metric(Metric(target.metric))
    if target.segment:
        about += f" {place(say, target.segment, target.value)}"
    return kit.button(say("Remove"), REMOVE, value, about=about)


def _escaped(value: str) -> str:
    for mark, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        value = value.replace(mark, written)
    return value


def _select(action_id: str, options: Sequence[Block], chosen: Block | None = None) -> Block:
    element: Block = {"type": "static_select", "action_id": action_id, "options": list(options)}
    return element | ({"initial_option": chosen} if chosen else {})


def _text(action_id: str, most: int) -> Block:
    return {"type": "plain_text_input", "action_id": action_id, "max_length": most}
