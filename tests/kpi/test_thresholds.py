"""Which answers need somebody."""

from dataclasses import replace

from kpi.metrics import Metric, choices, standard
from kpi.thresholds import Answer, Rule, meets, unhappiness

CSAT = Answer(
    definition=standard(Metric.CSAT), score=2, comment="Sløw, and NOBODY called", account="Acme"
)


def test_everything_that_a_rule_sets_must_hold() -> None:
    for rule, met in {
        Rule(): False,
        Rule(steps=2): True,
        Rule(steps=1): False,
        Rule(account="ACME"): True,
        Rule(account="Acme B.V."): False,
        Rule(steps=2, account="Other"): False,
        Rule(theme="speed"): False,
        Rule(words=("nobody  called",)): True,
        Rule(words=("body",)): False,
        Rule(words=("price", "Called")): True,
        Rule(words=(" ",)): False,
        Rule(steps=2, words=("nobody",), account="acme"): True,
    }.items():
        assert meets(CSAT, rule) is met, rule
    assert meets(replace(CSAT, themes=("speed",)), Rule(theme="speed"))
    assert meets(replace(CSAT, comment="Zó duur, café"), Rule(words=("zo duur", "cafe")))


def test_the_unhappy_end_is_where_the_favourable_scores_are_not() -> None:
    assert unhappiness(CSAT) == 1
    assert unhappiness(Answer(definition=standard(Metric.NPS), score=6)) == 6
    effort = next(one for one in choices(Metric.CES) if one.scale[0] in one.favourable)
    assert unhappiness(Answer(definition=effort, score=effort.scale[-1])) == 0
    assert meets(Answer(definition=effort, score=effort.scale[-1]), Rule(steps=1))
    assert not meets(Answer(definition=effort, score=effort.scale[0]), Rule(steps=2))
