"""What metrics, segments, periods and filters are called in a sentence."""

from collections.abc import Mapping

from bot.blocks import inert
from bot.wording import Voice, sentence
from kpi import agent_names, ways
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.store.tables import Survey

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
    "way": sentence("way of asking"),
}

_WAYS: Mapping[str, str] = {
    ways.DM: sentence("direct message"),
    ways.THREAD: sentence("thread"),
    ways.MAIL: sentence("mail"),
}

LANGUAGES: Mapping[str, str] = {"en": "English", "nl": "Nederlands"}
"""Each in its own language."""


def metric(which: Metric) -> str:
    return which.upper()


def metric_of(survey: Survey) -> str:
    return survey.metric.upper()


def survey(which: Survey) -> str:
    """Name a survey as admins call it, not escaped; a standard one is called after its metric."""
    return which.title or (metric_of(which) if which.name == which.metric else which.name)


def subject(which: Metric, query: Query) -> str:
    """Name a metric of a question, with the survey where it asks for one."""
    return f"{metric(which)} ({query.survey})" if query.survey else metric(which)


def segment(say: Voice, name: str) -> str:
    """Name what answers are split by."""
    return say(_SEGMENTS[name])


def value(say: Voice, segment: str, filed: str) -> str:
    """Name a part of what answers are split by, not escaped: most are named as they are filed."""
    if segment == "agent":
        return agent_names.called(filed)
    return say(_WAYS[filed]) if segment == "way" and filed in _WAYS else filed


def scope(say: Voice, filters: Mapping[str, str]) -> str:
    """Say whose answers are meant, escaped: all teams, or the filters."""
    if not filters:
        return say("all teams")
    return ", ".join(
        f"{segment(say, name)} {inert.escaped(value(say, name, filed), LONGEST)}"
        for name, filed in filters.items()
    )


def dated(say: Voice, period: Period, filters: Mapping[str, str]) -> str:
    """Give the days of a period, unless its name does, and whose answers are meant, escaped."""
    return ", ".join(filter(None, [say.days_beside(period), scope(say, filters)]))


def full(say: Voice, period: Period) -> str:
    """Name a period, with its days behind it where the name does not say them."""
    beside = say.days_beside(period)
    return f"{say.period(period)} ({beside})" if beside else say.period(period)


def week(say: Voice, which: Period, of: Period) -> str:
    """Name one of the weeks up to a period; only of a period that still runs the last does too."""
    if of.to_date:
        return say.period(which)
    return say("week {number}", number=which.first.isocalendar().week)


def begun(text: str) -> str:
    """Give a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
