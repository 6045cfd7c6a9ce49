import json

import pytest

from bot.blocks import View, survey_form
from bot.wording import voice
from kpi import wording
from kpi.metrics import ASKED, Metric, choices
from kpi.store.tables import Survey
from kpi.store.versions import SETTINGS
from tests.bot.blocks.reading import checked_form
from tests.bot.blocks.surveys import a_survey


def fields(view: View) -> dict[str, dict[str, object]]:
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


def drawn(survey: Survey, language: str = "en") -> View:
    return checked_form(survey_form.words(voice(language), survey))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("metric", ASKED)
def test_every_word_has_a_field_that_begins_with_what_is_said_now(
    metric: Metric, language: str
) -> None:
    form = drawn(a_survey(metric), language)
    found = fields(form)
    assert set(found) == set(SETTINGS)
    said = wording.words(choices(metric)[0], {}, "nl")
    assert found["question.nl"]["initial_value"] == said.question
    assert json.loads(form["private_metadata"]) == {"survey": metric.value}


def test_own_words_stand_over_the_standard_ones() -> None:
    longest = {name: "x" * wording.LONGEST[name.rpartition(".")[0]] for name in wording.NAMES}
    found = fields(drawn(a_survey(wording=longest)))
    assert found["scale.low.en"]["initial_value"] == "x" * 50
    assert found["scale.low.en"]["placeholder"] == {
        "type": "plain_text",
        "text": "Very dissatisfied",
        "emoji": True,
    }


def test_the_form_says_beforehand_that_another_question_starts_a_version() -> None:
    first = drawn(a_survey(version=3))["blocks"][0]["elements"][0]["text"]
    assert "version 3" in first
    assert "starts version 4" in first


def test_any_order_of_languages_can_be_chosen() -> None:
    languages = fields(drawn(a_survey(languages=["nl", "en"])))["languages"]
    assert languages["initial_option"]["value"] == "nl,en"  # type: ignore[index]  # JSON
    values = [one["value"] for one in languages["options"]]  # type: ignore[attr-defined]  # JSON
    assert values == ["en,nl", "nl,en", "en", "nl"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_new_survey_has_a_title_a_name_and_a_metric(language: str) -> None:
    form = checked_form(survey_form.new(voice(language)))
    assert list(fields(form)) == ["title", "name", "metric"]
