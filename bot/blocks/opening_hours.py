"""The opening hours of a workspace as a list, with what can be done about each."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.blocks import inert, kit, naming, zone_form
from bot.blocks.message import Block, Message
from bot.wording import Voice
from kpi.asking_hours import Hours
from kpi.opening_text import show_stretches
from kpi.store import office_schedules
from kpi.store.office_schedules import Schedules
from kpi.store.tables import OfficeSchedule

EDIT, REMOVE, NEW = "hours:edit", "hours:remove", "hours:new"
VALUE = "="
"""Before a name in the value of a button, which may not be empty."""
NAMES = 300
"""How many letters of names are shown."""

_WEEK = 7


def listing(say: Voice, found: Schedules, today: date, notice: str = "") -> Message:
    """Draw all hours.

    Args:
        say: the reader's voice.
        found: the hours of the workspace.
        today: its local day.
        notice: what became of the last change, escaped.
    """
    parts = [
        *_everybody(say, found, today),
        *(_named(say, one, today) for one in _others(found)),
        _zone(say, found),
    ]
    notices = [notice] if notice else []
    new = kit.button(say("Other hours for a team"), NEW)
    blocks = [*map(kit.section, notices), *(block for part in parts for block in part[1])]
    text = "\n".join([*notices, *(part[0] for part in parts)])
    return Message(text, [*blocks, *kit.actions([new])])


def week(say: Voice, hours: Mapping[int, tuple[Hours, ...]]) -> str:
    """Say the hours of a week, neighbouring days with the same ones together."""
    runs: list[tuple[int, int, str]] = []
    for day in range(_WEEK):
        told = show_stretches(hours.get(day, ()))
        if runs and runs[-1][2] == told:
            runs[-1] = (runs[-1][0], day, told)
        else:
            runs.append((day, day, told))
    return "; ".join(f"{_days(say, first, last)} {told}" for first, last, told in runs if told)


def title(say: Voice, name: str, *, is_alone: bool = False) -> str:
    """Name hours, not escaped; `is_alone` where nobody has others."""
    return name or (naming.begun(say("everybody")) if is_alone else say("Everybody else"))


def _zone(say: Voice, found: Schedules) -> tuple[str, list[Block]]:
    text = say(
        "Time zone: *{zone}*. Days, weeks, digests and campaigns go by it.",
        zone=found.default.zone,
    )
    button = kit.button(say("Change"), zone_form.BUTTON, about=say("Time zone"))
    return text, [kit.section(text, accessory=button)]


def _others(found: Schedules) -> Iterator[OfficeSchedule]:
    return (one for one in found.rows if one.name != office_schedules.DEFAULT)


def _everybody(say: Voice, found: Schedules, today: date) -> Iterator[tuple[str, list[Block]]]:
    """Draw the hours of everybody who has no others, which may only be assumed."""
    made = next((one for one in found.rows if one.name == office_schedules.DEFAULT), None)
    if made is not None:
        yield _named(say, made, today, is_alone=len(found.rows) == 1)
        return
    usual = week(say, office_schedules.USUAL)
    text = say("Nobody said yet when you are open. Until then I assume: {hours}.", hours=usual)
    button = kit.button(say("Say when"), EDIT, VALUE, primary=True)
    yield text, [kit.section(text, accessory=button)]


def _named(
    say: Voice, one: OfficeSchedule, today: date, *, is_alone: bool = False
) -> tuple[str, list[Block]]:
    name = title(say, one.name, is_alone=is_alone)
    hours = week(say, office_schedules.week_of(one))
    head = f"*{inert.escaped(name, naming.LONGEST)}*: {hours}"
    about = naming.begun(" · ".join([*_whose(say, one), _closed(say, one, today)]))
    edit = kit.button(say("Change"), EDIT, f"{VALUE}{one.name}", about=name)
    blocks = [kit.section(head, accessory=edit), kit.context(about)]
    return f"{head} ({about})", [*blocks, *kit.actions([_removal(say, one, name)])]


def _whose(say: Voice, one: OfficeSchedule) -> Iterator[str]:
    if one.teams:
        yield say("teams: {names}", names=inert.escaped(", ".join(one.teams), NAMES))
    if one.channels:
        yield say("channels: {names}", names=inert.escaped(", ".join(one.channels), NAMES))
    if one.time_zone:
        yield one.time_zone


def _closed(say: Voice, one: OfficeSchedule, today: date) -> str:
    ahead = [day for day in office_schedules.closed_days(one) if day >= today]
    if not ahead:
        return say("no days off to come")
    amount = say.plural("{n} day off to come", "{n} days off to come", len(ahead))
    first = f"{say.weekday(ahead[0].weekday())} {say.day(ahead[0])}"
    told = say("{amount}, the first on {day}", amount=amount, day=first)
    last = ahead[-1].year
    if not one.country or last > today.year:
        return told
    return say("{told}; none after {year} yet, so have them suggested again", told=told, year=last)


def _removal(say: Voice, one: OfficeSchedule, name: str) -> Block:
    button = kit.button(say("Remove"), REMOVE, f"{VALUE}{one.name}", about=name)
    return kit.confirmed(
        button,
        title=say("Remove these hours?"),
        text=say("From then on the hours of everybody else count, or those I assume."),
        confirm=say("Remove"),
        deny=say("Keep"),
    )


def _days(say: Voice, first: int, last: int) -> str:
    return say.weekday(first) if first == last else f"{say.weekday(first)}–{say.weekday(last)}"
