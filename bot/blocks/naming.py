"""What metrics, segments, periods and filters are called in a sentence."""

from collections.abc import Mapping

from bot.blocks import inert
from bot.wording import Voice, sentence
from kpi.metrics import Metric
from kpi.periods import Period

LONGEST = 80

_SEGMENTS: Mapping[str, str] = {
    "team": sentence("team"),
    "agent": sentence("agent"),
    "channel": sentence("channel"),
    "account": sentence("account"),
    "priority": sentence("priority"),
    "source": sentence("source"),
    "moment": sentence("moment"),
    "trigger": sentence("trigger"),
}


def metric(which: Metric) -> str:
    return which.upper()


def segment(say: Voice, name: str) -> str:
    """Name what answers are split by."""
    return say(_SEGMENTS[name])


def scope(say: Voice, filters: Mapping[str, str]) -> str:
    """Say whose answers are meant, escaped: all teams, or the filters."""
    if not filters:
        return say("all teams")
    return ", ".join(
        f"{segment(say, name)} {inert.escaped(value, LONGEST)}" for name, value in filters.items()
    )


def dated(say: Voice, period: Period, filters: Mapping[str, str]) -> str:
    """Give the days of a period and whose answers are meant, escaped."""
    return f"{say.days(period)}, {scope(say, filters)}"


def week(say: Voice, which: Period, of: Period) -> str:
    """Name one of the weeks up to a period; only of a period that still runs the last does too."""
    if of.to_date:
        return say.period(which)
    return say("week {number}", number=which.first.isocalendar().week)


def begun(text: str) -> str:
    """Give a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
