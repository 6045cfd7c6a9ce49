"""Moments as Slack writes them from a format such as `{date_short} at {time}`, in English."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")
_MINUTE = 60
_STEPS = ((86_400, "day"), (3_600, "hour"), (_MINUTE, "minute"))


def written(timestamp: float, pattern: str, now: datetime) -> str | None:
    """Fill a format's tokens; None where the moment or a token is not one Slack knows.

    Args:
        timestamp: seconds since 1970 in UTC.
        pattern: the format, with tokens in braces.
        now: decides what "today" is; its time zone is the reader's.
    """
    try:
        moment = datetime.fromtimestamp(timestamp, UTC).astimezone(now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return None
    if any(token not in _TOKENS for token in _TOKEN.findall(pattern)):
        return None
    return _TOKEN.sub(lambda found: _TOKENS[found[1]](moment, now), pattern)


def _short(moment: datetime, _now: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _usual(moment: datetime, _now: datetime) -> str:
    return f"{moment:%B} {_ordinal(moment.day)}, {moment.year}"


def _long(moment: datetime, now: datetime) -> str:
    return f"{moment:%A}, {_usual(moment, now)}"


def _ordinal(day: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    teens = range(11, 14)
    return f"{day}{'th' if day in teens else endings.get(day % 10, 'th')}"


def _pretty(
    otherwise: Callable[[datetime, datetime], str],
) -> Callable[[datetime, datetime], str]:
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}

    def shown(moment: datetime, now: datetime) -> str:
        return near.get((moment.date() - now.date()).days) or otherwise(moment, now)

    return shown


def _ago(moment: datetime, now: datetime) -> str:
    gone = now - moment
    seconds = abs(gone) // timedelta(seconds=1)
    for length, name in _STEPS:
        if seconds >= length:
            count = seconds // length
            span = f"{count} {name}{'' if count == 1 else 's'}"
            return f"{span} ago" if gone > timedelta() else f"in {span}"
    return "just now"


_TOKENS: Mapping[str, Callable[[datetime, datetime], str]] = {
    "date_num": lambda moment, _now: f"{moment:%Y-%m-%d}",
    "date_slash": lambda moment, _now: f"{moment:%m/%d/%Y}",
    "date": _usual,
    "date_short": _short,
    "date_long": _long,
    "date_pretty": _pretty(_usual),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_long),
    "time": lambda moment, _now: f"{moment:%H:%M}",
    "time_secs": lambda moment, _now: f"{moment:%H:%M:%S}",
    "day_divider_pretty": _pretty(_long),
    "ago": _ago,
}


def local(timestamp: int, zone: ZoneInfo) -> str:
    """Write a moment as browsers want it in `datetime-local` inputs."""
    return f"{datetime.fromtimestamp(timestamp, zone):%Y-%m-%dT%H:%M}"
