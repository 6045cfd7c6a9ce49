"""Lengths of time as people write them in settings: 0s, 15m, 24h, 14d, 2 weeks, 14 dagen."""

import re
from datetime import timedelta

from kpi.errors import WrongSetting

LONGEST = timedelta(days=730)

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SPELT = {
    "s": ("sec", "second", "seconds", "seconde", "seconden"),
    "m": ("min", "minute", "minutes", "minuut", "minuten"),
    "h": ("hour", "hours", "u", "uur", "uren"),
    "d": ("day", "days", "dag", "dagen"),
    "w": ("week", "weeks", "weken"),
}
_UNITS = {word: _SECONDS[unit] for unit, words in _SPELT.items() for word in (unit, *words)}
_PART = re.compile(rf"([0-9]{{1,9}})({'|'.join(sorted(_UNITS, key=len, reverse=True))})")
_WHOLE = re.compile(rf"(?:{_PART.pattern})+|0")


def read_duration(text: str) -> timedelta:
    """Read a length of time, such as "15m", "24h", "14 days" or "1h30m"; 0 is none.

    Raises:
        WrongSetting: when it cannot be read, or is longer than two years.
    """
    plain = "".join(text.casefold().split())
    if not _WHOLE.fullmatch(plain):
        raise WrongSetting(
            "{text} is not a length of time. Write 0s, 15m, 24h or 14d.", text=text.strip() or "..."
        )
    seconds = sum(int(count) * _UNITS[unit] for count, unit in _PART.findall(plain))
    if seconds > LONGEST.total_seconds():
        raise WrongSetting("{text} is too long; 730d is the most.", text=text.strip())
    return timedelta(seconds=seconds)


def show_duration(length: timedelta) -> str:
    """Write a length of time so that `read_duration` reads it back, to the second."""
    seconds = round(length.total_seconds())
    if seconds >= 2 * _SECONDS["d"] and seconds % _SECONDS["d"] == 0:
        return f"{seconds // _SECONDS['d']}d"
    for unit in ("h", "m"):
        if seconds and seconds % _SECONDS[unit] == 0:
            return f"{seconds // _SECONDS[unit]}{unit}"
    return f"{seconds}s"
