"""The fields of the forms of an action: what somebody filled in, as the store wants it."""

from datetime import date
from typing import Any
from uuid import UUID

from bot.blocks.action_form import NO_THEME
from bot.blocks.targets import EVERYBODY
from bot.listeners import payloads
from bot.listeners.payloads import Body
from kpi.effects import Days
from kpi.errors import WrongSetting
from kpi.metrics import Metric
from kpi.store import actions
from kpi.store.actions import Wish
from kpi.store.tables import Action


def wished(view: Body) -> Wish:
    """Read an action off its form, with what the form carries along."""
    text = {one: payloads.field(view, one).text for one in ("title", "why", "theme", "metric")}
    place, carried = payloads.field(view, "place").text, payloads.ids(view)
    return Wish(
        title=text["title"],
        metric=Metric(text["metric"]),
        owner_id=payloads.field(view, "owner").text,
        why=text["why"],
        theme="" if text["theme"] == NO_THEME else text["theme"],
        segment="" if place == EVERYBODY else place,
        value=payloads.field(view, "value").text if place != EVERYBODY else "",
        due_on=day(view, "due"),
        live_on=day(view, "live"),
        begun_for=_days(carried),
        case_id=_id(carried, "case"),
        survey_id=_id(carried, "survey"),
    )


def of_action(action: Action) -> Wish:
    """Give an action as its form begins with it."""
    return Wish(
        title=action.title,
        metric=Metric(action.metric),
        owner_id=action.owner_id,
        why=action.why,
        theme=action.theme,
        segment=action.segment,
        value=action.value,
        survey_id=action.survey_id,
        case_id=action.case_id,
        due_on=action.due_on,
        live_on=action.live_on,
        begun_for=actions.begun_for(action),
    )


def day(view: Body, name: str) -> date | None:
    """Read a day that was picked; None where none was."""
    text = payloads.field(view, name).text
    return date.fromisoformat(text) if text else None


def slip(wish: Wish, nearest: str) -> WrongSetting:
    """Ask whether another name was meant."""
    return WrongSetting(
        'There is no {segment} "{word}". Did you mean {nearest}?',
        segment=wish.segment,
        word=wish.value,
        nearest=nearest,
    )


def _days(carried: dict[str, str]) -> Days | None:
    if "first" not in carried or "until" not in carried:
        return None
    return Days(date.fromisoformat(carried["first"]), date.fromisoformat(carried["until"]))


def _id(carried: dict[str, Any], name: str) -> UUID | None:
    return UUID(carried[name]) if name in carried else None
