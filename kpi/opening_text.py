"""Opening hours and days off as people type them, and back again."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import pairwise

from kpi.asking_hours import Hours
from kpi.errors import WrongSetting
from kpi.setting_values import read_hours

WHOLE_DAY = Hours(time(), time())

_CLOSED = frozenset({"", "-", "off", "closed", "none", "dicht", "gesloten", "geen"})
_ALL_DAY = re.compile(r"0{1,2}(?:[:.]00)?\s*[-–]\s*24(?:[:.]00)?|24/7|all day|(de )?hele dag")
_BETWEEN = re.compile(r"[,;&+]|\band\b|\ben\b(?! met\b)")
_DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})"),
)
"""With slashes nobody knows which is the month."""


def read_stretches(text: str) -> tuple[Hours, ...]:
    """Read the hours of a day such as "09:00-12:30, 13:00-17:30"; none where it is closed.

    They may end at 24:00, and run into the next day; each may be written as 9u-17u or 9am-5pm,
    too. Raises WrongSetting.
    """
    if " ".join(text.casefold().split()) in _CLOSED:
        return ()
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    found = sorted((_stretch(part) for part in parts), key=lambda one: one.opens)
    for one, following in pairwise(found):
        if one.closes > following.opens or one.closes <= one.opens:
            raise WrongSetting("These hours overlap: {text}.", text=text.strip())
    return tuple(found)


def show_stretches(hours: Iterable[Hours]) -> str:
    """Write the hours of a day; nothing where it is closed."""
    return ", ".join(f"{one.opens:%H:%M}-{show_closing(one)}" for one in hours)


def show_closing(hours: Hours) -> str:
    """Write when hours end; midnight as 24:00."""
    return f"{hours.closes:%H:%M}" if hours.closes > time() else "24:00"


def read_closed(text: str) -> dict[date, str]:
    """Read days off, one a line, each with what it is called; in the order of the days.

    A day is written as 2026-12-25 or 25-12-2026; its name may follow. Raises WrongSetting.
    """
    lines = enumerate(text.splitlines(), start=1)
    return dict(sorted(_closed(at, line.strip()) for at, line in lines if line.strip()))


def show_closed(days: Iterable[tuple[date, str]]) -> Iterator[str]:
    """Write days off with their names, a line each."""
    for day, name in days:
        yield f"{day.isoformat()} {name}".strip()


def _stretch(text: str) -> Hours:
    part = text.strip()
    hours = WHOLE_DAY if _ALL_DAY.fullmatch(part.casefold()) else _hours(part)
    if hours is None:
        raise WrongSetting("Write hours such as 09:00-12:30, 13:00-17:30, not {text}.", text=part)
    return hours


def _hours(part: str) -> Hours | None:
    try:
        return read_hours(part)
    except WrongSetting:
        return None


def _closed(at: int, line: str) -> tuple[date, str]:
    written, _, name = line.partition(" ")
    found = next(filter(None, (form.fullmatch(written) for form in _DAYS)), None)
    try:
        if found is not None:
            return date(*(int(found[part]) for part in ("year", "month", "day"))), name.strip()
    except ValueError:
        pass  # there is no such day, so it is refused like anything else
    raise WrongSetting(
        "Line {line}: write a day such as 2026-12-25, not {text}.", line=at, text=line
    )
