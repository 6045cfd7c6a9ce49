"""The form behind "Ask for a rating": whom, which question, about what."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import inert, kit, modal, naming
from bot.blocks.message import Block, View
from bot.wording import Voice, voice
from kpi.metrics import Metric, standard

LONGEST_ABOUT = 150


def form(
    metrics: Sequence[Metric],
    *,
    language: str,
    person: str = "",
    about: str = "",
    ids: Mapping[str, str],
) -> View:
    """Ask a colleague whom to ask.

    Args:
        metrics: the surveys to choose from, the usual one first.
        language: the colleague's locale.
        person: user id of who probably is to be asked.
        about: what it probably was about.
        ids: channel and thread, to come back with the form.
    """
    say = voice(language)
    blocks = [_person(say, person), _metric(say, metrics), _about(say, about)]
    return modal.form(
        say, "ask_form", blocks, title=say("Ask for a rating"), submit=say("Ask"), ids=ids
    )


def _person(say: Voice, person: str) -> Block:
    element: dict[str, Any] = {"type": "users_select", "action_id": "person"}
    if person:
        element["initial_user"] = person
    return kit.field(say("Who was helped?"), element)


def _metric(say: Voice, metrics: Sequence[Metric]) -> Block:
    options = [_option(say, metric) for metric in metrics]
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": "metric",
        "options": options,
        "initial_option": options[0],
    }
    return kit.field(say("Which question?"), element)


def _option(say: Voice, metric: Metric) -> Block:
    asked = standard(metric).question[say.language].format(organisation=say("us"))
    return kit.option(f"{naming.metric(metric)}: {asked}", metric.value)


def _about(say: Voice, about: str) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": "about",
        "max_length": LONGEST_ABOUT,
    }
    if shown := inert.line(about, LONGEST_ABOUT):
        element["initial_value"] = shown
    hint = say("In a few words; the person you ask reads this.")
    return kit.field(say("What was it about?"), element, hint=hint)
