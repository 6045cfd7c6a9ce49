"""The forms of a survey: making one, and its words in each language."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

from bot.blocks import definitions, kit, modal, naming
from bot.blocks.message import Block, View
from bot.wording import Voice, sentence
from kpi import metrics, wording
from kpi.metrics import ASKED, Metric
from kpi.store import surveys, versions
from kpi.store.tables import Survey

LONGEST_NAME = 30

_LABELS: Mapping[str, str] = {
    "question": sentence("Question"),
    "scale.low": sentence("At the lowest score"),
    "scale.high": sentence("At the highest score"),
    "follow_up.low": sentence("After a low score"),
    "follow_up.middle": sentence("After a middling score"),
    "follow_up.high": sentence("After a high score"),
}
_MEASURED: Mapping[Metric, str] = {
    Metric.CSAT: sentence("how satisfied somebody is with the help"),
    Metric.CES: sentence("how easy it was to get help"),
    Metric.NPS: sentence("whether somebody would recommend you"),
}


def new(say: Voice) -> View:
    """Ask what a new survey is called and what it measures."""
    options = [kit.option(_measures(say, metric), metric.value) for metric in ASKED]
    blocks = [
        kit.field(say("Title"), _text("title", surveys.LONGEST_TITLE)),
        kit.field(
            say("Name in commands"),
            _text("name", LONGEST_NAME, placeholder="onboarding"),
            hint=say("Small letters, digits and hyphens. It cannot be changed later."),
        ),
        kit.field(say("Measures"), _select("metric", options, options[0])),
    ]
    return modal.form(
        say, "survey_new", blocks, title=say("New survey"), submit=say("Next"), ids={}
    )


def words(say: Voice, survey: Survey) -> View:
    """Ask for the words of a survey; every field begins with what is said now."""
    blocks = [
        kit.context(_beforehand(say, survey)),
        _title(say, survey),
        _definition(say, survey),
        _languages(say, survey),
    ]
    for language in wording.LANGUAGES:
        blocks += _of_language(say, survey, language)
    preview = kit.button(say("Preview"), "survey:preview", survey.name)
    return modal.form(
        say,
        "survey_words",
        [*blocks, {"type": "divider"}, *kit.actions([preview])],
        title=say("Words of the survey"),
        submit=say("Save"),
        ids={"survey": survey.name},
    )


def _beforehand(say: Voice, survey: Survey) -> str:
    return say(
        "This is version {number}. Another question, scale or end of the scale starts version "
        "{next}: its numbers begin anew, and questions that went out keep their words. What is "
        "asked after a score changes at once, without a new version.",
        number=survey.version,
        next=survey.version + 1,
    )


def _title(say: Voice, survey: Survey) -> Block:
    element = _text("title", surveys.LONGEST_TITLE, survey.title, naming.metric_of(survey))
    return kit.field(say("Title"), element, optional=True, hint=say("Only colleagues read it."))


def _definition(say: Voice, survey: Survey) -> Block:
    options = {
        one.key: kit.option(naming.begun(definitions.title(say, one)), one.key)
        for one in metrics.choices(Metric(survey.metric))
    }
    element = _select("definition", [*options.values()], options[survey.definition])
    hint = say("Answers on different scales are never added up or compared.")
    return kit.field(say("Scale and number"), element, hint=hint)


def _languages(say: Voice, survey: Survey) -> Block:
    orders = [
        order
        for most in range(len(wording.LANGUAGES), 0, -1)
        for order in permutations(wording.LANGUAGES, most)
    ]
    options = {order: kit.option(_spoken(order), ",".join(order)) for order in orders}
    element = _select("languages", [*options.values()], options[tuple(survey.languages)])
    hint = say("Whoever reads another language is asked in the first one.")
    return kit.field(say("Asked in"), element, hint=hint)


def _spoken(languages: Sequence[str]) -> str:
    return ", ".join(naming.LANGUAGES[one] for one in languages)


def _of_language(say: Voice, survey: Survey, language: str) -> Iterator[Block]:
    yield {"type": "divider"}
    yield kit.section(f"*{naming.LANGUAGES[language]}*")
    said = dict(_said(survey, language))
    standard = dict(_said(survey.model_copy(update={"wording": {}}), language))
    for part, label in _LABELS.items():
        name = f"{part}.{language}"
        element = _text(name, wording.LONGEST[part], said[part], standard[part])
        title = f"{say(label)} · {naming.LANGUAGES[language]}"
        yield kit.field(title, element, optional=True, hint=_hint(say, part))


def _said(survey: Survey, language: str) -> Iterator[tuple[str, str]]:
    said = versions.words(survey, None, language)
    yield "question", said.question
    yield "scale.low", said.low_label
    yield "scale.high", said.high_label
    yield from ((f"follow_up.{band}", text) for band, text in said.follow_up.items())


def _hint(say: Voice, part: str) -> str:
    if part != "question":
        return ""
    return say(
        "{example} stands for the name of your organisation. Empty means the standard sentence.",
        example=wording.ORGANISATION,
    )


def _measures(say: Voice, metric: Metric) -> str:
    return f"{naming.metric(metric)}: {say(_MEASURED[metric])}"


def _text(action_id: str, most: int, value: str = "", placeholder: str = "") -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": most,
    }
    if value:
        element["initial_value"] = value[:most]
    if placeholder:
        element["placeholder"] = kit.plain(placeholder, kit.PLACEHOLDER)
    return element


def _select(action_id: str, options: Sequence[Block], chosen: Block) -> Block:
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": list(options),
        "initial_option": chosen,
    }
