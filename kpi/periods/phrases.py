"""Words become a period: "week", "vorige maand", "2026-W47", "30d", "2026-10-01..2026-10-15"."""

import re
import unicodedata
from datetime import date

from kpi.periods import counted, named, ranges
from kpi.periods.period import Period, unit_so_far
from kpi.periods.words import BEGINNINGS

_SHORT_YEAR = re.compile(r"(?<!\S)['\u2019]([0-9]{2})(?![0-9])")
_HALF_A_YEAR = re.compile(r"\bhalf(?:-| a | the | het | )(?:year|jaar)\b")
_THAT_YEAR = re.compile(
    r"(?:(?<= )(?:of|van|in) )?"
    r"\b(this|dit|the|het|last|past|previous|vorig|afgelopen) (?:year|jaar)\b"
)
_THIS_YEAR = frozenset({"this", "dit", "the", "het"})


def parse(text: str, *, today: date, zone: str) -> Period | None:
    """Read a period in English or Dutch; capitals, accents and spaces do not matter.

    Args:
        text: what somebody wrote, and nothing else.
        today: the local day it is; a period that still runs ends with it.
        zone: the IANA zone that its days are days of.

    Returns:
        The period, or None when the text is not about a period at all.

    Raises:
        UnknownPeriod: when it looks like a period but cannot be read without guessing.
        PeriodOutOfRange: when there is no such period, or it has not begun yet.
    """
    plain = _with_years(_plain(text), today)
    if found := counted.back(plain, today, zone):
        return found
    if unit := named.calendar_unit(plain, today):
        return unit_so_far(*unit, today=today, zone=zone)
    return ranges.spanning(plain, today, zone)


def may_begin(word: str) -> bool:
    """Tell quickly whether a period may begin with this word, in small letters."""
    named = word.partition(".")[0] in BEGINNINGS
    return named or len(word) == 1 or "-" in word or any(map(str.isdigit, word))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("\N{EN DASH}", "-"))
    plain = " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
    return _HALF_A_YEAR.sub("halfjaar", _SHORT_YEAR.sub(r"20\1", plain))


def _with_years(text: str, today: date) -> str:
    """Write "last year" as a number where it stands beside something else."""
    if _THAT_YEAR.fullmatch(text):
        return text
    return _THAT_YEAR.sub(lambda found: str(today.year - (found[1] not in _THIS_YEAR)), text)
