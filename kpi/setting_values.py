"""Values of settings as people write them, and back again."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from io import StringIO

from kpi.asking_hours import EVERY_DAY, Hours
from kpi.changes import FEW
from kpi.clock_text import read_stretch
from kpi.durations import read_duration, show_duration
from kpi.errors import WrongSetting

_YES = frozenset({"yes", "on", "true", "1", "ja", "aan"})
_NO = frozenset({"no", "off", "false", "0", "nee", "uit"})
_NOBODY = frozenset({"", "-", "none", "geen"})
_OFF = _NO | _NOBODY | {"0s"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
_WHOLE_WEEK = frozenset({"all", "alle", "daily", "elke dag"})
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?) ?%?")
_COUNT = re.compile(r"\d{1,7}")


def read_choice(text: str) -> bool:
    """Read yes or no, in English or Dutch. Raises WrongSetting, as all readers here do."""
    plain = _plain(text)
    if plain not in _YES | _NO:
        raise WrongSetting("Write yes or no, not {text}.", text=text.strip() or "...")
    return plain in _YES


def show_choice(chosen: object) -> str:
    """Write yes or no."""
    return "yes" if chosen else "no"


def read_names(text: str) -> frozenset[str]:
    """Read names with commas between them; "none" is nobody.

    A name that has a comma itself stands in quotes: "Acme, Inc.",Bolt.
    """
    line = " ".join(text.replace("\0", " ").splitlines())
    (named,) = csv.reader([line], skipinitialspace=True)
    return frozenset(name.strip() for name in named if _plain(name) not in _NOBODY)


def read_domains(text: str) -> frozenset[str]:
    """Read the domains of mail addresses, with or without their @."""
    named = (_plain(name).lstrip("*@. ") for name in read_names(text))
    return frozenset(name for name in named if name not in _NOBODY)


def show_names(names: Iterable[str]) -> str:
    """Write names with commas between them, in alphabetical order; in quotes where they need it."""
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(sorted(names))
    return line.getvalue()


def read_lifetime(text: str) -> timedelta:
    """Read how long a question stays open: an hour at least."""
    length = read_duration(text)
    if length < timedelta(hours=1):
        raise WrongSetting("A question must stay open for an hour at least, not {text}.", text=text)
    return length


def read_reminder(text: str) -> timedelta:
    """Read after how long somebody is reminded: an hour at least, or 0 for never."""
    if _plain(text) in _OFF:
        return timedelta()
    length = read_duration(text)
    if timedelta() < length < timedelta(hours=1):
        raise WrongSetting("A reminder comes after an hour at least, not {text}.", text=text)
    return length


def show_reminder(length: timedelta) -> str:
    """Write after how long somebody is reminded."""
    return show_duration(length) if length else "0"


def read_hours(text: str) -> Hours | None:
    """Read a stretch of the day such as "09:00-17:30", "20-8", "9am-5pm" or "off"."""
    if _plain(text) in _OFF:
        return None
    found = read_stretch(text)
    if found is None:
        raise WrongSetting("Write hours such as 09:00-17:30, or off, not {text}.", text=text)
    return Hours(*found)


def show_hours(hours: Hours | None) -> str:
    """Write a stretch of the day."""
    return f"{hours.opens:%H:%M}-{hours.closes:%H:%M}" if hours else "off"


def read_days(text: str) -> frozenset[int]:
    """Read days of the week such as "mon-fri", "mon,wed-fri", "ma-vr" or "all"; Monday is 0."""
    if _plain(text) in _WHOLE_WEEK:
        return EVERY_DAY
    days = [_stretch(part, text) for part in text.replace("–", "-").split(",")]
    return frozenset().union(*days)


def show_days(days: frozenset[int]) -> str:
    """Write days of the week, neighbours as a stretch."""
    starts = [day for day in sorted(days) if day - 1 not in days]
    ends = [day for day in sorted(days) if day + 1 not in days]
    return ",".join(
        _DAYS[first] if first == last else f"{_DAYS[first]}-{_DAYS[last]}"
        for first, last in zip(starts, ends, strict=True)
    )


def read_share(text: str) -> float:
    """Read a share in percent, above 0 and up to 100, with at most two decimals."""
    found = _PERCENT.fullmatch(text.strip())
    share = float(found[1].replace(",", ".")) if found else 0.0
    if not 0 < share <= 100:  # noqa: PLR2004 - percent
        raise WrongSetting("Write a share such as 25% or 100%, not {text}.", text=text)
    return share


def show_share(percent: float) -> str:
    """Write a share in percent."""
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"


def read_cap(text: str) -> int:
    """Read how many there may be at most; 0 for any number."""
    plain = _plain(text)
    if plain in _OFF:
        return 0
    if not _COUNT.fullmatch(plain):
        raise WrongSetting("Write a number such as 50, or 0 for no limit, not {text}.", text=text)
    return int(plain)


def read_threshold(text: str) -> int:
    """Read from how many answers on a group is shown: never fewer than five."""
    plain = _plain(text)
    if not _COUNT.fullmatch(plain) or int(plain) < FEW:
        raise WrongSetting("Write a number from 5 on, not {text}.", text=text)
    return int(plain)


def read_person(text: str) -> bool:
    """Read whether somebody is asked once per "person", not for each "resolution"."""
    plain = _plain(text)
    if plain not in _PER:
        raise WrongSetting("Write resolution or person, not {text}.", text=text.strip() or "...")
    return _PER[plain]


def show_person(once: object) -> str:
    """Write per what somebody is asked."""
    return "person" if once else "resolution"


_PER = {"resolution": False, "oplossing": False, "person": True, "persoon": True}


def _stretch(text: str, whole: str) -> frozenset[int]:
    ends = [_day(part, whole) for part in text.split("-", 1)]
    first, last = ends[0], ends[-1]
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _day(text: str, whole: str) -> int:
    plain = _plain(text)
    found = _place(plain[:3], _DAYS) if len(plain) > 2 else _place(plain, _DAGEN)  # noqa: PLR2004 - letters
    if found is None:
        raise WrongSetting("Write days such as mon-fri or mon,wed,fri, not {text}.", text=whole)
    return found


def _place(name: str, names: Sequence[str]) -> int | None:
    return names.index(name) if name in names else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
