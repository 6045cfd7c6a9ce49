from typing import Any
from uuid import UUID

from bot.blocks import alert_rules
from bot.blocks.alert_rules import Rules
from bot.wording import voice
from kpi import theme_lists
from kpi.metrics import Metric, choices, standard
from kpi.store.tables import AlertRule, Survey
from tests.bot.blocks.reading import HOSTILE, assert_inert, read
from tests.moments import NOW

EN, NL = voice("en"), voice("nl")
CSAT = Survey(
    workspace_id="T1",
    id=UUID(int=1),
    name="csat",
    metric="csat",
    definition="csat/1-5/top2/v1",
    created_at=NOW,
)


def rule(**changes: Any) -> AlertRule:
    values: dict[str, Any] = {
        "workspace_id": "T1",
        "id": UUID(int=2),
        "survey_id": CSAT.id,
        "channel_id": "C1",
        "created_at": NOW,
    }
    return AlertRule(**(values | changes))


def rules(*found: AlertRule) -> Rules:
    return Rules(rules=found, surveys=[CSAT], themes=theme_lists.packaged(), sends_joy=False)


def test_a_rule_says_which_answers_and_where() -> None:
    rows: list[tuple[dict[str, Any], str]] = [
        ({"steps": 1}, "*CSAT* · 1 of 5: told in <#C1>"),
        ({"steps": 2, "account": "Acme"}, "*CSAT* · 2 of 5 or lower, account Acme: told in <#C1>"),
        (
            {"theme": "speed", "words": ["late", "wait"]},
            "*CSAT* · about Speed, with one of the words late, wait: told in <#C1>",
        ),
        (
            {"steps": 1, "paused_because": "is_archived"},
            "*CSAT* · 1 of 5: told in <#C1>; paused: the channel is archived",
        ),
        (
            {"theme": "parking", "paused_because": "theme_removed"},
            (
                "*CSAT* · about a removed theme: told in <#C1>; paused: the theme was removed;"
                " choose another one, or remove the alert"
            ),
        ),
    ]
    for changes, line in rows:
        told = alert_rules.described(EN, rules(), rule(**changes))
        assert told.casefold() == line.casefold()
    hostile = rule(account=HOSTILE, words=[HOSTILE])
    assert_inert(alert_rules.listing(NL, rules(hostile)), allowed="<#C1>")


def test_scores_are_named_from_the_unhappy_end() -> None:
    (hard,) = (one for one in choices(Metric.CES) if one.low_is_good)
    assert alert_rules.at_most(EN, hard, 1) == f"{hard.high} of {hard.high}"
    assert alert_rules.at_most(EN, hard, 2) == f"{hard.high - 1} of {hard.high} or higher"
    assert alert_rules.at_most(NL, standard(Metric.NPS), 7) == "6 van 10 of lager"


def test_without_rules_it_says_what_they_are_for() -> None:
    assert "No answer is followed up yet" in read(alert_rules.listing(EN, rules()))
