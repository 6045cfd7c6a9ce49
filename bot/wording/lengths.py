"""Lengths of time as people say them: 12 min, 2 h 10 min, 127 h.

Days are left out: of office hours eight make a day, of all hours twenty-four, and who reads
"2 days" cannot know which. An hour is an hour.
"""

from collections.abc import Callable

from bot.wording.sentences import Sentences
from kpi.scores import rounded

_MINUTES = 60
_HOUR = 3600
_WITHOUT_MINUTES = 100
"""From so many hours on, minutes say nothing any more."""


def told(seconds: float) -> float:
    """Give the seconds that a length says it has, so that told lengths can be subtracted."""
    minutes = int(rounded(seconds / _MINUTES))
    if minutes >= _WITHOUT_MINUTES * _MINUTES:
        return _HOUR * float(rounded(seconds / _HOUR))
    return float(_MINUTES * minutes)


def length(say: Sentences, seconds: float, number: Callable[[int], str]) -> str:
    """Give a length of 0 seconds or more in whole minutes, half a minute rounded up.

    `number` writes whole numbers by the customs of the language.
    """
    minutes = int(rounded(seconds / _MINUTES))
    if minutes == 0 and seconds > 0:
        return say("under 1 min")
    hours, rest = divmod(minutes, _MINUTES)
    if hours >= _WITHOUT_MINUTES:
        hours, rest = int(rounded(seconds / _MINUTES / _MINUTES)), 0
    told = [say("{n} h", n=number(hours))] if hours else []
    return " ".join([*told, *([say("{n} min", n=rest)] if rest or not told else [])])
