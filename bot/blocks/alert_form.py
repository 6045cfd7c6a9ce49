"""The form of an alert: which answers need somebody, and which channel is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.blocks import alert_rules, kit, modal, naming, theme_names
from bot.blocks.message import Block, View
from bot.wording import Voice
from kpi.store import surveys
from kpi.store.tables import Survey
from kpi.themes import Dictionary

FORM = "alert_form"
SURVEY = "alert_survey"
"""The menu of surveys: another has another scale, so the form is drawn anew."""
ANY = "any"
USUAL_STEPS = 2

_LONGEST_ACCOUNT, _LONGEST_WORDS = 80, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form."""

    survey: str
    """Its name."""
    steps: int | None = USUAL_STEPS
    theme: str = ""
    account: str = ""
    words: Sequence[str] = ()
    channel_id: str = ""
    owner_id: str = ""
    language: str = "en"
    rule_id: UUID | None = None
    """Set where it stands already."""


def form(
    say: Voice, draft: Draft, among: Sequence[Survey], themes: Dictionary, *, hook: str = ""
) -> View:
    """Ask which answers need somebody.

    Args:
        say: the reader's voice.
        draft: what the fields begin with.
        among: the surveys that can be chosen, among them the draft's.
        themes: what comments can be about.
        hook: where the list is drawn anew that the form was opened from.
    """
    survey = next((one for one in among if one.name == draft.survey), among[0])
    blocks = [
        _survey(say, survey, among),
        _steps(say, survey, draft.steps),
        _theme(say, themes, draft.theme),
        _text("account", say("Only of this account"), draft.account, _LONGEST_ACCOUNT),
        _words(say, draft.words),
        _channel(say, draft.channel_id),
        _owner(say, draft.owner_id),
        _language(say, draft.language),
    ]
    ids = {"hook": hook} | ({"rule": str(draft.rule_id)} if draft.rule_id else {})
    return modal.form(say, FORM, blocks, title=say("Alert"), submit=say("Save"), ids=ids)


def _survey(say: Voice, survey: Survey, among: Sequence[Survey]) -> Block:
    options = [kit.option(naming.survey(one), one.name) for one in among]
    menu = kit.menu(SURVEY, options, chosen=survey.name)
    return kit.field(say("Answers to"), menu) | {"dispatch_action": True}


def _steps(say: Voice, survey: Survey, steps: int | None) -> Block:
    definition = surveys.definition(survey)
    options = [
        kit.option(alert_rules.at_most(say, definition, one), str(one))
        for one in range(1, len(definition.scale))
    ]
    options.append(kit.option(say("Any score"), ANY))
    menu = kit.menu("steps", options, chosen=str(steps) if steps else ANY)
    # Slack keeps what was chosen in a block of the same name, and this is another scale's.
    return kit.field(say("Score"), menu) | {"block_id": f"steps:{survey.name}"}


def _theme(say: Voice, themes: Dictionary, chosen: str) -> Block:
    names = theme_names.with_removed(say, theme_names.named(themes, say.language), chosen)
    options = [kit.option(say("Whatever it is about"), ANY)]
    options += [kit.option(naming.begun(name), key) for key, name in names.items()]
    menu = kit.menu("theme", options, chosen=chosen or ANY)
    return kit.field(say("What the comment is about"), menu)


def _words(say: Voice, words: Sequence[str]) -> Block:
    block = _text("words", say("With one of these words"), ", ".join(words), _LONGEST_WORDS)
    return block | {"hint": kit.plain(say("With commas between them."), kit.HINT)}


def _channel(say: Voice, channel_id: str) -> Block:
    element = kit.channel_menu(channel_id, outsiders=False)
    hint = say("I must be in the channel, and nobody from outside.")
    return kit.field(say("Told in"), element, hint=hint)


def _owner(say: Voice, owner_id: str) -> Block:
    element: dict[str, Any] = {"type": "users_select", "action_id": "owner"}
    if owner_id:
        element["initial_user"] = owner_id
    hint = say("A lead, who is reminded when nobody claims a case.")
    return kit.field(say("Who sees to it?"), element, hint=hint)


def _language(say: Voice, language: str) -> Block:
    options = [kit.option(name, code) for code, name in naming.LANGUAGES.items()]
    return kit.field(say("Language"), kit.menu("language", options, chosen=language))


def _text(action_id: str, label: str, value: str, most: int) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": most}
    if value:
        element["initial_value"] = value
    return kit.field(label, element, optional=True)
