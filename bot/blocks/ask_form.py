"""The form behind "Ask for a rating": whom, which question, about what."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import inert, kit, modal, naming
from bot.blocks.message import Block, View
from bot.wording import Voice, voice
from kpi import wording
from kpi.store import versions
from kpi.store.tables import Survey

LONGEST_ABOUT = 150


def form(
    surveys: Sequence[Survey],
    *,
    language: str,
    people: Sequence[str] = (),
    asks_several: bool = False,
    about: str = "",
    ids: Mapping[str, str],
) -> View:
    """Ask a colleague whom to ask.

    Args:
        surveys: those to choose from, the usual one first.
        language: the colleague's locale.
        people: user ids of who probably is to be asked.
        asks_several: whether more than one person can be chosen.
        about: what it probably was about.
        ids: channel and thread, to come back with the form.
    """
    say = voice(language)
    whom = _several(say, people) if asks_several else _person(say, people)
    blocks = [whom, _survey(say, surveys), _about(say, about)]
    return modal.form(
        say, "ask_form", blocks, title=say("Ask for a rating"), submit=say("Ask"), ids=ids
    )


def _person(say: Voice, people: Sequence[str]) -> Block:
    element: dict[str, Any] = {"type": "users_select", "action_id": "person"}
    if people:
        element["initial_user"] = people[0]
    return kit.field(say("Who was helped?"), element)


def _several(say: Voice, people: Sequence[str]) -> Block:
    element: dict[str, Any] = {"type": "multi_users_select", "action_id": "person"}
    if people:
        element["initial_users"] = list(people)
    return kit.field(say("Who was helped?"), element)


def _survey(say: Voice, surveys: Sequence[Survey]) -> Block:
    options = [_option(say, survey) for survey in surveys]
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": "survey",
        "options": options,
        "initial_option": options[0],
    }
    return kit.field(say("Which question?"), element)


def _option(say: Voice, survey: Survey) -> Block:
    said = versions.words(survey, None, wording.spoken(say.language, survey.languages))
    return kit.option(f"{naming.survey(survey)}: {said.asked(say('us'))}", survey.name)


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
