import json

import pytest

from bot.blocks import policy_form
from bot.blocks.policy_words import GROUPS
from bot.wording import voice
from kpi.metrics import ASKED, Metric
from kpi.policy import EXAMPLES, defaults
from kpi.store import surveys
from tests.bot.blocks.reading import checked_form
from tests.bot.blocks.surveys import a_survey


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("metric", ASKED)
def test_every_setting_has_a_field_that_begins_with_what_holds_now(
    metric: Metric, language: str
) -> None:
    as_written = {"en": {}, "nl": {"days": "ma-zo", "hours": "uit"}}[language]
    survey = a_survey(metric, policy={"delay.email": "3h", "delay.fax": "2d"})
    now = surveys.policy(survey).settings()
    seen = {}
    for key in GROUPS:
        form = checked_form(policy_form.form(voice(language), survey, key))
        assert json.loads(form["private_metadata"]) == {"survey": metric.value, "part": key}
        for element in (one["element"] for one in form["blocks"] if "element" in one):
            chosen = element.get("initial_option", {}).get("value")
            seen[element["action_id"]] = chosen or element.get("initial_value", "")
    assert seen == now | as_written
    for name, text in as_written.items():
        assert defaults(metric).changed(name, text) == defaults(metric)


def test_each_field_tells_its_name_and_an_example_that_can_be_taken() -> None:
    forms = [policy_form.form(voice("en"), a_survey(), key) for key in GROUPS]
    blocks = [one for form in forms for one in form["blocks"]]
    hints = {one["block_id"]: one["hint"]["text"] for one in blocks if "hint" in one}
    for name, hint in hints.items():
        assert hint.endswith(f"({name})")
    for name, example in EXAMPLES.items():
        defaults(Metric.CSAT).changed(name, example)
        assert name in hints


def test_the_longest_list_of_names_stands_in_its_field_whole() -> None:
    names = ",".join(f"team-{number:03}" for number in range(200))
    form = policy_form.form(voice("en"), a_survey(policy={"exclude.team": names}), "whom")
    element = next(
        one["element"] for one in form["blocks"] if one.get("block_id") == "exclude.team"
    )
    assert element["initial_value"] == names


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "24\xa0hours (15\xa0minutes after a chat, 15\xa0minutes after a call)",
                "Days: Monday to Friday",
                "Quiet hours: 20:00–08:00",
                "Reminder: never",
                "Everybody who was helped.",
            ),
        ),
        ("nl", ("maandag tot en met vrijdag", "14\xa0dagen", "Iedereen die is geholpen.")),
    ],
)
def test_the_overview_says_it_in_words(language: str, lines: tuple[str, ...]) -> None:
    survey = a_survey(policy={"days": "mon-fri"})
    view = checked_form(policy_form.overview(voice(language), survey, "Saved."))
    shown = "\n".join(one["text"]["text"] for one in view["blocks"] if "text" in one)
    assert all(line in shown for line in lines)
    buttons = [one["accessory"]["action_id"] for one in view["blocks"] if "accessory" in one]
    assert buttons == [f"policy:{key}" for key in GROUPS]


def test_a_rule_stands_in_place_of_everybody_and_names_are_inert() -> None:
    survey = a_survey(policy={"include.team": "Sales,<!channel>", "exclude.internal": "yes"})
    shown = str(policy_form.overview(voice("en"), survey)["blocks"])
    assert "Only these teams: &lt;!channel&gt;, Sales" in shown
    assert "Leave out colleagues of the agent: yes" in shown
    assert "Everybody" not in shown
