import json

import pytest

from bot.blocks import comment_form
from kpi.metrics import Metric
from tests.bot.blocks.questions import ID, commented, question
from tests.bot.blocks.reading import LONG, checked_form


@pytest.mark.parametrize(
    ("metric", "score", "label", "asks_contact"),
    [
        (Metric.CSAT, 1, "What went wrong?", True),
        (Metric.CSAT, 3, "What was missing?", False),
        (Metric.CSAT, 5, "What worked well?", False),
        (Metric.CES, 3, "What went wrong?", True),
        (Metric.NPS, 6, "What went wrong?", True),
        (Metric.NPS, 8, "What was missing?", False),
        (Metric.NPS, 9, "What worked well?", False),
    ],
)
def test_the_question_fits_the_score(
    metric: Metric, score: int, label: str, *, asks_contact: bool
) -> None:
    form = checked_form(comment_form.form(question(metric, score=score)))
    assert form["blocks"][0]["label"]["text"] == label
    ids = [block["element"]["action_id"] for block in form["blocks"]]
    assert ids == ["comment", *(["may_contact"] if asks_contact else [])]


def test_an_anonymous_answer_cannot_be_followed_up() -> None:
    asked = question(score=1)
    asked.survey.policy = {"anonymous": "yes"}
    assert "may_contact" not in str(checked_form(comment_form.form(asked)))


def test_it_speaks_dutch_with_u() -> None:
    form = checked_form(comment_form.form(question(language="nl", score=1)))
    assert form["title"]["text"] == "Uw toelichting"
    assert form["blocks"][1]["element"]["options"][0]["text"]["text"] == (
        "U mag hierover contact met mij opnemen"
    )


def test_it_carries_only_the_invitation() -> None:
    form = comment_form.form(question(score=4))
    assert json.loads(form["private_metadata"]) == {"invitation": str(ID)}
    assert form["callback_id"] == "comment_form"


def test_what_was_written_before_stands_in_it() -> None:
    given = commented(question(score=2), LONG)
    assert given.response is not None
    given.response.may_contact = True
    form = checked_form(comment_form.form(given))
    assert form["blocks"][0]["element"]["initial_value"] == LONG[:3000]
    assert form["blocks"][1]["element"]["initial_options"][0]["value"] == "yes"


def test_reasons_stand_above_the_words_which_may_then_stay_empty() -> None:
    given = question(score=2, language="nl")
    given.survey.policy = {"reasons.en": "Too slow,Not solved", "reasons.nl": "Te traag,Onopgelost"}
    assert given.response is not None
    given.response.reasons = [{"en": "Too slow", "nl": "Te traag"}]
    reasons, comment, _ = checked_form(comment_form.form(given))["blocks"]
    assert reasons["label"]["text"] == "Wat ging er mis?"
    assert [one["text"]["text"] for one in reasons["element"]["options"]] == [
        "Te traag",
        "Onopgelost",
    ]
    assert [one["text"]["text"] for one in reasons["element"]["initial_options"]] == ["Te traag"]
    assert (comment["label"]["text"], comment["optional"]) == ("In uw eigen woorden", True)
