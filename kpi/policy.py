"""When a survey asks: its settings, their defaults, and their form as text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from functools import lru_cache
from typing import Any

from kpi import reason_list
from kpi.asking_hours import EVERY_DAY, AskingHours, Hours
from kpi.changes import FEW
from kpi.durations import read_duration, show_duration
from kpi.errors import WrongSetting
from kpi.metrics import Metric
from kpi.policy_settings import EXAMPLES, SETTINGS, setting
from kpi.reason_list import Reason

__all__ = ["EXAMPLES", "Policy", "defaults", "from_settings"]

EVERYBODY = 100.0
"""Percent: a share that leaves nobody out."""

_SOON = timedelta(minutes=15)
_NIGHT = Hours(time(20), time(8))
_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Whom a survey asks, and when. Channels are lower case, names as people write them."""

    enabled: bool = False
    anonymous: bool = False
    mail: bool = True
    """Whether people who are not in Slack are asked by mail, where mail is set up."""
    delay: timedelta = timedelta(hours=24)
    """From resolution to question, where `delays` has no other for the interaction's channel."""
    delays: Mapping[str, timedelta] = field(default_factory=dict)
    cooldown: timedelta = timedelta(days=14)
    """Time between two questions of this metric to one person."""
    cooldown_any: timedelta = timedelta(days=7)
    """Time between two questions of any metric to one person."""
    once_per_person: bool = False
    """Whether an interaction that is resolved again asks nobody whom it had asked before."""
    sample: float = EVERYBODY
    """Percent of the interactions that are asked about."""
    daily_cap: int = 0
    """Questions that go out on one day of the workspace at most; 0 for any number."""
    hours: Hours | None = None
    """Of the recipient's day; None for all of it."""
    days: frozenset[int] = EVERY_DAY
    """Of the recipient's week; Monday is 0."""
    quiet: Hours | None = _NIGHT
    """In which nobody is asked, not even by hand; None for no such time."""
    expires: timedelta = timedelta(days=14)
    """Time after sending in which a first answer counts."""
    reminder: timedelta = timedelta()
    """Time after sending when somebody who did not answer is reminded, once; zero for never."""
    edit_window: timedelta = timedelta(days=14)
    """Time after the first tap in which an answer may be changed."""
    group_threshold: int = FEW
    """From how many answers on a group is shown where fewer could tell who answered."""
    confirm_fcr: bool = False
    """Whether the rating is followed by one tap more: was it solved the first time?"""
    reasons_en: tuple[str, ...] = ()
    """Reasons to tick beside a comment; those of the languages stand in the same order."""
    reasons_nl: tuple[str, ...] = ()
    include_team: frozenset[str] = _NOBODY
    """Of what is included only these are asked about; empty for all."""
    include_channel: frozenset[str] = _NOBODY
    include_account: frozenset[str] = _NOBODY
    include_tag: frozenset[str] = _NOBODY
    include_priority: frozenset[str] = _NOBODY
    include_moment: frozenset[str] = _NOBODY
    exclude_team: frozenset[str] = _NOBODY
    exclude_channel: frozenset[str] = _NOBODY
    exclude_account: frozenset[str] = _NOBODY
    exclude_tag: frozenset[str] = _NOBODY
    exclude_priority: frozenset[str] = _NOBODY
    exclude_domain: frozenset[str] = _NOBODY
    """Domains of e-mail addresses; each stands for its subdomains too."""
    exclude_internal: bool = False
    """Whether colleagues are left out: people with the domain of the agent's own address."""
    exclude_auto_resolved: bool = False
    """Whether what no person resolved is left out. Off: whoever gave up waiting is heard too."""
    exclude_no_reply: bool = False
    """Whether what no person replied to is left out. Off: many systems do not tell of replies."""

    def delay_for(self, channel: str | None) -> timedelta:
        """Give the time from resolution to question for an interaction through this channel."""
        return self.delays.get((channel or "").casefold(), self.delay)

    @property
    def reason_lists(self) -> Mapping[str, tuple[str, ...]]:
        """The reasons to tick by language; empty where the survey offers none."""
        return {"en": self.reasons_en, "nl": self.reasons_nl}

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons to tick, each with its words by language."""
        return reason_list.joined(self.reason_lists)

    def asking_hours(self, *, by_hand: bool) -> AskingHours:
        """Give when somebody may be asked; a colleague's wish keeps to quiet hours only."""
        if by_hand:
            return AskingHours(quiet=self.quiet)
        return AskingHours(hours=self.hours, days=self.days, quiet=self.quiet)

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
        found = setting(name)
        changes: dict[str, Any] = {found.field: found.read(value)}
        return replace(self, **changes)

    def checked(self) -> "Policy":
        """Give the policy itself. Raises WrongSetting where its settings contradict each other."""
        if self.asking_hours(by_hand=False).never():
            raise WrongSetting("With these hours, days and quiet hours nobody is ever asked.")
        if self.reminder >= self.expires:
            raise WrongSetting("The reminder would come when the question has expired.")
        reason_list.require_pairs(self.reason_lists)
        return self

    def settings(self) -> dict[str, str]:
        """Give every setting as text, in the order of a form; `from_settings` reads it back."""
        delays = {f"delay.{channel}": length for channel, length in sorted(self.delays.items())}
        lengths = {"delay": self.delay, **delays}
        return {name: show_duration(length) for name, length in lengths.items()} | {
            name: one.show(getattr(self, one.field)) for name, one in SETTINGS.items()
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
    return _read(metric, tuple(sorted(settings.items())))


@lru_cache(maxsize=256)
def _read(metric: Metric, settings: tuple[tuple[str, str], ...]) -> Policy:
    """Read settings once: each tap asks for those of its survey."""
    policy = defaults(metric)
    for name, value in settings:
        policy = policy.changed(name, value)
    return policy
