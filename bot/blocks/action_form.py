"""The forms of an action: what it is, and on which day its change went live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks import inert, kit, modal, naming, theme_names
from bot.blocks.message import Block, View
from bot.blocks.targets import EVERYBODY, PLACES
from bot.wording import Voice
from kpi import actions
from kpi.effects import Days
from kpi.metrics import Metric
from kpi.store.actions import Wish
from kpi.store.tables import Action

FORM, LIVE_FORM = "action_form", "action_live"
NO_THEME = "-"

_VALUE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An action as a form begins with it."""

    wish: Wish
    themes: Mapping[str, str]
    """What themes are called, by key."""
    action_id: str = ""
    """Of one that exists."""
    revision: int = 0
    """As it was then."""


def form(say: Voice, draft: Draft) -> View:
    """Ask what shall be done, by whom, until when, and which number it should move."""
    wish = draft.wish
    blocks = [
        kit.field(say("What"), _text("title", wish.title, actions.LONGEST_TITLE)),
        kit.field(
            say("Why"),
            _text("why", wish.why, actions.LONGEST_WHY, multiline=True),
            optional=True,
        ),
        kit.field(
            say("Theme"),
            _select("theme", _themes(say, draft), wish.theme or NO_THEME),
            hint=say("Who spoke of it can be told later what you did."),
        ),
        kit.field(say("Owner"), _person(wish.owner_id)),
        kit.field(say("Done by"), _day("due", wish.due_on), optional=True),
        *_aim(say, wish),
        kit.field(
            say("Live on"),
            _day("live", wish.live_on),
            optional=True,
            hint=say("The day on which customers begin to notice. It may come later."),
        ),
        *_left_out(say, wish.begun_for, wish.live_on),
    ]
    title = say("Change the action") if draft.action_id else say("New action")
    return modal.form(say, FORM, blocks, title=title, submit=say("Save"), ids=_ids(draft))


def live_form(say: Voice, action: Action, today: date) -> View:
    """Ask on which day the change of an action went live, or will."""
    blocks = [
        kit.section(f"*{inert.escaped(action.title, naming.LONGEST)}*"),
        kit.field(
            say("Live on"),
            _day("live", action.live_on or today),
            hint=say("The day on which customers begin to notice. It may come later."),
        ),
        kit.context(
            say("From then on four weeks are counted and compared with the four weeks before.")
        ),
    ]
    ids = {"action": str(action.id), "revision": str(action.revision)}
    title, submit = say("Went live"), say("Save")
    return modal.form(say, LIVE_FORM, blocks, title=title, submit=submit, ids=ids)


def _aim(say: Voice, wish: Wish) -> list[Block]:
    metrics = [kit.option(naming.metric(metric), metric.value) for metric in Metric]
    places = [kit.option(naming.begun(say("everybody")), EVERYBODY)]
    places += [kit.option(naming.begun(naming.segment(say, one)), one) for one in PLACES]
    return [
        kit.field(say("The number it should move"), _select("metric", metrics, wish.metric.value)),
        kit.field(say("Of whom"), _select("place", places, wish.segment or EVERYBODY)),
        kit.field(say("Its name"), _text("value", wish.value, _VALUE), optional=True),
    ]


def _themes(say: Voice, draft: Draft) -> list[Block]:
    named = theme_names.with_removed(say, draft.themes, draft.wish.theme).items()
    options = (kit.option(naming.begun(name), key) for key, name in named)
    return [kit.option(say("None"), NO_THEME), *options]


def _left_out(say: Voice, days: Days | None, live_on: date | None) -> list[Block]:
    """Say which days count on neither side, and why; those after it went live count."""
    if days is None:
        return []
    span = {"first": say.day(days.first), "until": say.day(days.until)}
    if live_on is not None and live_on < days.first:
        text = say(
            "The days from {first} up to {until}, for which it was begun, count: they come after"
            " it went live.",
            **span,
        )
    else:
        text = say(
            "The days from {first} up to {until} are left out of the comparison, unless it goes"
            " live before them: bad weeks are followed by better ones, whatever anybody does.",
            **span,
        )
    return [kit.context(text)]


def _ids(draft: Draft) -> Mapping[str, str]:
    wish, days = draft.wish, draft.wish.begun_for
    ids = {
        "action": draft.action_id,
        "revision": str(draft.revision),
        "first": days.first.isoformat() if days else "",
        "until": days.until.isoformat() if days else "",
        "case": str(wish.case_id or ""),
        "survey": str(wish.survey_id or ""),
    }
    return {name: value for name, value in ids.items() if value}


def _text(action_id: str, value: str, most: int, *, multiline: bool = False) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": most,
        "multiline": multiline,
    }
    return element | ({"initial_value": value} if value else {})


def _select(action_id: str, options: Sequence[Block], chosen: str) -> Block:
    known = {one["value"] for one in options}
    return kit.menu(action_id, options, chosen=chosen if chosen in known else options[0]["value"])


def _person(user_id: str) -> Block:
    element: dict[str, Any] = {"type": "users_select", "action_id": "owner"}
    return element | ({"initial_user": user_id} if user_id else {})


def _day(action_id: str, day: date | None) -> Block:
    element: dict[str, Any] = {"type": "datepicker", "action_id": action_id}
    return element | ({"initial_date": day.isoformat()} if day else {})
