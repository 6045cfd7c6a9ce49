import json

import pytest

from bot.blocks import ask_form
from kpi.metrics import Metric
from tests.bot.blocks.reading import HOSTILE, LONG, checked_form


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("about", ["", "VPN", HOSTILE, LONG])
def test_the_form_is_one_that_slack_takes(language: str, about: str) -> None:
    ids = {"channel": "C1", "thread": "1.2"}
    form = checked_form(
        ask_form.form(tuple(Metric), language=language, person="U1", about=about, ids=ids)
    )
    assert [block["element"]["action_id"] for block in form["blocks"]] == [
        "person",
        "metric",
        "about",
    ]
    assert json.loads(form["private_metadata"]) == ids
    assert form["callback_id"] == "ask_form"


def test_the_usual_question_is_chosen_and_nothing_else_is_made_up() -> None:
    form = checked_form(ask_form.form((Metric.NPS, Metric.CSAT), language="nl", ids={}))
    person, metric, about = (block["element"] for block in form["blocks"])
    assert metric["initial_option"]["value"] == "nps"
    assert "initial_user" not in person
    assert "initial_value" not in about
