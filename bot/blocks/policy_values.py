"""What the settings of a policy are now, in words: 14 days, Monday to Friday, Sales and Billing."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.blocks.policy_words import GROUPS, Words
from bot.wording import Voice, binding, sentence
from kpi import setting_values as values
from kpi.asking_hours import EVERY_DAY
from kpi.durations import read_duration
from kpi.policy_settings import SETTINGS

_NOTHING = frozenset({"", "no", "off", "0", "0s"})
_LENGTH = re.compile(r"(\d+)([smhd])")
_PER: Mapping[str, str] = {
    "resolution": sentence("resolution"),
    "person": sentence("person"),
}


def words_of(name: str) -> Words:
    """Give what a setting is called, by one of its names; a delay of one channel is a delay."""
    groups = (group.settings for group in GROUPS.values())
    plain = "delay" if name.startswith("delay.") else name
    return next(settings[plain] for settings in groups if plain in settings)


def told(say: Voice, name: str, value: str) -> str:
    """Say what a setting is, not escaped; empty where it holds nothing that need be said.

    Args:
        say: the reader's voice.
        name: as in `Policy.settings`.
        value: as it stands there.
    """
    if value in _NOTHING:
        nothing = words_of(name).nothing
        return say(nothing) if nothing else ""
    read = SETTINGS[name].read if name in SETTINGS else read_duration
    return _TOLD.get(read, _listed)(say, value)


def _yes(say: Voice, _value: str) -> str:
    return say("yes")


def _per(say: Voice, value: str) -> str:
    return say(_PER[value])


def _length(say: Voice, value: str) -> str:
    found = _LENGTH.fullmatch(value)
    n, unit = (int(found[1]), found[2]) if found else (0, "")
    match unit:
        case "d":
            return say.plural("{n} day", "{n} days", n)
        case "h":
            return say.plural("{n} hour", "{n} hours", n)
        case "m":
            return say.plural("{n} minute", "{n} minutes", n)
        case _:
            return value


def _names(_say: Voice, value: str) -> str:
    return ", ".join(sorted(values.read_names(value)))


def _listed(_say: Voice, value: str) -> str:
    return ", ".join(value.split(","))


def _hours(_say: Voice, value: str) -> str:
    return value.replace("-", "\N{EN DASH}")


def _days(say: Voice, value: str) -> str:
    if values.read_days(value) == EVERY_DAY:
        return say("every day")
    return ", ".join(_stretch(say, part) for part in value.split(","))


def _stretch(say: Voice, part: str) -> str:
    names = [say.weekday(min(values.read_days(day))) for day in part.split("-")]
    return names[0] if len(names) == 1 else say("{first} to {last}", first=names[0], last=names[-1])


def _share(_say: Voice, value: str) -> str:
    return binding.percent(value.removesuffix("%"))


_TOLD: Mapping[Any, Callable[[Voice, str], str]] = {
    read_duration: _length,
    values.read_lifetime: _length,
    values.read_reminder: _length,
    values.read_choice: _yes,
    values.read_person: _per,
    values.read_names: _names,
    values.read_domains: _names,
    values.read_hours: _hours,
    values.read_days: _days,
    values.read_share: _share,
}
"""How values are said, by how they are read."""
