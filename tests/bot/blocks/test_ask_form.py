import json

import pytest

from bot.blocks import ask_form
from kpi.metrics import ASKED, Metric
from tests.bot.blocks.reading import HOSTILE, LONG, checked_form
from tests.bot.blocks.surveys import a_survey


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("about", ["", "VPN", HOSTILE, LONG])
def test_the_form_is_one_that_slack_takes(language: str, about: str) -> None:
    ids = {"channel": "C1", "thread": "1.2"}
    form = checked_form(
        ask_form.form(
            [*map(a_survey, ASKED)], language=language, people=["U1"], about=about, ids=ids
        )
    )
    assert [block["element"]["action_id"] for block in form["blocks"]] == [
        "person",
        "survey",
        "about",
    ]
    assert json.loads(form["private_metadata"]) == ids
    assert form["callback_id"] == "ask_form"


def test_the_usual_question_is_chosen_and_nothing_else_is_made_up() -> None:
    form = checked_form(ask_form.form([a_survey(Metric.NPS), a_survey()], language="nl", ids={}))
    person, survey, about = (block["element"] for block in form["blocks"])
    assert survey["initial_option"]["value"] == "nps"
    assert "initial_user" not in person
    assert "initial_value" not in about


def test_several_people_are_chosen_where_everyone_is_asked() -> None:
    made = ask_form.form(
        [a_survey()], language="nl", people=["U1", "U2"], asks_several=True, ids={}
    )
    person = checked_form(made)["blocks"][0]["element"]
    assert (person["type"], person["initial_users"]) == ("multi_users_select", ["U1", "U2"])


def test_another_survey_of_the_same_metric_is_asked_in_its_own_words() -> None:
    own = {"question.en": "How was the delivery?"}
    other = a_survey(name="delivery", title="After delivery", wording=own)
    form = checked_form(ask_form.form([a_survey(), other], language="en", ids={}))
    texts = [one["text"]["text"] for one in form["blocks"][1]["element"]["options"]]
    assert texts[1] == "After delivery: How was the delivery?"
