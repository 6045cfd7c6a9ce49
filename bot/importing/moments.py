"""The text of a field becomes a moment that can have been."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.importing import dates
from bot.importing.records import NotUsable
from bot.importing.scores import quoted

EARLIEST_YEAR = 1990


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How the moments of a file are written, and when now is."""

    date_format: str
    """`dates.ISO`, or a format of `datetime.strptime`."""
    zone: str
    """Of moments that do not name their own."""
    now: datetime


def day_or_moment(text: str, calendar: Calendar) -> datetime:
    """Read a moment, or a day as its noon; aware, in UTC. Raises NotUsable."""
    found = _parsed(text, calendar)
    if found.tzinfo is None and not dates.has_time(calendar.date_format, text):
        # Noon keeps a day the same day when the workspace moves to a neighbouring zone.
        found = datetime.combine(found, time(12))
    return _plausible(found, text, calendar)


def moment(text: str, calendar: Calendar) -> datetime:
    """Read a moment that is over, with its time of day; aware, in UTC. Raises NotUsable."""
    found = _parsed(text, calendar)
    if found.tzinfo is None and not dates.has_time(calendar.date_format, text):
        raise NotUsable(
            "{text} has no time of day, and days cannot tell how long it took", text=quoted(text)
        )
    told = _plausible(found, text, calendar)
    if told > calendar.now:
        raise NotUsable("{text} is still to come", text=quoted(text))
    return told


def _parsed(text: str, calendar: Calendar) -> datetime:
    if not text.strip():
        raise NotUsable("no date")
    found = dates.parse(text, calendar.date_format)
    if found is None:
        raise NotUsable(
            "{text} is not a date written as {form}",
            text=quoted(text),
            form=calendar.date_format,
        )
    return found


def _plausible(found: datetime, text: str, calendar: Calendar) -> datetime:
    zone = ZoneInfo(calendar.zone)
    local = found.replace(tzinfo=zone) if found.tzinfo is None else found
    if not EARLIEST_YEAR <= local.year <= calendar.now.year + 1:
        raise NotUsable("{text} is in the year {year}", text=quoted(text), year=local.year)
    if local.astimezone(zone).date() > calendar.now.astimezone(zone).date():
        raise NotUsable("{text} is still to come", text=quoted(text))
    return local.astimezone(UTC)
