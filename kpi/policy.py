"""When a survey asks: its settings, their defaults, and their form as text.

The names and values are the same on forms, on the command line and in storage.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import get_close_matches
from typing import Any, NamedTuple

from kpi.durations import read_duration, show_duration
from kpi.errors import WrongSetting
from kpi.metrics import Metric

_YES = frozenset({"yes", "on", "true", "1", "ja", "aan"})
_NO = frozenset({"no", "off", "false", "0", "nee", "uit"})
_NOBODY = frozenset({"", "-", "none", "geen"})
_SOON = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Whom a survey asks, and when. Channels are lower case, names as people write them."""

    enabled: bool = False
    anonymous: bool = False
    delay: timedelta = timedelta(hours=24)
    """From resolution to question, where `delays` has no other for the interaction's channel."""
    delays: Mapping[str, timedelta] = field(default_factory=dict)
    cooldown: timedelta = timedelta(days=14)
    """Time between two questions of this metric to one person."""
    cooldown_any: timedelta = timedelta(days=7)
    """Time between two questions of any metric to one person."""
    expires: timedelta = timedelta(days=14)
    """Time after sending in which a first answer counts."""
    edit_window: timedelta = timedelta(days=14)
    """Time after the first tap in which an answer may be changed."""
    exclude_team: frozenset[str] = frozenset()
    exclude_channel: frozenset[str] = frozenset()
    exclude_account: frozenset[str] = frozenset()
    exclude_tag: frozenset[str] = frozenset()
    exclude_domain: frozenset[str] = frozenset()
    """Domains of e-mail addresses; each stands for its subdomains too."""

    def delay_for(self, channel: str | None) -> timedelta:
        """Give the time from resolution to question for an interaction through this channel."""
        return self.delays.get((channel or "").casefold(), self.delay)

    def changed(self, name: str, value: str) -> "Policy":
        """Give the policy with one setting changed.

        Args:
            name: such as "enabled", "delay", "delay.chat", "cooldown_any" or "exclude.team".
                "delay" is for all channels and undoes every "delay.…".
            value: yes or no, a length such as "14d", or names with commas between them.

        Raises:
            WrongSetting: naming what comes nearest, or an example of a good value.
        """
        name = name.strip().casefold()
        if name.startswith("delay.") and (channel := name.removeprefix("delay.")):
            return replace(self, delays={**self.delays, channel: read_duration(value)})
        if name == "delay":
            return replace(self, delay=read_duration(value), delays={})
        setting = _setting(name)
        changes: dict[str, Any] = {setting.field: setting.read(value)}
        return replace(self, **changes)

    def settings(self) -> dict[str, str]:
        """Give every setting as text, in the order of a form; `from_settings` reads it back."""
        delays = {f"delay.{channel}": length for channel, length in sorted(self.delays.items())}
        lengths = {"delay": self.delay, **delays}
        return {name: show_duration(length) for name, length in lengths.items()} | {
            name: setting.show(getattr(self, setting.field)) for name, setting in _SETTINGS.items()
        }


def defaults(metric: Metric) -> Policy:
    """Give the policy that a survey starts with: only CSAT asks by itself."""
    return Policy(
        enabled=metric is Metric.CSAT,
        delays={"chat": _SOON, "phone": _SOON},
        cooldown=timedelta(days=90 if metric is Metric.NPS else 14),
    )


def from_settings(metric: Metric, settings: Mapping[str, str]) -> Policy:
    """Give the defaults of a metric with these settings changed, "delay" before "delay.chat".

    Raises:
        WrongSetting: for the first name or value that is wrong.
    """
    policy = defaults(metric)
    for name in sorted(settings):
        policy = policy.changed(name, settings[name])
    return policy


class _Setting(NamedTuple):
    field: str
    read: Callable[[str], Any]
    show: Callable[[Any], str]
    example: str


def _read_choice(text: str) -> bool:
    plain = text.strip().casefold()
    if plain not in _YES | _NO:
        raise WrongSetting("Write yes or no, not {text}.", text=text.strip() or "...")
    return plain in _YES


def _show_choice(chosen: object) -> str:
    return "yes" if chosen else "no"


def _read_names(text: str) -> frozenset[str]:
    if text.strip().casefold() in _NOBODY:
        return frozenset()
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def _read_domains(text: str) -> frozenset[str]:
    return frozenset(name.casefold().lstrip("@.") for name in _read_names(text))


def _show_names(names: Iterable[str]) -> str:
    return ",".join(sorted(names))


def _read_lifetime(text: str) -> timedelta:
    length = read_duration(text)
    if length < timedelta(hours=1):
        raise WrongSetting("A question must stay open for an hour at least, not {text}.", text=text)
    return length


_SETTINGS: Mapping[str, _Setting] = {
    "enabled": _Setting("enabled", _read_choice, _show_choice, "yes"),
    "anonymous": _Setting("anonymous", _read_choice, _show_choice, "no"),
    "cooldown": _Setting("cooldown", read_duration, show_duration, "14d"),
    "cooldown_any": _Setting("cooldown_any", read_duration, show_duration, "7d"),
    "expires": _Setting("expires", _read_lifetime, show_duration, "14d"),
    "edit_window": _Setting("edit_window", read_duration, show_duration, "14d"),
    "exclude.team": _Setting("exclude_team", _read_names, _show_names, "Network,Sales"),
    "exclude.channel": _Setting("exclude_channel", _read_names, _show_names, "phone"),
    "exclude.account": _Setting("exclude_account", _read_names, _show_names, "Acme"),
    "exclude.tag": _Setting("exclude_tag", _read_names, _show_names, "spam,test"),
    "exclude.domain": _Setting("exclude_domain", _read_domains, _show_names, "example.com"),
}

EXAMPLES: Mapping[str, str] = {
    "delay": "24h",
    "delay.chat": "15m",
    **{name: setting.example for name, setting in _SETTINGS.items()},
}
"""A good value for every setting; "delay.chat" stands for the delay of any one channel."""


def _setting(name: str) -> _Setting:
    if name in _SETTINGS:
        return _SETTINGS[name]
    nearest = get_close_matches(name, EXAMPLES, n=1, cutoff=0.0)[0]
    raise WrongSetting(
        "{name} is not a setting. Did you mean {nearest}? For example {example}.",
        name=name or "...",
        nearest=nearest,
        example=f"{nearest}={EXAMPLES[nearest]}",
    )
