"""The form for opening hours: each weekday, whose hours they are, and the days off of a country."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from bot.blocks import inert, kit, modal, naming, opening_hours
from bot.blocks.message import Block, View
from bot.wording import Voice, sentence
from kpi import holidays
from kpi.opening_text import show_closed, show_stretches
from kpi.setting_values import show_names
from kpi.store import office_schedules
from kpi.store.tables import OfficeSchedule

FORM, SUGGEST = "hours_form", "hours:suggest"
DAYS = tuple(f"day{number}" for number in range(7))
"""The names of the fields of the weekdays, from Monday."""
TOGGLES: Mapping[str, str] = {
    holidays.GOOD_FRIDAY: sentence("Closed on Good Friday"),
    holidays.LIBERATION_DAY: sentence("Closed on 5 May, every year"),
}

_OFTEN = ("NL", "BE", "DE", "GB", "US")
_EXAMPLE = "09:00-12:30, 13:00-17:30"
_LONGEST_DAY, _LONGEST_NAMES, _LONGEST_NAME, _LONGEST_CLOSED = 100, 1000, 60, 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form, as text."""

    name: str = ""
    is_new: bool = False
    """Whether they are hours of their own that have no name yet."""
    days: Sequence[str] = ("",) * 7
    teams: str = ""
    channels: str = ""
    zone: str = ""
    country: str = ""
    suggested: str = ""
    """The country whose days off stand among those below; empty for none."""
    toggled: frozenset[str] = field(default_factory=frozenset)
    """The toggles by which they stand there."""
    chosen: frozenset[str] = field(default_factory=frozenset)
    closed: str = ""
    times: int = 0
    """How often days were suggested: Slack keeps what was typed unless the block is another."""
    seen: str = ""
    """When the hours were kept that the form began with; empty where there were none."""
    hook: str = ""
    """Where the list is drawn anew that the form was opened from."""

    @property
    def is_named(self) -> bool:
        return bool(self.name) or self.is_new


def of(schedule: OfficeSchedule) -> Draft:
    """Give stored hours as they stand in the form."""
    week = office_schedules.week_of(schedule)
    chosen = frozenset(name for name, closed in schedule.options.items() if closed)
    return Draft(
        name=schedule.name,
        days=[show_stretches(week.get(day, ())) for day in range(len(DAYS))],
        teams=show_names(schedule.teams),
        channels=show_names(schedule.channels),
        zone=schedule.time_zone,
        country=schedule.country,
        suggested=schedule.country,
        toggled=chosen,
        chosen=chosen,
        closed="\n".join(show_closed(office_schedules.closed_days(schedule).items())),
        seen=schedule.created_at.isoformat(),
    )


def form(say: Voice, draft: Draft, *, zone: str, notice: str = "") -> View:
    """Ask for hours.

    Args:
        say: the reader's voice.
        draft: what the fields begin with.
        zone: the workspace's.
        notice: what is wrong with a suggestion, escaped.
    """
    blocks = [
        *(_whose(say, draft) if draft.is_named else ()),
        *(_day(say, day, draft.days[day]) for day in range(len(DAYS))),
        *([_zone(say, draft, zone)] if draft.is_named else []),
        _country(say, draft),
        *_toggles(say, draft),
        *kit.actions([kit.button(say("Suggest days off"), SUGGEST)]),
        *([kit.context(notice)] if notice else []),
        _closed(say, draft),
    ]
    ids = {
        "name": draft.name,
        "suggested": draft.suggested,
        "toggled": show_names(draft.toggled),
        "times": str(draft.times),
        "seen": draft.seen,
        "hook": draft.hook,
    }
    return modal.form(
        say,
        FORM,
        blocks,
        title=say("Opening hours"),
        submit=say("Save"),
        ids=ids | ({"is_new": "yes"} if draft.is_new else {}),
    )


def _whose(say: Voice, draft: Draft) -> Iterator[Block]:
    if draft.is_new:
        yield kit.field(say("Name"), _text("name", "", _LONGEST_NAME))
    else:
        name = inert.escaped(opening_hours.title(say, draft.name), naming.LONGEST)
        yield kit.section(f"*{name}*")
    hint = say("As tickets name them, with commas between.")
    for action_id, label, names in (
        ("teams", say("Teams"), draft.teams),
        ("channels", say("Channels"), draft.channels),
    ):
        element = _text(action_id, names, _LONGEST_NAMES)
        yield kit.field(label, element, optional=True, hint=hint)


def _day(say: Voice, day: int, hours: str) -> Block:
    element = _text(DAYS[day], hours, _LONGEST_DAY)
    element["placeholder"] = kit.plain(_EXAMPLE, kit.PLACEHOLDER)
    hint = "" if day else say("Leave a day empty on which nobody is there.")
    return kit.field(naming.begun(say.weekday(day)), element, optional=True, hint=hint)


def _zone(say: Voice, draft: Draft, zone: str) -> Block:
    element = _text("zone", draft.zone, _LONGEST_NAME)
    hint = say("Such as Europe/London. Empty for that of the workspace, {zone}.", zone=zone)
    return kit.field(say("Time zone"), element, optional=True, hint=hint)


def _country(say: Voice, draft: Draft) -> Block:
    countries = say.countries()
    named = sorted((name, code) for code, name in countries.items() if code not in _OFTEN)
    groups = [
        _group(say("Often"), [(countries[code], code) for code in _OFTEN]),
        *(_group(letter, list(some)) for letter, some in groupby(named, lambda one: one[0][0])),
    ]
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": "country",
        "option_groups": groups,
    }
    if draft.country in countries:
        element["initial_option"] = kit.option(countries[draft.country], draft.country)
    hint = say("Holidays of the whole country; add those of your region yourself.")
    return kit.field(say("Holidays of"), element, optional=True, hint=hint)


def _toggles(say: Voice, draft: Draft) -> Iterator[Block]:
    options = {
        name: kit.option(say(TOGGLES[name]), name)
        for name in holidays.TOGGLES.get(draft.country, ())
    }
    if not options:
        return
    element: dict[str, Any] = {
        "type": "checkboxes",
        "action_id": "toggles",
        "options": [*options.values()],
    }
    if chosen := [option for name, option in options.items() if name in draft.chosen]:
        element["initial_options"] = chosen
    yield kit.field(say("Some work on these days"), element, optional=True)


def _closed(say: Voice, draft: Draft) -> Block:
    element = _text("closed", draft.closed, _LONGEST_CLOSED) | {
        "multiline": True,
        "placeholder": kit.plain("2026-12-25", kit.PLACEHOLDER),
    }
    hint = say(
        "A day on each line, such as 2026-12-25; its name may follow. Add and remove freely."
    )
    block = kit.field(say("Days off"), element, optional=True, hint=hint)
    return block | {"block_id": f"closed:{draft.times}"}


def _group(label: str, named: Sequence[tuple[str, str]]) -> Block:
    return {"label": kit.plain(label, kit.OPTION), "options": [kit.option(*one) for one in named]}


def _text(action_id: str, value: str, most: int) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": most,
    }
    return element | ({"initial_value": value} if value else {})
