"""What an action is begun for: numbers, a theme, a case; carried by the buttons that begin one."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.blocks import kit
from bot.blocks.message import Block
from bot.blocks.targets import PLACES
from bot.wording import Voice
from kpi.effects import Days
from kpi.metrics import ASKED, Metric
from kpi.query import Query

BEGIN = "action:begin"
"""Followed by nothing, or by what tells several such buttons of a message apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is known when somebody begins an action; all of it may be changed in the form."""

    metric: Metric = Metric.CSAT
    segment: str = ""
    value: str = ""
    theme: str = ""
    first: date | None = None
    until: date | None = None
    """The days whose numbers it is begun for, half open; None where nothing led to it."""
    case_id: str = ""
    title: str = ""

    @property
    def begun_for(self) -> Days | None:
        return Days(self.first, self.until) if self.first and self.until else None


def of_query(query: Query, theme: str = "") -> Occasion:
    """Give what an action is begun for under the answer to a question."""
    metric = next((one for one in query.metrics if one in ASKED), query.metrics[0])
    places = ((name, value) for name, value in query.filters.items() if name in PLACES)
    segment, value = next(places, ("", ""))
    return Occasion(
        metric=metric,
        segment=segment,
        value=value,
        theme=theme,
        first=query.period.first,
        until=query.period.until,
    )


def button(say: Voice, occasion: Occasion, *, theme: str = "") -> Block:
    """Give the button that begins an action.

    Args:
        say: the reader's voice.
        occasion: what the form begins with.
        theme: what its theme is called, where several such buttons stand beside each other.
    """
    text = say("Action for “{theme}”", theme=theme) if theme else say("Begin an action")
    action_id = f"{BEGIN}:{occasion.theme}" if theme else BEGIN
    return kit.button(text, action_id, written(occasion))


def for_case(say: Voice, case_id: str) -> Block:
    """Give the button under a case."""
    return button(say, Occasion(case_id=case_id))


def written(occasion: Occasion) -> str:
    """Give an occasion as a button carries it; one that is too long without its value."""
    text = _written(occasion)
    return text if len(text) <= kit.VALUE else _written(replace(occasion, segment="", value=""))


def read(text: str) -> Occasion:
    """Read what `written` gave; anything else is an occasion of which nothing is known."""
    try:
        found: dict[str, Any] = json.loads(text)
        days = {name: date.fromisoformat(found[name]) for name in ("first", "until") if found[name]}
        return Occasion(**{**found, **days, "metric": Metric(found["metric"])})
    except (ValueError, TypeError, KeyError):
        return Occasion()


def _written(occasion: Occasion) -> str:
    return json.dumps(asdict(occasion), default=date.isoformat, ensure_ascii=False)
