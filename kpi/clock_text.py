"""Stretches of the day as people type them: 09:00-17:30, 9u-17u, 9am-5pm, van 9 tot 17 uur."""

import re
from datetime import time
from typing import NamedTuple

_AT = (
    r"(?P<{0}_hour>[0-9]{{1,2}})"
    r"(?:(?P<{0}_sign>[:.hu])(?P<{0}_minute>[0-9]{{2}})|(?P<{0}_close>[0-9]{{2}})(?![0-9]))?"
    r" ?(?P<{0}_half>[ap]\.?m\.?)?(?: ?(?:u|uur|uren|h|hrs?|hours?|o'clock))?"
)
_STRETCH = re.compile(
    rf"(?:(?:from|van|vanaf) )?{_AT.format('from')} ?"
    rf"(?:-|tot en met|tot|t/m|to|until|till) ?{_AT.format('to')}"
)
_NOON = 12
_MIDNIGHT = 24
_MINUTES = 60


class _Told(NamedTuple):
    """A time as it was written."""

    hour: int
    minute: int
    half: str
    """Of the day, a or p; nothing where the clock has 24 hours, or where it was left out."""
    is_bare: bool
    """Whether it is an hour alone."""

    def on_clock(self) -> time | None:
        """Give the time of day; None where no clock shows it."""
        hour = self.hour % _NOON + _NOON * (self.half == "p") if self.half else self.hour
        if (self.half and not 1 <= self.hour <= _NOON) or self.minute >= _MINUTES:
            return None
        if (hour, self.minute) == (_MIDNIGHT, 0):
            return time()
        return time(hour, self.minute) if hour < _MIDNIGHT else None


def read_stretch(text: str) -> tuple[time, time] | None:
    """Read from when to when; it may run past midnight.

    Returns:
        None for what is no stretch, has no length, or may mean two of them, such as 9-5.
    """
    found = _STRETCH.fullmatch(" ".join(text.casefold().replace("\N{EN DASH}", "-").split()))
    if found is None:
        return None
    opens, closes = _in_halves(_told(found, "from"), _told(found, "to"))
    begin, end = opens.on_clock(), closes.on_clock()
    if begin is None or end is None or begin == end or _is_unclear(opens, closes):
        return None
    return begin, end


def _told(found: re.Match[str], which: str) -> _Told:
    minute = found[f"{which}_minute"] or found[f"{which}_close"]
    half = (found[f"{which}_half"] or "")[:1]
    return _Told(int(found[f"{which}_hour"]), int(minute or 0), half, is_bare=minute is None)


def _in_halves(opens: _Told, closes: _Told) -> tuple[_Told, _Told]:
    """Give the end that lacks its half of the day the one that puts both in order, if any does."""
    known = opens.half or closes.half
    if not known or max(opens.hour, closes.hour) > _NOON:
        return opens, closes
    pairs = [
        (opens._replace(half=opens.half or half), closes._replace(half=closes.half or half))
        for half in (known, "a" if known == "p" else "p")
    ]
    return next((pair for pair in pairs if _in_order(*pair)), pairs[-1])


def _in_order(opens: _Told, closes: _Told) -> bool:
    begin, end = opens.on_clock(), closes.on_clock()
    return begin is not None and end is not None and begin < end


def _is_unclear(opens: _Told, closes: _Told) -> bool:
    """Whether it runs past midnight only because nobody said which half of the day is meant."""
    is_plain = opens.is_bare and closes.is_bare and not (opens.half or closes.half)
    return is_plain and closes.hour < opens.hour <= _NOON
