from itertools import product

from bot.blocks import policy_values
from bot.wording import voice
from kpi.metrics import Metric
from kpi.policy import EXAMPLES, defaults
from tests.each import each

SAID = {
    ("delay", "0s"): "at once",
    ("delay.chat", "90m"): "90\xa0minutes",
    ("cooldown", "1h"): "1\xa0hour",
    ("expires", "14d"): "14\xa0days",
    ("reminder", "0"): "never",
    ("hours", "off"): "all day",
    ("hours", "09:00-17:30"): "09:00–17:30",
    ("days", "mon-sun"): "every day",
    ("days", "mon,wed-fri"): "Monday, Wednesday to Friday",
    ("ask_per", "person"): "person",
    ("sample", "12.5%"): "12.5\xa0%",
    ("daily_cap", "0"): "any number",
    ("include.team", ""): "",
    ("exclude.internal", "no"): "",
    ("anonymous", "no"): "no",
    ("mail", "yes"): "yes",
    ("include.account", '"Acme, Inc.",Bolt'): "Acme, Inc., Bolt",
    ("reasons.en", "Too slow,Not solved"): "Too slow, Not solved",
    ("exclude.domain", "a.example,b.example"): "a.example, b.example",
}


@each(("name", "value"), SAID)
def test_a_value_is_said_in_words(name: str, value: str) -> None:
    assert policy_values.told(voice("en"), name, value) == SAID[name, value]


@each(("name", "language"), product(EXAMPLES, ["en", "nl"]))
def test_every_setting_can_be_said(name: str, language: str) -> None:
    now = defaults(Metric.CSAT).changed(name, EXAMPLES[name]).settings()[name]
    policy_values.told(voice(language), name, now)
    assert policy_values.words_of(name).label
