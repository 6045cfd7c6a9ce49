"""The forms about a case: who shall have it, until when it rests, what came of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.blocks import case_parts, kit, modal, naming
from bot.blocks.message import View
from bot.wording import Voice, sentence
from kpi.cases import Outcome
from kpi.snoozes import Snooze

ASSIGN, SNOOZE, DONE = "case_assign", "case_snooze", "case_done"
LONGEST_NOTE = 2000
CHOSEN = (Outcome.REACHED, Outcome.SOLVED, Outcome.NO_ANSWER, Outcome.NOT_OURS)
"""What people say came of a case."""

_MOMENTS: Mapping[Snooze, str] = {
    Snooze.HOURS: sentence("For two hours"),
    Snooze.TOMORROW: sentence("Until tomorrow morning"),
    Snooze.NEXT_WEEK: sentence("Until next week"),
    Snooze.OWN: sentence("Until a moment of my own"),
}


def assign(say: Voice, ids: Mapping[str, str], owner_id: str = "") -> View:
    """Ask who shall have a case."""
    element: dict[str, Any] = {"type": "users_select", "action_id": "owner"}
    if owner_id:
        element["initial_user"] = owner_id
    blocks = [kit.field(say("Who follows it up?"), element)]
    return modal.form(
        say, ASSIGN, blocks, title=say("Give it to somebody"), submit=say("Save"), ids=ids
    )


def snooze(say: Voice, ids: Mapping[str, str], tomorrow: date) -> View:
    """Ask until when a case rests."""
    options = [kit.option(say(text), one.value) for one, text in _MOMENTS.items()]
    day = {"type": "datepicker", "action_id": "day", "initial_date": tomorrow.isoformat()}
    time = {"type": "timepicker", "action_id": "time", "initial_time": "09:00"}
    blocks = [
        kit.field(say("How long?"), kit.menu("until", options, chosen=Snooze.TOMORROW)),
        kit.field(say("A day of my own"), day, optional=True),
        kit.field(say("At"), time, optional=True, hint=say("In the time zone of the workspace.")),
    ]
    return modal.form(say, SNOOZE, blocks, title=say("Let it rest"), submit=say("Save"), ids=ids)


def done(say: Voice, ids: Mapping[str, str]) -> View:
    """Ask what came of a case."""
    options = [kit.option(naming.begun(case_parts.outcome(say, one)), one.value) for one in CHOSEN]
    note = {
        "type": "plain_text_input",
        "action_id": "note",
        "multiline": True,
        "max_length": LONGEST_NOTE,
    }
    menu = {"type": "radio_buttons", "action_id": "outcome", "options": options}
    blocks = [
        kit.field(say("What came of it?"), menu),
        kit.field(say("A note for colleagues"), note, optional=True),
    ]
    return modal.form(say, DONE, blocks, title=say("Done"), submit=say("Save"), ids=ids)
