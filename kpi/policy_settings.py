"""The settings of a policy by name: how each is read, shown and written well.

The names and values are the same on forms, on the command line and in storage.
"""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from kpi import reason_list
from kpi import setting_values as values
from kpi.durations import read_duration, show_duration
from kpi.errors import WrongSetting


class Setting(NamedTuple):
    """One setting: the field of the policy it is kept in, and its value as text."""

    field: str
    read: Callable[[str], Any]
    show: Callable[[Any], str]
    example: str


def _choice(field: str, example: str) -> Setting:
    return Setting(field, values.read_choice, values.show_choice, example)


def _length(field: str, example: str) -> Setting:
    return Setting(field, read_duration, show_duration, example)


def _names(field: str, example: str) -> Setting:
    return Setting(field, values.read_names, values.show_names, example)


def _reasons(field: str, example: str) -> Setting:
    return Setting(field, reason_list.read, reason_list.show, example)


def _hours(field: str, example: str) -> Setting:
    return Setting(field, values.read_hours, values.show_hours, example)


SETTINGS: Mapping[str, Setting] = {
    "enabled": _choice("enabled", "yes"),
    "anonymous": _choice("anonymous", "no"),
    "mail": _choice("mail", "yes"),
    "cooldown": _length("cooldown", "14d"),
    "cooldown_any": _length("cooldown_any", "7d"),
    "ask_per": Setting("once_per_person", values.read_person, values.show_person, "resolution"),
    "sample": Setting("sample", values.read_share, values.show_share, "25%"),
    "daily_cap": Setting("daily_cap", values.read_cap, str, "50"),
    "hours": _hours("hours", "09:00-17:30"),
    "days": Setting("days", values.read_days, values.show_days, "mon-fri"),
    "quiet": _hours("quiet", "20:00-08:00"),
    "expires": Setting("expires", values.read_lifetime, show_duration, "14d"),
    "reminder": Setting("reminder", values.read_reminder, values.show_reminder, "3d"),
    "edit_window": _length("edit_window", "14d"),
    "group_threshold": Setting("group_threshold", values.read_threshold, str, "5"),
    "confirm_fcr": _choice("confirm_fcr", "no"),
    "reasons.en": _reasons("reasons_en", "Too slow,Not solved"),
    "reasons.nl": _reasons("reasons_nl", "Te traag,Niet opgelost"),
    "include.team": _names("include_team", "Network,Sales"),
    "include.channel": _names("include_channel", "chat"),
    "include.account": _names("include_account", "Acme"),
    "include.tag": _names("include_tag", "vpn"),
    "include.priority": _names("include_priority", "high,urgent"),
    "include.moment": _names("include_moment", "support"),
    "exclude.team": _names("exclude_team", "Network,Sales"),
    "exclude.channel": _names("exclude_channel", "phone"),
    "exclude.account": _names("exclude_account", "Acme"),
    "exclude.tag": _names("exclude_tag", "spam,test"),
    "exclude.priority": _names("exclude_priority", "low"),
    "exclude.domain": Setting(
        "exclude_domain", values.read_domains, values.show_names, "example.com"
    ),
    "exclude.internal": _choice("exclude_internal", "no"),
    "exclude.auto_resolved": _choice("exclude_auto_resolved", "no"),
    "exclude.no_reply": _choice("exclude_no_reply", "no"),
}

EXAMPLES: Mapping[str, str] = {
    "delay": "24h",
    "delay.chat": "15m",
    **{name: setting.example for name, setting in SETTINGS.items()},
}
"""A good value for every setting; "delay.chat" stands for the delay of any one channel."""


LONGEST = 3000
"""Characters of a value: as many as one field of a form holds."""


def require_short(text: str) -> None:
    """Let a value pass that a form can show. Raises WrongSetting."""
    if len(text) > LONGEST:
        raise WrongSetting("That is longer than {most} characters.", most=LONGEST)


NEAR = 0.7
"""How alike names are of which one is a slip for the other, from 0 to 1."""


def setting(name: str) -> Setting:
    """Return the setting with a name. Raises WrongSetting, naming what comes near, or them all."""
    if name in SETTINGS:
        return SETTINGS[name]
    for nearest in get_close_matches(name, EXAMPLES, n=1, cutoff=NEAR):
        raise WrongSetting(
            "{name} is not a setting. Did you mean {nearest}? For example {example}.",
            name=name,
            nearest=nearest,
            example=f"{nearest}={EXAMPLES[nearest]}",
        )
    raise WrongSetting(
        "{name} is not a setting. There are {known}.", name=name or "...", known=_all()
    )


def _all() -> str:
    """List the settings, of those that differ in their last word the first."""
    first: dict[str, str] = {}
    for name in EXAMPLES:
        first.setdefault(name.partition(".")[0], name)
    return ", ".join(first.values())
